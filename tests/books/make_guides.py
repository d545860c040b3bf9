#!/usr/bin/env python3
"""Writes guides that nobody has typeset before, the same ones every time, for the checks of whole books:

    make_guides.py FOLDER

One in each of eight languages, with words that mean nothing in particular, and some that are hard on a
page: notes of all kinds, tables, code and images of odd sizes, headings in a row, deep lists, URLs.
A guide's options for bifolio stand in GUIDE.options.
"""
import os
import random
import struct
import sys
import zlib

# Words, the ends of sentences, and what stands between two words now and then.
LANGUAGES = {
    "de": ("""der die das und nicht auch Seitenumbruch Zeilenausgleich Schriftgrad Satzspiegel Rand
        Fußnotenverwaltungsrichtlinie Donaudampfschifffahrtsgesellschaft Rechtsschutzversicherung
        Silbentrennungsverfahren Zwischenüberschrift größer schöner außen wird steht bleibt über unter
        Grundlinienraster Inhaltsverzeichniseintrag zwischen Buchstabenabstand möglich""", ". ", ", "),
    "fr": ("""le la les une des page pages ligne lignes blanc marge note œuvre être déjà où ça français
        l’espace d’une qu’elle typographie caractère élégante paragraphe aujourd’hui justification
        colonne tirage cœur naïve composition intervalle reliure""", "\u00a0! ", "\u00a0; "),
    "es": ("""el la los una página línea margen señal año niño corazón también después según párrafo
        tipografía composición interlineado encuadernación ortografía caracteres imprenta justificación
        pequeño mañana cigüeña está aquí entonces""", ". ", ", "),
    "pl": ("""strona wiersz margines źródło żółty łącznie ćwiczenie książka część światło przypis akapit
        najwspanialszy międzynarodowy wydawnictwo bezwzględnie typograficzny i w z oraz się jest będzie
        rozdział śródtytuł odstęp""", ". ", ", "),
    "ru": ("""страница строка поле примечание книга абзац заголовок переплёт шрифт пробел и в на не что
        это быть ещё объём съезд достопримечательность предосторожность взаимодействие
        книгопечатание выравнивание междустрочный""", ". ", ", "),
    "el": ("""σελίδα γραμμή περιθώριο σημείωση βιβλίο παράγραφος τίτλος κείμενο και το η ο με για είναι
        ανάμεσα τυπογραφία στοιχειοθεσία πλάτος ύψος χαρακτήρας διάστημα αλληλεπίδραση
        υπερπαραγωγή ήταν πρώτος""", ". ", ", "),
    "ar": ("""صفحة سطر هامش حاشية كتاب فقرة عنوان نص في من على إلى هذا التي كان بين الطباعة الخط
        المسافة الكلمات الحروف التنسيق مختلفة جميلة قراءة""", ". ", "، "),
    "he": ("""עמוד שורה שוליים הערה ספר פסקה כותרת טקסט של את על עם זה היא בין הדפסה אותיות מרווח
        מילים סידור יפה קריאה מקום ארוכה""", ". ", ", "),
    "en": ("""the of and a in page line margin note paragraph heading between office affluent
        straightforward typesetting baseline leading measure reader chapter figure always never where
        unbreakable well-known interoperability configuration first""", ". ", ", "),
}


class Writer:
    """Writes one guide."""

    def __init__(self, language, seed):
        words, self.stop, self.pause = LANGUAGES[language]
        self.words, self.random = words.split(), random.Random(seed)
        self.language, self.parts, self.notes = language, [], 0

    def sentence(self, count):
        words = [self.random.choice(self.words) for _ in range(count)]
        text = words[0][:1].upper() + words[0][1:]
        for index, word in enumerate(words[1:], 1):
            pauses = index % 9 == 4 and index + 1 < count
            text += (self.pause if pauses else " ") + word
        return text

    def text(self, sentences):
        """So many sentences, with some emphasis and code."""
        text = "".join(self.sentence(self.random.randint(5, 16)) + self.stop
                       for _ in range(sentences)).strip()
        words = text.split(" ")
        for mark in ("*", "**", "`"):
            at = self.random.randrange(len(words))
            if len(words) > 8 and words[at].isalpha():
                words[at] = mark + words[at] + mark
        return " ".join(words)

    def add(self, text):
        self.parts.append(text)

    def heading(self, level, words=4):
        self.add("#" * level + " " + self.sentence(words))

    def paragraph(self, sentences=None):
        self.add(self.text(sentences or self.random.randint(1, 7)))

    def mark(self, sentences, more=()):
        """A note; the mark is returned."""
        self.notes += 1
        name = f"{self.language}{self.notes}"
        self.parts.append("\n\n    ".join([f"[^{name}]: " + self.text(sentences), *more]))
        return f"[^{name}]"

    def code(self, lines, language="python", width=60):
        rows = []
        for index in range(lines):
            indent = "    " * (index % 4)
            rows.append("" if index % 11 == 7 else
                        f"{indent}value_{index} = call({index}, 'x')"[:width].rstrip())
        self.add(f"```{language}\n" + "\n".join(rows) + "\n```")

    def table(self, rows, columns, words=3):
        lines = [[self.sentence(2) for _ in range(columns)]]
        lines += [[self.sentence(self.random.randint(1, words)) for _ in range(columns)]
                  for _ in range(rows)]
        lines.insert(1, [self.random.choice(("---", ":--", "--:", ":-:")) for _ in range(columns)])
        self.add("\n".join("| " + " | ".join(line) + " |" for line in lines))

    def items(self, count, depth=1, ordered=False, tight=True):
        lines = []
        for index in range(count):
            for level in range(depth):
                indent = "    " * level
                label = f"{index + 1}." if ordered and level == 0 else "-"
                lines.append(f"{indent}{label} " + self.text(self.random.randint(1, 2)))
        self.add(("\n" if tight else "\n\n").join(lines))

    def save(self, folder, name, options=""):
        with open(os.path.join(folder, name + ".md"), "w", encoding="utf-8") as file:
            file.write(f"---\nlang: {self.language}\n---\n\n" + "\n\n".join(self.parts) + "\n")
        with open(os.path.join(folder, name + ".options"), "w", encoding="utf-8") as file:
            file.write(options)


