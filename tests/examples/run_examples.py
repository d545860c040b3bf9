#!/usr/bin/env python3
"""Checks the guide's form and runs its examples, in the order of the book:

    run_examples.py CONTENT [OLDER_GUIDE.md]

Prints "ok NAME", "not ok NAME" and "skip NAME: reason" as tests/lib.sh tells; T holds a word of the
tests to run. An example runs in a folder of its own, without network (guard/sitecustomize.py), and must
print what the guide says, to the letter, on every machine: hash seeds are random.

EXAMPLE_PYTHONS names the interpreters to try (python3 and /usr/bin/python3): an example runs with the
first that has what it imports. One that none has is compiled only, and the report says so.
"""
import ast
import concurrent.futures
import difflib
import functools
import os
import pathlib
import subprocess
import sys
import tempfile

import guide

OLDEST = (3, 11)
NEW_ENOUGH = "Python {}.{} or newer".format(*OLDEST)
LIMIT = 20 * int(os.environ.get("SLOW", "1"))   # seconds: a large package takes some to load
GUARD = pathlib.Path(__file__).resolve().parent / "guard"
PYTHONS = os.environ.get("EXAMPLE_PYTHONS", "python3 /usr/bin/python3").split()
UNWANTED = ("PYTHON", "PYTEST", "LC_", "LANG", "TZ", "COLUMNS", "NO_COLOR", "FORCE_COLOR",
            "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")


def report(name, faults=()):
    """One line for a test, and what was wrong."""
    print(f"not ok examples: {name}" if faults else f"ok examples: {name}")
    for line in "\n".join(faults).splitlines()[:40]:
        print(f"    {line}")
    sys.stdout.flush()


def selected(name):
    return os.environ.get("T", "") in f"examples: {name}"


# ── Interpreters ─────────────────────────────────────────────────────────────────────────────────

@functools.cache
def pythons():
    """The interpreters that are there and new enough; never one twice."""
    found = {}
    for command in PYTHONS:
        try:
            done = subprocess.run([command, "-c", "import sys; print(sys.executable, *sys.version_info[:2])"],
                                  capture_output=True, text=True, timeout=LIMIT)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            executable, major, minor = done.stdout.rsplit(maxsplit=2)
            if (int(major), int(minor)) >= OLDEST:
                found.setdefault(os.path.realpath(executable), executable)
    return list(found.values())


def foreign_imports(code):
    """The import statements of packages that Python itself does not bring, each on a line."""
    statements = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        else:
            continue
        if any(name.split(".")[0] not in sys.stdlib_module_names for name in names):
            statements.append(ast.unparse(node))
    return "\n".join(statements)


@functools.cache
def missing(python, statements):
    """What the interpreter lacks to run the import statements, or None. A package may be too old."""
    with tempfile.TemporaryDirectory() as folder:
        done = run(python, folder, statements)
    if done.returncode == 0:
        return None
    words = [line.split()[1].split(".")[0] for line in statements.splitlines()]
    wanted = ", ".join(sorted(set(words)))
    return f"a newer version of {wanted}" if "cannot import name" in done.stderr else wanted


def interpreter_for(code):
    """(the interpreter to run the example with, None) or (None, what it needs)."""
    statements, lacking = foreign_imports(code), NEW_ENOUGH
    for python in pythons():
        lacking = missing(python, statements) if statements else None
        if not lacking:
            return python, None
    return None, lacking


# ── Examples ─────────────────────────────────────────────────────────────────────────────────────

def environment(folder):
    """The machine's, without what would change an example's output. Newer libraries may warn."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)}
    return kept | {"HOME": folder, "TMPDIR": folder, "EXAMPLE_FOLDER": folder, "LC_ALL": "C.UTF-8",
                   "PYTHONPATH": str(GUARD), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1",
                   "PYTHONWARNINGS": "ignore"}


def run(python, folder, code):
    script = pathlib.Path(folder, "example.py")
    script.write_text(code, encoding="utf-8")
    return subprocess.run([python, script.name], cwd=folder, env=environment(folder), timeout=LIMIT,
                          stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")


def faults_of_run(python, question):
    """What is wrong when the example is run: nothing when it ends well and prints what it should."""
    with tempfile.TemporaryDirectory(prefix="example.") as folder:
        try:
            done = run(python, folder, question.piece("example"))
        except subprocess.TimeoutExpired:
            return [f"still running after {LIMIT} s"]
    if done.returncode != 0 or done.stderr:
        return [f"status {done.returncode} with {python}", done.stderr]
    return list(difflib.unified_diff(question.piece("output").splitlines(), done.stdout.splitlines(),
                                     "the guide", f"printed by {python}", lineterm=""))


def try_example(question):
    """(word of the report, faults or reason) of one example."""
    code = question.piece("example")
    try:
        compile(code, str(question), "exec")
    except SyntaxError as error:
        if sys.version_info < OLDEST:
            return "skip", NEW_ENOUGH
        return "not ok", [f"line {error.lineno} of the example: {error.msg}"]
    python, lacking = interpreter_for(code)
    if python is None:
        return "skip", lacking
    return "ran", faults_of_run(python, question)


def run_all(questions):
    """Runs the examples, as many at a time as there are cores, and reports them in order."""
    compiled, ran = [], 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for question, (word, detail) in zip(questions, pool.map(try_example, questions)):
            name = f"{question} prints what {question.file.name} says"
            if word == "skip":
                compiled.append(f"{question} ({detail})")
                print(f"skip examples: {name}: compiled only: needs {detail}")
            else:
                report(name, detail)
                ran += 1
    if questions:
        print(f"examples: {ran} run with {' and '.join(pythons()) or 'no Python'};"
              f" {len(compiled)} compiled only{': ' if compiled else ''}{', '.join(compiled)}")


# ── The book ─────────────────────────────────────────────────────────────────────────────────────

def check_form(files):
    """Reads and judges the files; the questions that can be run are returned."""
    everything, whole = [], []
    for path in files:
        questions, faults = guide.read_part(path)
        for question in questions:
            wrong = list(guide.faults_of(question))
            faults += [f"{path.name}:{question.line}: {question}: {fault}" for fault in wrong]
            if question.piece("example") and question.piece("output") is not None:
                whole.append(question)
        everything += questions
        if questions and selected(f"form of {path.name}"):
            report(f"form of {path.name}", faults)
    return everything, whole


def compare(questions, older):
    """Question, number and difficulty must be those of the older guide."""
    ours = {each.number: (each.title, each.piece("difficulty")) for each in questions}
    for number in sorted(ours.keys() | older.keys()):
        if ours.get(number) != older.get(number):
            yield f"Q{number}: {ours.get(number)} instead of {older.get(number)}"


def main(content, older=None):
    folder = pathlib.Path(content)
    everything, whole = check_form(guide.parts(folder))
    name = "every question is there once"
    if selected(name):
        report(name, list(guide.faults_of_numbers(everything)) or ([] if everything else ["no question"]))
    name = "the questions are those of the older guide"
    if selected(name):
        if older:
            report(name, list(compare(everything, guide.read_older_guide(pathlib.Path(older)))))
        else:
            print(f"skip examples: {name}: it is not there")
    run_all([each for each in whole if selected(f"{each} prints what {each.file.name} says")])


if __name__ == "__main__":
    main(*sys.argv[1:])
