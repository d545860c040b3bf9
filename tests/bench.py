#!/usr/bin/env python3
"""Times bifolio, station by station, as ratios to a floor measured in the same run: what cmark-gfm takes
to print the same text as HTML. The EPUB has a floor of its own beside: zlib's time for its text, as it is
packed. The stations' times are CPU time over all threads, as `--times` tells
them, of the run that was the quickest; a whole run's are on the wall. Peak memory is the largest
resident set of the export of both books.

    tests/bench.py [BIFOLIO [SHARED]]
"""
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

BIFOLIO = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/bifolio")
SHARED = sys.argv[2] if len(sys.argv) > 2 else "../shared"
RUNS = 5


def measure(command, runs=RUNS, **options):
    """The shortest of a few runs in seconds, the peak memory in MB, and what it said."""
    best, peak, said = float("inf"), 0, ""
    for _ in range(runs):
        with tempfile.TemporaryFile("w+") as messages:
            start = time.perf_counter()
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages, **options)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - start
            child.returncode = status
            messages.seek(0)
            if status:
                sys.exit(f"{command[0]} ended with status {status}: {messages.read()}")
            peak = max(peak, usage.ru_maxrss / 1024)
            if seconds < best:
                best, said = seconds, messages.read()
    return best, peak, said


def measure_floor(inputs, folder):
    whole = os.path.join(folder, "floor.md")
    with open(whole, "wb") as out:
        for path in inputs:
            with open(path, "rb") as source:
                out.write(source.read() + b"\n")
    return measure(["cmark-gfm", "-e", "table", "-e", "strikethrough", "-e", "autolink",
                    "-e", "tasklist", "-e", "footnotes", whole])[0]


def measure_zlib(path, runs=RUNS):
    """The shortest time zlib takes, at the level of the EPUB's own archive, for what is deflated in it."""
    with zipfile.ZipFile(path) as book:
        texts = [book.read(member) for member in book.infolist() if member.compress_type == zipfile.ZIP_DEFLATED]
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        for text in texts:
            zlib.compress(text, 6)
        best = min(best, time.perf_counter() - start)
    return best, sum(map(len, texts)) / 1e6


def count_pages(path):
    done = subprocess.run(["pdfinfo", path], capture_output=True, encoding="utf-8", check=True)
    return int(re.search(r"Pages:\s+(\d+)", done.stdout)[1])


def bench(name, inputs, runs=RUNS):
    inputs = [os.path.abspath(path) for path in inputs]
    with tempfile.TemporaryDirectory() as folder:
        def run(*options):
            return measure([BIFOLIO, "-q", *options, *inputs], runs, cwd=folder)
        floor = measure_floor(inputs, folder)
        epub, epub_peak, _ = run("-o", "x.epub")
        deflating, text = measure_zlib(os.path.join(folder, "x.epub"), runs)
        whole = [("PDF alone", run("-o", "x.pdf")[0]), ("EPUB alone", epub)]
        both, peak, _ = run("-o", "x.pdf", "-o", "x.epub")
        times = run("--times", "-o", "x.pdf", "-o", "x.epub")[2]
        count = count_pages(os.path.join(folder, "x.pdf"))
        size = os.path.getsize(os.path.join(folder, "x.pdf")) / 1e6
    stations = [(station, float(ms) / 1000)
                for station, ms in re.findall(r"^time: (\w+) +([\d.]+) ms$", times, re.M)
                if station != "wall"]
    print(f"\n{name}: {count} pages, {size:.2f} MB; floor (cmark-gfm) {floor * 1000:.1f} ms")
    for station, seconds in stations + whole + [("both books", both)]:
        print(f"  {station:22}{seconds * 1000:9.1f} ms {seconds / floor:8.1f} × floor")
    work = dict(stations)
    print(f"  tags and metadata take {100 * work['tags'] / sum(work.values()):.1f} % of the work")
    print(f"  EPUB alone: {epub / deflating:.1f} × zlib on its {text:.2f} MB of text ({deflating * 1000:.1f} ms), "
          f"{epub_peak:.0f} MB at the peak")
    print(f"  {count / both:.0f} pages a second, {peak:.0f} MB at the peak", flush=True)


def repeat(path, times, folder):
    """One file that holds another one so many times."""
    copy = os.path.join(folder, f"times-{times}.md")
    with open(path, "rb") as source, open(copy, "wb") as out:
        text = source.read()
        for _ in range(times):
            out.write(text + b"\n\n")
    return copy


def rust_chapters():
    folder = os.path.join(SHARED, "rust-book/src")
    with open(os.path.join(folder, "SUMMARY.md"), encoding="utf-8") as summary:
        return [os.path.join(folder, name)
                for name in re.findall(r"\(([^)]*\.md)\)", summary.read())]


def main():
    bench("the sampler", ["tests/books/sampler/guide.md"])
    guide = os.path.join(SHARED, "guide/python-interview-questions.md")
    if os.path.exists(guide):
        bench("the real guide", [guide])
        with tempfile.TemporaryDirectory() as folder:
            bench("the real guide 50 times", [repeat(guide, 50, folder)], 3)
            bench("the real guide 200 times", [repeat(guide, 200, folder)], 1)
    if os.path.exists(os.path.join(SHARED, "rust-book")):
        bench("The Rust Book", rust_chapters())


main()