def save_image(folder, name, width, height):
    """A PNG of stripes."""
    rows = b"".join(b"\0" + bytes((x // 8 + y // 8) % 2 * 90 + 80 for x in range(width))
                    for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    with open(os.path.join(folder, name), "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" +
                   chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def make_language(folder, language, options):
    """What a guide in any language has: questions, prose, lists, a table, code, notes."""
    w = Writer(language, "guide " + language)
    w.heading(1)
    w.paragraph(4)
    for question in range(9):
        w.heading(2, w.random.randint(3, 14))
        w.add("**" + w.sentence(1) + "**: " + w.sentence(2))
        mark = w.mark(w.random.randint(1, 4))
        w.add(w.text(w.random.randint(2, 6)) + mark)
        w.paragraph()
        if question % 3 == 0:
            w.items(4, depth=1 + question % 2, ordered=question % 2 == 0)
        if question % 3 == 1:
            w.add("**" + w.sentence(2) + ":**")
            w.code(w.random.randint(4, 26))
        if question % 4 == 2:
            w.add(w.sentence(3) + ":")
            w.table(5, 3)
        w.paragraph()
    w.save(folder, language, options)


def make_notes(folder):
    """Notes: many, several in a paragraph, longer than a page, in headings, lists, tables and notes."""
    w = Writer("en", "notes")
    w.heading(1)
    w.add(w.text(3) + w.mark(90) + " " + w.text(4) + w.mark(1) + w.mark(2) + w.mark(1))
    for part in range(6):
        w.add("## " + w.sentence(4) + w.mark(1))
        w.add(w.text(8) + "".join(w.mark(w.random.randint(1, 5)) + " " + w.text(1) for _ in range(5)))
        w.paragraph()
        inner = w.mark(2)
        w.add(w.text(2) + w.mark(3, [w.text(2) + inner, "    code in a note", w.text(3)]))
        w.add("\n".join(f"- {w.text(2)}{w.mark(1)}" for _ in range(4)))
        w.add("\n".join([f"| {w.sentence(2)} | {w.sentence(1)} |", "|---|---|"] +
                        [f"| {w.sentence(3)}{w.mark(1)} | {w.sentence(6)} |" for _ in range(4)]))
        w.add(w.text(1) + w.mark(20 + 6 * part))
    w.add("> " + w.text(5) + w.mark(2))
    w.save(folder, "notes")


def make_blocks(folder):
    """Blocks that do not fit: images, code and tables as high as a page and higher, headings in a row."""
    w = Writer("en", "blocks")
    sizes = [(40, 900), (900, 40), (3, 3), (450, 640), (448, 880), (300, 410), (1600, 1200), (200, 700)]
    w.heading(1)
    for index, (width, height) in enumerate(sizes):
        save_image(folder, f"odd-{index}.png", width, height)
        for level in range(2, 7 if index % 3 == 0 else 3):
            w.heading(level, 3)
        w.paragraph()
        w.add(f"![{w.sentence(3)}](odd-{index}.png \"{w.sentence(5)}\")")
        w.paragraph(2)
        w.code(w.random.choice((3, 20, 55, 62, 70, 75, 130)))
        w.paragraph(1)
        w.table(w.random.choice((3, 12, 45)), w.random.choice((2, 5, 9)), words=4)
        w.paragraph(3)
        w.items(3, depth=5, tight=index % 2 == 0)
        w.add(f"> [!NOTE]\n> {w.text(4)}")
    w.heading(2)
    w.save(folder, "blocks")


def make_technical(folder, paper):
    """URLs, paths, options, long words without a place to break, keys, chapters."""
    w = Writer("en", "technical " + paper)
    for chapter in range(4):
        w.heading(1)
        for section in range(3):
            w.heading(2, 9)
            for _ in range(3):
                url = "https://example.org/" + "/".join(
                    "-".join(w.random.choices(w.words, k=3)) for _ in range(w.random.randint(1, 7)))
                w.add(w.text(2) + f" <{url}?key={w.random.random():.17f}&other=value#part> " + w.text(2))
            w.add(w.text(1) + " `--" + "-".join(w.random.choices(w.words, k=5)) + "=/usr/share/" +
                  "/".join(w.random.choices(w.words, k=6)) + "` " + w.text(1) + " <kbd>Ctrl</kbd>+<kbd>C</kbd>")
            w.add(w.text(1) + " " + "".join(w.random.choices("abcdefgh", k=150)) + " " + w.text(1))
            w.code(w.random.randint(2, 40), width=200)
            w.items(6, depth=2, ordered=True, tight=section % 2 == 0)
        w.paragraph()
    w.save(folder, "technical-" + paper, f"--paper {paper}")


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for language, options in (("de", ""), ("fr", "--paper a5"), ("es", "--paper letter"), ("pl", ""),
                              ("ru", "--paper 6x9in"), ("el", ""), ("ar", ""), ("he", "--paper a5")):
        make_language(folder, language, options)
    make_notes(folder)
    make_blocks(folder)
    make_technical(folder, "a4")
    make_technical(folder, "a5")


if __name__ == "__main__":
    main()
