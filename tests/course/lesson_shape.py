"""What a lesson must be like: rules that say in sentences what a lesson breaks."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import median

import jupytext
from appearance import FOLDED, FURTHER, announce_answers
from editions import CODE, MATHEMATICS, split_expressions

from xentlib.classroom.exercises import find

LESSON_RULES: list[Callable] = []
WELCOME_RULES: list[Callable] = []  # of lesson 00, which teaches nothing yet
CLASSROOM = {"check", "hint", "predict", "progress", "quiz", "reveal", "show", "plots", "explorers"}
LONG = {
    "training",
    "experiments",
    "clinic",
    "imbalance",
    "atlas",
    "scale",
    "myths",
}  # they need more room
STATE = {"learner": "○", "solutions": "✓"}
LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|</?\w[^>]*>|https?://\S+")
REFERENCES = re.compile(r"(?ms)^## References$.*")
HEADING = re.compile(r"(?m)^#+ .*")
TOKEN = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?:\s?%)?|\b[^\W\d_]+\b")
ORDINARY = {"yes", "no", "none", "some", "most", "all", "less", "more", "few", "many"}
TYPED = re.compile(r"\d+\.\d+|\d{3,}")
CITATION = re.compile(r"\((?:[^()\d]+, )?(?:1[5-9]|20)\d\d\b")
YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")
PUBLISHED = re.compile(
    r"(?i)10\.\d{4,9}/\S+|arXiv(?:\.org/abs/|[:\s]+)(?:[\w.-]+/\d{7}|\d{4}\.\d{4,5})|ISBN[:\s]*[\dX-]{10,}"
)

MAKES_A_GENERATOR = re.compile(r"(?s)(np\.random\.)?(default_rng|Generator)\(.*\)")
SEEDED = {"BitGenerator", "Generator", "PCG64", "SeedSequence", "default_rng"}


def kind_of(name):
    """What an exercise asks for; None if there is none of that name."""
    return getattr(find(name), "kind", None)


@dataclass
class Lesson:
    """A source and what was built of it."""

    topic: str
    source: str
    learner: dict
    solutions: dict
    kind_of: Callable = kind_of

    @cached_property
    def source_cells(self):
        return jupytext.reads(self.source.lstrip(), fmt="py:percent").cells

    @cached_property
    def code(self):
        return [cell for cell in self.learner.cells if cell.cell_type == "code"]

    @cached_property
    def prose(self):
        return [cell.source for cell in self.learner.cells if cell.cell_type == "markdown"]

    @cached_property
    def code_asked_of_all(self):
        """Code cells' sources above the last heading, Going further."""
        cells = self.learner.cells
        further = (n for n, cell in enumerate(cells) if cell.source.startswith(FURTHER))
        return [cell.source for cell in cells[: next(further, None)] if cell.cell_type == "code"]

    @cached_property
    def header(self):
        """Prose above the first code cell."""
        kinds = [cell.cell_type for cell in self.learner.cells]
        first = kinds.index("code") if "code" in kinds else len(kinds)
        return "\n\n".join(cell.source for cell in self.learner.cells[:first])

    def calls(self, name):
        """First arguments of the calls of `xent.name`, in order."""
        return [first for cell in self.code for first in calls(cell.source, name)]


def rule(function):
    LESSON_RULES.append(function)
    return function


def rule_of_welcome_too(function):
    WELCOME_RULES.append(function)
    return rule(function)


def parse(source):
    """Syntax tree of a cell, whose lines for IPython and the shell are passed over."""
    return ast.parse(re.sub(r"(?m)^[%!].*", "", source))


@cache
def all_calls(source):
    """The name of each call, and its first argument where it is written out."""
    return [
        (
            getattr(node.func, "attr", None) or getattr(node.func, "id", ""),
            node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None,
        )
        for node in ast.walk(parse(source))
        if isinstance(node, ast.Call)
    ]


def calls(source, name):
    """First arguments, where they are written out, of the calls of a name that fits `name`."""
    return [first for called, first in all_calls(source) if re.fullmatch(name, called)]


