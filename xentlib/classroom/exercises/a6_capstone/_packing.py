"""Ways to turn labels into bytes and back: models that count, and coders that are exact."""

from collections.abc import Callable, Sequence
from fractions import Fraction

Labels = list[int]
Model = Callable[[Labels], Labels]


def after(order: int, step: int) -> Model:
    """Count what came after the last `order` labels: 1 for each label, `step` for each sight."""

    def counts(seen: Labels) -> Labels:
        last, found = seen[len(seen) - order :], [1] * 10
        for i in range(order, len(seen)):
            if seen[i - order : i] == last:
                found[seen[i]] += step
        return found

    return counts


def longest(step: int) -> Model:
    """Count after the longest context that was met before, of up to eight labels."""

    def counts(seen: Labels) -> Labels:
        for order in range(min(8, len(seen)), 0, -1):
            found = after(order, step * order)(seen)
            if sum(found) > 10:
                return found
        return [1] * 10

    return counts


def mixed(orders: Sequence[int], extra: float = 0.5) -> Model:
    """Mix the shares after several contexts: the shorter one counts as two labels more."""

    def counts(seen: Labels) -> Labels:
        share = [0.1] * 10
        for order in orders:
            came = [c - 1 for c in after(order, 1)(seen)]
            total = sum(came) + extra
            share = [(c + extra * s) / total for c, s in zip(came, share, strict=True)]
        return [1 + int(s * 2**14) for s in share]

    return counts


def write(labels: Labels, model: Model) -> bytes:
    """Shrink an interval label by label, and name a number in it with the fewest bytes."""
    low, width, whole = 0, 1, 1
    for i, label in enumerate(labels):
        counts = model(labels[:i])
        low = low * sum(counts) + width * sum(counts[:label])
        width, whole = width * counts[label], whole * sum(counts)
    length = 0
    while True:
        number = -((-low << 8 * length) // whole)
        if number * whole < (low + width) << 8 * length:
            return number.to_bytes(length, "big")
        length += 1


def read(data: bytes, n: int, model: Model) -> Labels:
    """Find label by label the part of the interval in which the number lies."""
    number, low, width, whole = int.from_bytes(data, "big"), 0, 1, 1
    seen: Labels = []
    for _ in range(n):
        counts = model(seen)
        low, whole = low * sum(counts), whole * sum(counts)
        label = 0
        while number * whole >= (low + width * counts[label]) << 8 * len(data):
            low += width * counts[label]
            label += 1
        seen.append(label)
        width *= counts[label]
    return seen


def read_fractions(data: bytes, n: int, model: Model) -> Labels:
    """Read by stretching the part that the number lies in to the whole."""
    place = Fraction(int.from_bytes(data, "big"), 256 ** len(data))
    seen: Labels = []
    for _ in range(n):
        counts = model(seen)
        place *= sum(counts)
        label = 0
        while place >= counts[label]:
            place -= counts[label]
            label += 1
        place /= counts[label]
        seen.append(label)
    return seen


def to_bits(labels: Labels, model: Model) -> bytes:
    """Write bits as soon as they are sure, with whole numbers of 48 bits."""
    low, high, waiting, bits = 0, 2**48 - 1, 0, ""
    for i, label in enumerate(labels):
        counts = model(labels[:i])
        span, total, start = high - low + 1, sum(counts), sum(counts[:label])
        low, high = low + span * start // total, low + span * (start + counts[label]) // total - 1
        while (high ^ low) < 2**47 or (low >= 2**46 and high < 3 * 2**46):
            if (high ^ low) < 2**47:
                bit = low >> 47
                bits, waiting = f"{bits}{bit}" + str(1 - bit) * waiting, 0
                low, high = low - (bit << 47), high - (bit << 47)
            else:
                low, high, waiting = low - 2**46, high - 2**46, waiting + 1
            low, high = 2 * low, 2 * high + 1
    bits += ("0" + "1" * (waiting + 1)) if low < 2**46 else ("1" + "0" * (waiting + 1))
    padded = bits + "0" * (-len(bits) % 8)
    return int("1" + padded, 2).to_bytes(len(padded) // 8 + 1, "big")[1:]


def from_bits(data: bytes, n: int, model: Model) -> Labels:
    """Read what `to_bits` wrote."""
    bits = "".join(f"{byte:08b}" for byte in data) + "0" * 48
    low, high, value, at = 0, 2**48 - 1, int(bits[:48], 2), 48
    seen: Labels = []
    for _ in range(n):
        counts = model(seen)
        span, total, start, label = high - low + 1, sum(counts), 0, 0
        while value > low + span * (start + counts[label]) // total - 1:
            start, label = start + counts[label], label + 1
        seen.append(label)
        low, high = low + span * start // total, low + span * (start + counts[label]) // total - 1
        while (high ^ low) < 2**47 or (low >= 2**46 and high < 3 * 2**46):
            shift = (low >> 47) << 47 if (high ^ low) < 2**47 else 2**46
            low, high, value = 2 * (low - shift), 2 * (high - shift) + 1, 2 * (value - shift)
            value, at = value + (at < len(bits) and bits[at] == "1"), at + 1
    return seen


Way = dict[str, Callable[..., object]]


def way(
    model: Model, pack: Callable[..., bytes] = write, unpack: Callable[..., Labels] = read
) -> Way:
    """Name the two functions of an answer as the question names them."""
    return {
        "pack": lambda labels: pack(labels, model),
        "unpack": lambda data, n: unpack(data, n, model),
    }
