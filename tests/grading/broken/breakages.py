"""Broken files by name, each made from the same right answers, and what each is worth."""

import itertools
import json
import random

from submission import (
    ANSWERS,
    IMPORTS,
    POINTS,
    STUBS,
    answers_in,
    around,
    broken,
    cell,
    copied,
    each,
    extra,
    lines,
    name_of,
    notebook,
    tests_in,
    written,
)

ALL = POINTS * len(ANSWERS)
TEXT = written(notebook())


def code_in(tree):
    return [one for one in tree["cells"] if one["cell_type"] == "code"]


def all_in(tree):
    return tree["cells"]


def imports_in(tree):
    return [one for one in tree["cells"] if "".join(one["source"]) == IMPORTS]


def put(**fields):
    """A change that sets fields of a cell; a function is called with the cell's number."""
    return lambda one, n: one.update({k: v(n) if callable(v) else v for k, v in fields.items()})


def without(key):
    return lambda one, _: one.pop(key, None)


def resourced(change):
    return lambda one, _: one.update(source=change("".join(one["source"])))


def ordered(key):
    return lambda tree: tree["cells"].sort(key=key)


def doubled(choose):
    def changed(tree):
        for one in [*choose(tree)]:
            tree["cells"].insert(tree["cells"].index(one), copied(one))

    return changed


def split(pieces):
    """Cut each answer into pieces; each inherits the metadata, as in Jupyter."""

    def changed(tree):
        cells = []
        for one in tree["cells"]:
            n = len(one["source"])
            cuts = [0, *(round(n * k / pieces) for k in range(1, pieces)), n]
            parts = [one["source"][a:b] for a, b in itertools.pairwise(cuts)]
            cells += [one | {"source": part} for part in (parts if name_of(one) else parts[:0])]
            cells += [] if name_of(one) else [one]
        tree["cells"] = cells

    return changed


def merged(kinds, tree):
    """All cells of some kinds in the first one's place."""
    chosen = [one for one in tree["cells"] if one["cell_type"] in kinds]
    whole = cell("code", "\n\n".join("".join(one["source"]) for one in chosen))
    tree["cells"] = [whole, *(one for one in tree["cells"] if one not in chosen)]


def dropped(choose):
    def changed(tree):
        gone = choose(tree)
        tree["cells"] = [one for one in tree["cells"] if one not in gone]

    return changed


def below(sources):
    return lambda tree: tree["cells"].extend(cell("code", source) for source in sources)


def shuffled(tree):
    random.Random(7).shuffle(tree["cells"])


def swapped(tree):
    """Each answer with the metadata of the next one."""
    found = answers_in(tree)
    said = [one["metadata"] for one in found]
    for one, metadata in zip(found, said[1:] + said[:1], strict=True):
        one["metadata"] = metadata


def at_the_end(tree):
    """Answers in new cells at the end, the cells for them as they were handed out."""
    for one in answers_in(tree):
        tree["cells"].append(cell("code", "".join(one["source"])))
        one["source"] = lines(STUBS[name_of(one)])


def old_format(version):
    def changed(tree):
        cells = []
        for one in tree["cells"]:
            old = {"cell_type": one["cell_type"], "metadata": {}}
            key = "input" if one["cell_type"] == "code" else "source"
            more = {"language": "python", "collapsed": False, "outputs": [], "prompt_number": 1}
            cells.append(old | {key: "".join(one["source"])} | more)
        sheets = [{"cells": cells[:5], "metadata": {}}, {"cells": cells[5:]}]
        return {"metadata": {"name": ""}, "nbformat": version, "worksheets": sheets}

    return changed


def script(mark):
    parts = (f"{mark}\n{''.join(one['source'])}\n" for one in code_in(notebook()))
    return "\n".join(parts).encode()


def conflict(place, ours, theirs):
    """A merge that was never finished: both versions of a line."""
    new = f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> work\n"
    text = TEXT.decode()
    at = text.index(place)
    start, end = text.rindex("\n", 0, at) + 1, text.index("\n", at) + 1
    return (text[:start] + new + text[end:]).encode()


def nested(depth, key="outputs"):
    text = TEXT.decode()
    return text.replace(f'"{key}": []', f'"{key}": {"[" * depth}{"]" * depth}', 1).encode()


