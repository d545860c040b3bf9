"""The guide in content/ as questions: reads its parts and tells what of their form is wrong.

A question is what stands under `## Q9: …`: difficulty, strategy, one example, its output, what
interviewers listen for, a follow-up, in this order; other paragraphs may stand between them.
"""
import dataclasses
import pathlib
import re

DIFFICULTIES = ("Beginner", "Intermediate", "Advanced")
WIDEST, LONGEST = 76, 42    # columns of an example and its output, lines of an example

HEADING = re.compile(r"^## +(?:Q(\d+): )?(.*)$")
FENCE = re.compile(r"^(`{3,}|~{3,})\s*(\w*)")
LISTED = re.compile(r"\]\(([^)#\s]+\.md)\)")
SENTENCE = re.compile(r"[.?!][\"')*`]*(?=\s|$)")

# The pieces of a question, in order. A piece is found by the beginning of a line; `example` and
# `output` are the fenced blocks in python and text.
PIECES = {
    "difficulty": "**Difficulty**: ",
    "strategy": "**Strategy:** ",
    "example": "```python",
    "output label": "**Output:**",
    "output": "```text",
    "what interviewers listen for": "**What interviewers listen for:** ",
    "follow-up": "**Follow-up:** ",
}


@dataclasses.dataclass
class Question:
    """One question, with the number of its heading's line; `pieces` has (name, text) in order."""
    file: pathlib.Path
    line: int
    number: int
    title: str
    pieces: list = dataclasses.field(default_factory=list)

    def piece(self, name):
        """The text of the first piece of this name, or None."""
        return next((text for found, text in self.pieces if found == name), None)

    def __str__(self):
        return f"Q{self.number}"


def plain(title):
    """A heading without marks of code and emphasis."""
    return re.sub(r"[`*\\]", "", title).strip()


def parts(folder):
    """The files of the book: those that SUMMARY.md lists, else all that have questions."""
    summary = folder / "SUMMARY.md"
    if summary.exists():
        return [folder / name for name in LISTED.findall(summary.read_text(encoding="utf-8"))]
    return [path for path in sorted(folder.glob("*.md"))
            if re.search(r"^## +Q\d+: ", path.read_text(encoding="utf-8"), re.M)]


def blocks(text):
    """What a file consists of: (line number, language or None, text), fenced blocks and paragraphs."""
    paragraph, fence, start = [], None, 1
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if fence:
            if line.rstrip() == fence[0]:
                yield start, fence[1], "".join(f"{each}\n" for each in paragraph)
                fence, paragraph = None, []
            else:
                paragraph.append(line)
            continue
        if (mark or not line.strip()) and paragraph:
            yield start, None, "\n".join(paragraph)
            paragraph = []
        if mark:
            fence, start = (mark[1], mark[2]), number
        elif line.strip():
            start = number if not paragraph else start
            paragraph.append(line)
    if paragraph or fence:
        yield start, None, "\n".join(paragraph)


def piece_of(language, text):
    """The name of the piece that a block is, and its content; (None, text) for another paragraph."""
    opening = f"```{language}" if language is not None else text
    for name, mark in PIECES.items():
        if language is None and not mark.startswith("`") and opening.startswith(mark):
            return name, text[len(mark):].strip()
        if opening == mark:
            return name, text
    return None, text


def read_part(path):
    """The questions of one file, and what is wrong with its beginning."""
    questions, faults, opening = [], [], []
    for line, language, text in blocks(path.read_text(encoding="utf-8")):
        heading = HEADING.match(text) if language is None else None
        if heading:
            if heading[1] is None or "\n" in text:
                faults.append(f"{path.name}:{line}: not the heading of a question: {text}")
            else:
                questions.append(Question(path, line, int(heading[1]), plain(heading[2])))
        elif questions:
            questions[-1].pieces.append(piece_of(language, text))
        else:
            opening.append(text)
    if questions and not (len(opening) > 1 and opening[0].startswith("# ")):
        faults.append(f"{path.name}: no title with an opening paragraph")
    numbers = [each.number for each in questions]
    if numbers != sorted(numbers):
        faults.append(f"{path.name}: the questions' numbers do not ascend: {numbers}")
    return questions, faults


def faults_of_example(code, output):
    length = len(code.splitlines())
    if not 0 < length <= LONGEST:
        yield f"the example has {length} lines, {LONGEST} may be"
    for line in (code + output).splitlines():
        if len(line) > WIDEST:
            yield f"wider than {WIDEST} columns: {line}"


def faults_of(question):
    """What is wrong with the form of one question."""
    found = [name for name, _ in question.pieces if name]
    if found != list(PIECES):
        yield f"its pieces are {found}, not {list(PIECES)}"
        return
    if question.piece("difficulty") not in DIFFICULTIES:
        yield f"its difficulty is {question.piece('difficulty')}"
    if not 2 <= len(SENTENCE.findall(question.piece("strategy"))) <= 5:
        yield "its strategy is not two to five sentences"
    if not question.piece("what interviewers listen for"):
        yield "what interviewers listen for is empty"
    if "?" not in question.piece("follow-up"):
        yield "the follow-up asks nothing"
    yield from faults_of_example(question.piece("example"), question.piece("output"))


def faults_of_numbers(questions):
    """Every number from 1 on must be there once."""
    numbers = sorted(each.number for each in questions)
    for number in range(1, max(numbers, default=0) + 1):
        if numbers.count(number) != 1:
            yield f"Q{number} is there {numbers.count(number)} times"


def read_older_guide(path):
    """Number → (question, difficulty) of a guide in one file with `### Q9: …` and the same field."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"^### Q(\d+): (.*)\n+\*\*Difficulty\*\*: (.*)$", text, re.M)
    return {int(number): (plain(title), difficulty.strip()) for number, title, difficulty in found}