def draws_that_numpy_may_change(source):
    """Random numbers asked for otherwise than by a generator's `random`: of NumPy's methods it
    alone gives, by a test of ours, what the promised bits are."""
    nodes = list(ast.walk(parse(source)))
    made = [
        ast.unparse(target)
        for node in nodes
        if isinstance(node, ast.Assign) and MAKES_A_GENERATOR.fullmatch(ast.unparse(node.value))
        for target in node.targets
    ]
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            origin = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names = [f"{origin}{alias.name}" for alias in node.names]
            yield from (name for name in names if re.match(r"(numpy\.)?random\b", name))
        elif isinstance(node, ast.Attribute):
            owner, name = ast.unparse(node.value), node.attr
            generator = owner in made or re.fullmatch(r"(.*\.)?rng", owner)
            generator = generator or MAKES_A_GENERATOR.fullmatch(owner)
            legacy = owner in ("np.random", "numpy.random") and name not in SEEDED
            if legacy or name == "rvs" or (generator and name != "random"):
                yield f"{owner}.{name}"


def texts(cell):
    """What the outputs of a code cell say in plain text."""
    return [output.get("data", {}).get("text/plain", "") for output in cell.outputs]


def printed(cell):
    """What a code cell prints."""
    return [output.text for output in cell.outputs if "text" in output]


def pictures(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.outputs)


def without(pattern, text):
    return pattern.sub(" ", text)


STEPS = ("predict", "reveal")


def tokens(text):
    """Words and numbers of a text, of which 0.50 is 0.5, and 25 % is 25%."""
    found = [re.sub(r"\s", "", token).replace("−", "-").lower() for token in TOKEN.findall(text)]
    return [re.sub(r"(\.\d*[1-9])0+(?=%|$)", r"\1", token) for token in found]


def holds(said, part):
    """Whether some tokens stand in others, side by side."""
    return any(said[n : n + len(part)] == part for n in range(len(said)))


@dataclass
class Forecast:
    """One that a lesson reveals, and what its reader sees before the reveal."""

    name: str
    outcomes: list
    outcome: str | None
    cells: list
    asked: int
    told: int

    def seen_before(self) -> Iterator[tuple[str, str]]:
        """Places and their texts.

        Of an ordinary word, headings alone; of a word or one digit, the Markdown in between, too;
        of what is rarer, also all of the lesson's headings and the outputs of the section.
        """
        between = [
            c.source for c in self.cells[self.asked : self.told] if c.cell_type == "markdown"
        ]
        headings = [line for text in between for line in HEADING.findall(text)]
        if set(tokens(self.outcome)) <= ORDINARY:
            yield from (("a heading", line) for line in headings)
            return
        yield from (("a text", text) for text in between)
        if not re.search(r"\d\D?\d|\d\s?%", self.outcome):
            return
        for cell in self.cells:
            if cell.cell_type == "markdown":
                yield from (
                    ("a heading", line) for line in HEADING.findall(without(CODE, cell.source))
                )
        yield from self._outputs()

    def _outputs(self) -> Iterator[tuple[str, str]]:
        starts = [n for n, c in enumerate(self.cells[: self.asked]) if c.source.startswith("## ")]
        for cell in self.cells[max(starts, default=0) : self.told]:
            hidden = cell.metadata.get("jupyter", {}).get("outputs_hidden")
            if cell.cell_type == "code" and not hidden and not calls(cell.source, "predict"):
                yield f"the output of cell {cell.id!r}", "\n".join(printed(cell) + texts(cell))


def outcomes_asked(source, name):
    """Outcomes in the call of `predict` that makes a forecast."""
    for node in ast.walk(parse(source)):
        match node:
            case ast.Call(args=[ast.Constant(asked), ast.Dict() as forecast]) if asked == name:
                return list(ast.literal_eval(forecast))
    return []