def wrapped(*keys):
    def changed(tree):
        for key in keys:
            tree = {key: tree} if key else [tree]
        return tree

    return changed


ERROR = {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\x1b[31mno"]}
STDERR = {"output_type": "stream", "name": "stderr", "text": ["UserWarning: beware\n"]}
FAKE = {"output_type": "execute_result", "data": {"text/plain": ["3.0"]}, "metadata": {}}
LONG = {"output_type": "stream", "name": "stdout", "text": ["x" * 3_000_000]}
HTML = {"output_type": "display_data", "data": {"text/html": ["<script>1</script>"]}}
WIDGETS = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"source": "b = 1"}}}}
WRONG = "def bce(y, p):\n    return 0.0\n"
EMPTY = "def bce(y, p):\n    pass"
RAISES = 'def bce(y, p):\n    """Mean."""\n    raise NotImplementedError()'

CELLS = {
    "an answer twice": doubled(answers_in),
    "every cell twice": doubled(all_in),
    "a test twice": doubled(tests_in),
    "answers split in two": split(2),
    "answers split in three": split(3),
    "answers split into lines": split(7),
    "all code merged": lambda tree: merged({"code"}, tree),
    "text merged into code": lambda tree: merged({"code", "markdown"}, tree),
    "tests deleted": dropped(tests_in),
    "tests changed": each(tests_in, put(source=["assert False\n"])),
    "tests emptied": each(tests_in, put(source=[])),
    "text deleted": dropped(lambda tree: [o for o in all_in(tree) if o["cell_type"] != "code"]),
    "imports deleted": dropped(imports_in),
    "only answers left": dropped(lambda tree: [o for o in all_in(tree) if not name_of(o)]),
    "reversed": lambda tree: tree["cells"].reverse(),
    "shuffled": shuffled,
    "tests first": ordered(lambda one: "test" not in str(one["metadata"])),
    "imports last": ordered(lambda one: "".join(one["source"]) == IMPORTS),
    "answers are Markdown": each(answers_in, put(cell_type="markdown")),
    "answers are raw": each(answers_in, put(cell_type="raw")),
    "imports are Markdown": each(imports_in, put(cell_type="markdown")),
    "everything is Markdown": each(all_in, put(cell_type="markdown")),
    "everything is raw": each(all_in, put(cell_type="raw")),
    "everything is code": each(all_in, put(cell_type="code")),
    "tests are Markdown": each(tests_in, put(cell_type="markdown")),
    "one answer is Markdown": lambda tree: answers_in(tree)[1].update(cell_type="markdown"),
    "stubs below": below(STUBS.values()),
    "a stub with pass below": below([EMPTY, "doubling = None"]),
    "a stub that raises below": below([RAISES]),
    "stubs below as Markdown": lambda tree: tree["cells"].extend(
        cell("markdown", source) for source in STUBS.values()
    ),
    "a wrong attempt above": extra(WRONG),
    "a wrong attempt above, as Markdown below": lambda tree: tree["cells"].append(
        cell("markdown", WRONG)
    ),
    "answers at the end": at_the_end,
    "answers before imports": ordered(lambda one: not name_of(one)),
    "five hundred empty cells": lambda tree: tree["cells"].extend([cell("code", "")] * 500),
    "cells of nothing but space": each(tests_in, put(source=["  \n", "\t"])),
}
METADATA = {
    "cells without metadata": each(all_in, without("metadata")),
    "cells with empty metadata": each(all_in, put(metadata={})),
    "notebook without metadata": lambda tree: tree.pop("metadata") and None,
    "nbgrader's part is a text": each(all_in, put(metadata={"nbgrader": "yes"})),
    "metadata are a list": each(all_in, put(metadata=[1])),
    "metadata are nothing": each(all_in, put(metadata=None)),
    "metadata are a number": each(all_in, put(metadata=3.5)),
    "names are numbers": each(all_in, put(metadata={"nbgrader": {"grade_id": [1], "grade": 1}})),
    "answers' names swapped": swapped,
    "one name for all": each(all_in, put(metadata={"nbgrader": {"grade_id": "bce"}})),
    "answers are marked as tests": each(
        answers_in, put(metadata={"nbgrader": {"grade": True, "grade_id": "x"}})
    ),
    "everything is marked as a test": each(all_in, put(metadata={"nbgrader": {"grade": True}})),
    "another kernel": lambda tree: tree["metadata"]["kernelspec"].update(name="r-tidy"),
    "another language": lambda tree: tree.update(metadata={"language_info": {"name": "R"}}),
    "a kernel that is nothing": lambda tree: tree["metadata"].update(kernelspec=None),
    "without ids": each(all_in, without("id")),
    "one id": each(all_in, put(id="same")),
    "odd ids": each(all_in, put(id=lambda n: [None, 7, "ü " * 99, {"a": []}][n % 4])),
    "without types": each(code_in, without("cell_type")),
    "types that are nothing": each(code_in, put(cell_type=None)),
    "without outputs": each(code_in, without("outputs")),
    "format unknown": lambda tree: tree.update(nbformat=99, nbformat_minor="x"),
    "format not said": lambda tree: tree.pop("nbformat") and None,
    "format 3": old_format(3),
    "format 2": old_format(2),
    "a list of cells": lambda tree: tree["cells"],
    "a list of notebooks": wrapped(""),
    "inside a server's answer": wrapped("content"),
    "deep inside": wrapped("a", "", "b", "", "c"),
    "cells by number": lambda tree: tree.update(
        cells={f"{n:02}": one for n, one in enumerate(tree["cells"])}
    ),
    "cells in lists": lambda tree: tree.update(cells=[[one] for one in tree["cells"]]),
    "between cells that are none": lambda tree: tree.update(
        cells=[x for one in tree["cells"] for x in (None, one, 3, "cell", [])]
    ),
}
SOURCES = {
    "sources are texts": each(all_in, resourced(str)),
    "lines without ends": each(all_in, resourced(lambda s: s.split("\n"))),
    "sources are letters": each(all_in, resourced(list)),
    "lines in lists": each(all_in, resourced(lambda s: [[line] for line in lines(s)])),
    "lines by number": each(all_in, resourced(lambda s: dict(enumerate(lines(s))))),
    "nothing between lines": each(
        all_in, resourced(lambda s: [x for line in lines(s) for x in (None, line, 5)])
    ),
    "lines of Windows": each(all_in, resourced(lambda s: s.replace("\n", "\r\n"))),
    "lines of an old Mac": each(all_in, resourced(lambda s: s.replace("\n", "\r"))),
    "lines of both": each(all_in, resourced(lambda s: lines(s.replace("\n", "\r\n", 2)))),
    "tests without sources": each(tests_in, without("source")),
    "tests whose source is nothing": each(tests_in, put(source=None)),
    "tests whose source is a number": each(tests_in, put(source=4)),
    "NUL in sources": each(all_in, resourced(lambda s: s + "\0")),
    "a mark of order in sources": each(all_in, resourced(lambda s: "\ufeff" + s)),
    "half a letter in sources": each(tests_in, resourced(lambda s: s + " # \ud83d")),
    "answers indented": each(
        answers_in, resourced(lambda s: "".join(f"    {line}" for line in lines(s)))
    ),
}
OUTPUTS = {
    name: each(code_in, put(outputs=outputs))
    for name, outputs in {
        "errors in outputs": [ERROR],
        "warnings in outputs": [STDERR, STDERR],
        "faked marks in outputs": [FAKE],
        "scripts in outputs": [HTML],
        "outputs are a text": "done",
        "outputs are nothing": None,
        "outputs of outputs": [{"outputs": [{"source": "bce = 1"}]}],
    }.items()
} | {
    "long outputs": each(answers_in, put(outputs=[LONG])),
    "widgets' state": lambda tree: tree["metadata"].update(widgets=WIDGETS),
    "sources in metadata": lambda tree: tree["metadata"].update(colab={"source": "bce = 1"}),
    "pictures attached": each(all_in, put(attachments={"a.png": {"source": "bce = 1"}})),
}
BEHAVIOUR = {
    "magic in the imports": lambda tree: imports_in(tree)[0].update(
        source=lines(f"%matplotlib inline\n{IMPORTS}")
    ),
    "magic in an answer": around("%load_ext autoreload\n", "\n%time 1"),
    "a timed answer": around("%%time\n"),
    "a shell in an answer": around("!pip install numpy\nfiles = !ls\n"),
    "help in an answer": around("", "\n?np.log\nnp.log??"),
    "an answer's cell ends in an error": around("", "\n1 / 0"),
    "an answer's cell does not end": around("", "\nwhile True:\n    pass"),
    "an answer behind an endless loop": around("while True:\n    pass\n"),
    "an answer's cell exits": around("", "\nsys.exit(1)"),
    "an answer's cell quits": around("", "\nquit()"),
    "an answer's cell asks": around("who = input('Who? ')\n"),
    "an answer's cell is no Python below": around("", "\n\nprint('done'"),
    "an answer's cell has words above": around("This is my answer:\n\n"),
    "an answer warns": around(
        "import warnings\nwarnings.warn('beware')\n", "\nsys.stderr.write('!')"
    ),
    "an answer's text has a backslash": around('"\\sum"\n'),
    "a cell that is an error": extra("1 / 0"),
    "a cell that is no Python": extra("def def"),
    "a cell that exits": extra("sys.exit()"),
    "a cell that ends the process": extra("os._exit(3)"),
    "a cell that kills": extra("import signal\nos.kill(os.getpid(), signal.SIGKILL)"),
    "a cell that never ends": extra("while True:\n    pass"),
    "a cell that listens to nothing": extra(
        "while True:\n    try:\n        while True:\n            pass\n"
        "    except BaseException:\n        pass"
    ),
    "a cell that sleeps": extra("import time\ntime.sleep(1000)"),
    "a cell that forks": extra("os.fork()"),
    "a cell that forks and stays": extra("if os.fork() == 0:\n    import time\n    time.sleep(99)"),
    "a cell that starts a thread": extra(
        "import threading, time\nthreading.Thread(target=time.sleep, args=[99]).start()"
    ),
    "a cell that asks": extra("name = input('Name? ')\nage = int(input())"),
    "a cell that recurses": extra("def f(n):\n    return f(n + 1)\nf(0)"),
    "a cell that prints much": extra("print('x' * 10**7)"),
    "a cell that closes its output": extra("sys.stdout.close()\nos.close(1)"),
    "a cell that makes warnings errors": extra("import warnings\nwarnings.simplefilter('error')"),
    "a cell that takes much memory": extra("big = np.ones(10**10)"),
    "a cell that moves elsewhere": extra("os.chdir('/')"),
    "a cell that shows": extra("display(3)\nget_ipython().run_line_magic('time', '1')"),
    "a cell that awaits": extra("import asyncio\nawait asyncio.sleep(0)"),
    "a cell that returns": extra("return 3"),
    "a cell of the course": extra("import xentlib as xent\nxent.entropy([0.5, 0.5])\nxent.nothing"),
    "a cell that imports what is not there": extra("import nothing_like_this"),
}
TEXTS = {
    "a mark of order": b"\xef\xbb\xbf" + TEXT,
    "UTF-16": TEXT.decode().encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + TEXT.decode().encode("utf-16-be"),
    "UTF-16 that does not say so": TEXT.decode().encode("utf-16-le"),
    "UTF-32": TEXT.decode().encode("utf-32"),
    "Latin-1": TEXT.decode().encode("latin-1"),
    "a stray byte": TEXT.replace("là".encode(), b"\x96 "),
    "NUL at the end": TEXT + bytes(5000),
    "NUL inside": TEXT.replace(b"\n", b"\n\0"),
    "control characters": TEXT.replace("là".encode(), b"\x01\x1b"),
    "on one line": json.dumps(notebook()).encode(),
    "lines of Windows outside": TEXT.replace(b"\n", b"\r\n"),
    "words before": b"From: Ada\nSubject: my notebook\n\n" + TEXT,
    "words after": TEXT + b"\nsent from my phone",
    "twice": TEXT + TEXT,
    "a comma too many": TEXT.replace(b"\n  }\n ],", b"\n  },\n ],"),
    "a comma too few": TEXT.replace(b"},\n  {", b"}\n  {", 3),
    "the last byte missing": TEXT.rstrip()[:-1],
    "the first byte missing": TEXT[1:],
    "in conflict about a count": conflict('"execution_count"', '   "execution_count": 3,', "no"),
    "in conflict about an answer": conflict(
        "inside / (1",
        '    "    return inside / (1 - inside) / (outside / (1 - outside))"',
        '    "    return 0"',
    ),
    "deep nesting": nested(200_000),
    "deep nesting in metadata": TEXT.replace(
        b'"python3"', b'{"a":' * 99_999 + b"1" + b"}" * 99_999
    ),
    "a script": script("# In[ ]:\n"),
    "a script in percents": script("# %%"),
    "a script without marks": script(""),
    "a script with an error": script("").replace(b"def odds", b"1 / 0\n\n\ndef odds"),
}
CHANGES = CELLS | METADATA | SOURCES | OUTPUTS | BEHAVIOUR
WHOLE = {name: broken(change) for name, change in CHANGES.items()} | TEXTS


