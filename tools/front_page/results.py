"""A short extract of benchmarks/results.md, with the same figures."""

import re
from pathlib import Path

LIBRARIES = ("xentlib", "NumPy, naive", "SciPy", "scikit-learn", "TensorFlow", "JAX", "PyTorch")
MEAN = "**mean ratio**"
Table = dict[str, dict[str, str]]


def tables(text: str) -> dict[str, Table]:
    """Tables of a Markdown text by their headings, each by its first column and its head."""
    found: dict[str, Table] = {}
    for heading, body in re.findall(r"(?ms)^#+ ([^\n]+)\n(.*?)(?=^#|\Z)", text):
        rows = [line.strip("| ").split(" | ") for line in body.splitlines() if line[:1] == "|"]
        if rows:
            head, _, *lines = rows
            found[heading] = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    return found


def compared(results: Path) -> str:
    """Write Markdown: libraries beside each other, in time, memory and accuracy."""
    found = tables(results.read_text(encoding="utf-8"))
    loss, both = found["loss, float32"], found["loss + gradient, float32"]
    memory, accuracy = found["Memory: loss, float32"], found["Accuracy"]
    accuracies = {name: accuracy.get(name, {}) for name in LIBRARIES}
    rows = {
        "time of the loss, mean ratio": loss[MEAN],
        "… of loss and gradient": both[MEAN],
        "… of one batch, 64 × 10": {n: ratio(cell) for n, cell in loss["64 × 10"].items()},
        "memory beyond its input, 1 024 × 50 000 (MiB)": memory["1 024 × 50 000"],
        "largest relative error, logits up to 5": errors(accuracies, "float32, up to 5"),
        "… up to 40": errors(accuracies, "float32, to 40"),
    }
    head = [["float32", *LIBRARIES], ["---"] * (1 + len(LIBRARIES))]
    body = [
        [name, *(cells.get(n, "–").strip("*") for n in LIBRARIES)] for name, cells in rows.items()
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in head + body)


def ratio(cell: str) -> str:
    """Take the ratio to xentlib out of a cell "milliseconds · ratio · ratio to copying"."""
    return cell.split(" · ")[1] if " · " in cell else cell


def errors(accuracies: dict[str, dict[str, str]], column: str) -> dict[str, str]:
    """Take the losses' errors out of cells "loss / gradient"; 1 is a loss of 0."""
    cells = {name: row.get(column, "–").split(" / ")[0] for name, row in accuracies.items()}
    return {name: "1 (it says 0)" if cell == "1e+00" else cell for name, cell in cells.items()}