def revealed_forecasts(lesson) -> Iterator[Forecast]:
    """In the order in which they are asked."""
    cells = lesson.learner.cells
    places = {step: {} for step in STEPS}
    for n, cell in enumerate(cells):
        for step in STEPS if cell.cell_type == "code" else ():
            for name in calls(cell.source, step):
                places[step].setdefault(name, n)
    asked, told = places.values()
    for name in (name for name in asked if name and name in told):
        shown = "\n".join(texts(cells[told[name]]))
        outcome = re.search(rf"(?m)^{re.escape(name)}: (.+)$", shown)
        options = outcomes_asked(cells[asked[name]].source, name)
        yield Forecast(name, options, outcome and outcome[1], cells, asked[name], told[name])


@rule_of_welcome_too
def has_one_title_and_it_comes_first(lesson) -> Iterator[str]:
    headings = re.findall(r"^# .*", without(CODE, "\n\n".join(lesson.prose)), re.MULTILINE)
    if not lesson.header.startswith("# "):
        yield "the first cell must begin with the title, `# …`"
    if len(headings) != 1:
        yield f"there must be one title; got {headings}"


@rule
def states_its_goals(lesson) -> Iterator[str]:
    _, _, below = lesson.header.partition("**Goals**")
    bullets = re.findall(r"^[-*] ", below.partition("\n**")[0], re.MULTILINE)
    if not 3 <= len(bullets) <= 5:
        yield f"the header must have a line with **Goals** and 3 to 5 bullets; got {len(bullets)}"


@rule
def says_what_it_needs(lesson) -> Iterator[str]:
    if not re.search(r"\*\*Needs\*\*[^\w\n]+\w", lesson.header):
        yield "the header must have a line with **Needs**"


@rule
def gives_its_budget(lesson) -> Iterator[str]:
    if "\n# **Budget** {{ budget }}\n" not in lesson.source:
        yield "the header must have a line `**Budget** {{ budget }}`, which is filled"


@rule  # lesson 00 looks first whether there is anything to import
def imports_in_one_cell_and_fetches_nothing(lesson) -> Iterator[str]:
    for n, cell in enumerate(lesson.code):
        nodes = list(ast.walk(parse(cell.source)))
        imports = any(isinstance(node, ast.Import | ast.ImportFrom) for node in nodes)
        if imports != (n == 0):
            yield f"the first code cell, and no other, must import; look at cell {cell.id!r}"
        for found in re.findall(r"^[%!].*|urllib|requests|fetch_\w*", cell.source, re.MULTILINE):
            yield f"nothing may be installed or downloaded; got {found!r} in cell {cell.id!r}"


@rule_of_welcome_too
def asks_for_uniform_numbers_only(lesson) -> Iterator[str]:
    code = "\n".join(cell.source for cell in lesson.solutions.cells if cell.cell_type == "code")
    for found in draws_that_numpy_may_change(code):
        yield f"draw rng.random(...) and transform it (xentlib.draws helps); got {found}"


@rule
def uses_the_package(lesson) -> Iterator[str]:
    code = "\n".join(cell.source for cell in lesson.code)
    used = set(re.findall(r"\bxent\.(\w+)", code)) - CLASSROOM
    if "import xentlib as xent" not in code:
        yield "the lesson must `import xentlib as xent`"
    if len(used) < 3:
        yield f"it must use 3 of xentlib's names besides those that teach; got {sorted(used)}"


@rule_of_welcome_too
def scores_its_forecasts(lesson) -> Iterator[str]:
    forecast = set(lesson.calls("predict")) - set(lesson.calls("check"))
    revealed = forecast & set(lesson.calls("reveal"))
    if len(revealed) < 2:
        yield f"2 forecasts must be predicted and revealed; got {sorted(revealed)}"
    for name in sorted(forecast - revealed):
        yield f"the forecast {name!r} is never revealed"


@rule_of_welcome_too
def computes_what_it_reveals(lesson) -> Iterator[str]:
    for cell in lesson.code:
        for node in ast.walk(parse(cell.source)):
            revealed = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "reveal"
            if revealed and isinstance(node.args[1], ast.Constant):
                yield f"an outcome must be computed; {node.args[1].value!r} is typed"