def only(*names):
    return broken(dropped(lambda tree: [o for o in answers_in(tree) if name_of(o) not in names]))


PARTLY = {
    "two answers deleted": (only("bce", "doubling", "threshold"), 3),
    "all but one deleted": (only("threshold"), 1),
    "one answer emptied": (broken(each(answers_in, lambda one, n: n or one.update(source=[]))), 4),
    "one answer's source is a number": (
        broken(each(answers_in, lambda one, n: n or one.update(source=7))),
        4,
    ),
    "a wrong attempt below": (broken(below([WRONG])), 4),
    "an answer that ends the process": (broken(around("os._exit(0)\n")), 4),
    "an answer that is no Python": (broken(around("", " +")), 4),
    "a function that exits": (broken(below(["def threshold(a, b):\n    os._exit(1)"])), 4),
    "a function that never ends": (
        broken(below(["def threshold(a, b):\n    while True:\n        pass"])),
        4,
    ),
    "a function that asks": (broken(below(["def threshold(a, b):\n    return input()"])), 4),
}
NO_NOTEBOOK, NO_ANSWER = "no notebook", ""
GONE = {
    "an empty file": (b"", "empty"),
    "nothing but space": (b" \n\t\n", "empty"),
    "nothing but NUL": (bytes(3000), "empty"),
    "an empty list": (b"[]", NO_NOTEBOOK),
    "an empty tree": (b"{}", NO_NOTEBOOK),
    "no cells": (b'{"cells": [], "nbformat": 4}', NO_NOTEBOOK),
    "cells that are nothing": (b'{\n"cells": null,\n"nbformat": 4\n}', NO_NOTEBOOK),
    "cells that are a text": (b'{"cells": "bce"}', NO_NOTEBOOK),
    "null": (b"null", NO_NOTEBOOK),
    "a number": (b"4.5", NO_NOTEBOOK),
    "a text": (b'"bce"', NO_NOTEBOOK),
    "a letter": (b"Dear professor,\nmy notebook follows. Yours, Ada", NO_NOTEBOOK),
    "noise": (random.Random(3).randbytes(20_000), NO_NOTEBOOK),
    "a zip": (b"PK\3\4" + random.Random(4).randbytes(500), "a zip"),
    "a PDF": (b"%PDF-1.7\n" + random.Random(5).randbytes(500), "a PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + random.Random(6).randbytes(500), "a picture"),
    "a web page": (b"<!DOCTYPE html>\n<html><body>def bce</body></html>", "a web page"),
    "a link to a page": (b"<?xml version='1.0'?><a/>", "a web page"),
    "too large": (TEXT + b" " * 50 * 2**20, "larger than 50 MB"),
    "the first lines alone": (TEXT[:60], NO_NOTEBOOK),
    "brackets": (b"[" * 10**6, NO_NOTEBOOK),
    "braces": (b'{"id":' * 10**5, NO_NOTEBOOK),
    "as it was handed out": (written(notebook(STUBS)), NO_ANSWER),
    "another course's": (written(notebook({"tax": "def tax(x):\n    return x / 5"})), NO_ANSWER),
    "text alone": (broken(dropped(code_in)), NO_ANSWER),
}
