"""Write the topics' quizzes as files that learning platforms import.

    python tools/quizzes/export_quizzes.py build/quizzes                  all that there are
    python tools/quizzes/export_quizzes.py build/quizzes surprise binary  these alone

Each quiz becomes ``05_softmax.gift.txt`` (Moodle: Question bank, Import, GIFT), ``.qti12.zip``
(Canvas classic and others: QTI 1.2) and ``.qti21.zip`` (Canvas New Quizzes, TAO: QTI 2.1).
"""

import argparse
from pathlib import Path

from qti import qti12, qti21

from xentlib.classroom.exercises import Question, questions
from xentlib.classroom.topics import TOPICS, lesson_of

GIFT_SPECIAL = "\\~=#{}:"


def gift(asked: tuple[Question, ...], category: str) -> str:
    """Write questions in Moodle's GIFT, with feedback for every option."""
    return f"$CATEGORY: {category}\n\n" + "\n".join(map(_gift_question, asked))


def _gift_question(question: Question) -> str:
    options = [
        f"\t{_sign(question, option)}{_escaped(option)}#{_escaped(question.feedback(option))}"
        for option in question.options
    ]
    name, prompt = _escaped(question.name), _escaped(question.prompt)
    return "\n".join([f"::{name}::[plain]{prompt} {{", *options, "}", ""])


def _sign(question: Question, option: str) -> str:
    """Right or wrong; a weight of 0 keeps a per cent sign from being taken for one."""
    return "=" if option == question.key else "~%0%" if option.startswith("%") else "~"


def _escaped(text: str) -> str:
    """Text whose special characters are taken literally."""
    return "".join(f"\\{c}" if c in GIFT_SPECIAL else c for c in text.replace("\n", " "))


def export(folder: Path, topics: list[str]) -> list[Path]:
    """Write three files for each topic that has a quiz.

    Raises
    ------
    ValueError
        If a topic has none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for topic in topics:
        if not (asked := questions(topic)):
            raise ValueError(f"topics must have a quiz; got {topic!r}")
        title = f"Cross-entropy, lesson {lesson_of(topic)}: {topic.replace('_', ' ')}"
        contents = {
            "gift.txt": gift(asked, title).encode(),
            "qti12.zip": qti12(asked, title),
            "qti21.zip": qti21(asked, title),
        }
        for suffix, content in contents.items():
            written.append(folder / f"{lesson_of(topic)}_{topic}.{suffix}")
            written[-1].write_bytes(content)
    return written


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("topics", nargs="*", help="such as softmax; all with a quiz if left out")
    arguments = parser.parse_args()
    topics = arguments.topics or [topic for topic in TOPICS if questions(topic)]
    print(*export(arguments.folder, topics), sep="\n")


if __name__ == "__main__":
    main()