@rule_of_welcome_too
def folds_outputs_from_a_forecast_to_its_reveal(lesson) -> Iterator[str]:
    made, revealed, told = set(), set(), False
    for cell in lesson.learner.cells:
        if cell.cell_type == "markdown":
            told = False
            continue
        asks, tells = ({name for name in calls(cell.source, f) if name} for f in STEPS)
        waits = (made & set(lesson.calls("reveal"))) - revealed
        told = told or bool(waits & tells)
        wanted = bool((waits or told) and (tells or not asks))
        hidden = cell.metadata.get("jupyter", {}).get("outputs_hidden", False)
        if hidden != wanted or cell.metadata.get("collapsed", False) != wanted:
            yield f"cell {cell.id!r} must {'' if wanted else 'not '}store its outputs hidden"
        made, revealed = made | asks, revealed | tells
    for cell in lesson.solutions.cells:
        if {"jupyter", "collapsed", FOLDED} & cell.metadata.keys():
            yield f"the solutions edition must show all; cell {cell.id!r} is folded"


@rule_of_welcome_too
def tells_no_outcome_before_it_is_revealed(lesson) -> Iterator[str]:
    for forecast in revealed_forecasts(lesson):
        name, outcome = forecast.name, forecast.outcome
        if outcome is None:
            yield f"the cell that reveals {name!r} must show its score"
            continue
        for where, text in forecast.seen_before():
            said = tokens(without(LINK, without(MATHEMATICS, without(CODE, text))))
            others = [tokens(other) for other in forecast.outcomes if other != outcome]
            lists_them = others and all(holds(said, other) for other in others)
            if holds(said, tokens(outcome)) and not lists_them:
                yield f"{where} tells {outcome!r} before {name!r} is revealed"


@rule
def checks_its_exercises(lesson) -> Iterator[str]:
    names = lesson.calls("check")
    if not 5 <= len(set(names)) <= 8:
        yield f"there must be 5 to 8 exercises with xent.check; got {len(set(names))}"
    for name in names:
        if not str(name).startswith(f"{lesson.topic}."):
            yield f"an exercise's name must begin with '{lesson.topic}.'; got {name!r}"


@rule
def asks_for_reading_and_for_a_derivation(lesson) -> Iterator[str]:
    kinds = [lesson.kind_of(name) for name in lesson.calls("check")]
    for kind in ("reading", "derivation"):
        if kind not in kinds:
            yield f"one exercise must have kind={kind!r}; got {kinds}"


@rule
def shows_a_verdict_for_each_check(lesson) -> Iterator[str]:
    for edition, sign in STATE.items():
        for cell in getattr(lesson, edition).cells:
            if cell.cell_type != "code":
                continue
            names = calls(cell.source, "check")
            signs = [text[0] for text in texts(cell) if text.startswith(("○", "✗", "✓"))]
            if names and signs != [sign] * len(names):
                yield f"{names} must show {sign} in the {edition} edition; got {texts(cell)}"


@rule
def asks_its_quiz(lesson) -> Iterator[str]:
    if lesson.calls("quiz") != [lesson.topic]:
        yield f"there must be one xent.quiz('{lesson.topic}'); got {lesson.calls('quiz')}"


@rule
def offers_an_explorer(lesson) -> Iterator[str]:
    if not lesson.calls(r"explore_\w+"):
        yield "there must be an explorer, xent.explorers.explore_…()"


@rule_of_welcome_too
def says_what_each_picture_shows(lesson) -> Iterator[str]:
    for cell in lesson.code:
        if pictures(cell) > len(calls(cell.source, r"show|explore_\w+|progress")):
            yield f"a picture must be shown by xent.show with its sentence; look at {cell.id!r}"


@rule
def has_enough_pictures(lesson) -> Iterator[str]:
    number, enough = sum(map(pictures, lesson.code)), max(4, round(len(lesson.code) / 6))
    if number < enough:
        yield f"{len(lesson.code)} code cells need {enough} pictures; got {number}"


@rule_of_welcome_too
def has_short_code_cells(lesson) -> Iterator[str]:
    lines = {cell.id: len(re.findall(r"^.*\S", cell.source, re.MULTILINE)) for cell in lesson.code}
    if median(lines.values()) > 5:
        yield f"the median of a code cell's lines must be 5 or less; got {median(lines.values())}"
    for name, length in lines.items():
        if length > 15:
            yield f"a code cell may have 15 lines; cell {name!r} has {length}"


@rule
def is_neither_terse_nor_long(lesson) -> Iterator[str]:
    words = len(without(REFERENCES, "\n\n".join(lesson.prose)).split())
    lines = sum(
        len(re.findall(r"^.*\S", source, re.MULTILINE)) for source in lesson.code_asked_of_all
    )
    most_words, most_lines = (2600, 230) if lesson.topic in LONG else (1800, 180)
    if not 1000 <= words <= most_words:
        yield f"the prose must have 1000 to {most_words} words; got {words}"
    if lines > most_lines:
        yield f"the code may have {most_lines} lines; got {lines}"


@rule
def cites_real_references(lesson) -> Iterator[str]:
    _, _, section = "\n\n".join(lesson.prose).partition("\n## References\n")
    items = re.split(r"(?m)^(?:[-*]|\d+\.) ", re.split(r"(?m)^#", section)[0])[1:]
    if len(items) < 3:
        yield f"`## References` must list 3 or more; got {len(items)}"
    for item in items:
        if not PUBLISHED.search(item) or not YEAR.search(without(PUBLISHED, item)):
            yield f"a reference must have its year, and a DOI, arXiv number or ISBN; got {item!r}"


@rule_of_welcome_too
def goes_further_last_and_folded(lesson) -> Iterator[str]:
    headings = [
        (line, cell)
        for cell in lesson.learner.cells
        if cell.cell_type == "markdown"
        for line in re.findall(r"(?m)^##? .*", without(CODE, cell.source))
    ]
    for n, (line, cell) in enumerate(headings):
        if not re.match(r"(?i)## going further", line):
            continue
        if cell.source.strip() != FURTHER:
            yield f"a cell must hold {FURTHER!r} and nothing else; got {cell.source!r}"
        elif not cell.metadata.get(FOLDED):
            yield f"{FURTHER!r} must be stored folded"
        if n < len(headings) - 1 or headings[n - 1][0] != "## References":
            yield f"{FURTHER!r} must be the last heading, and come after ## References"


@rule_of_welcome_too
def never_says_that_it_is_easy(lesson) -> Iterator[str]:
    for word in re.findall(r"(?i)\b(?:simply|obviously|trivially)\b", "\n".join(lesson.prose)):
        yield f"what is {word!r} for the author is not for the learner: take the word out"


@rule_of_welcome_too
def types_no_numbers_into_its_prose(lesson) -> Iterator[str]:
    body = iter(lesson.source_cells)
    for cell in body:
        if cell.cell_type == "code":
            break
    for cell in body:
        if cell.cell_type != "markdown":
            continue
        prose = " ".join(split_expressions(cell.source)[::2])
        for pattern in (CODE, MATHEMATICS, LINK, REFERENCES, CITATION):
            prose = without(pattern, prose)
        story = set(str(cell.metadata.get("story", "")).split())
        for number in sorted(set(TYPED.findall(prose)) - story):
            yield f'{number} must be computed, as {{{{ … }}}}, or named in the cell\'s story="…"'


@rule_of_welcome_too
def reads_the_same_in_both_editions(lesson) -> Iterator[str]:
    solutions = [c.source for c in lesson.solutions.cells if c.cell_type == "markdown"]
    expected = [announce_answers(lesson.prose[0]), *lesson.prose[1:]]
    for ours, theirs in zip(expected, solutions, strict=False):
        if ours != theirs:
            yield f"prose may not depend on an answer; the editions say {ours!r} and {theirs!r}"
