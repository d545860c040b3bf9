#!/usr/bin/env python3
"""Reads Ace's report on an EPUB, prints the violations and fails when there are any, or when it did not look
at every page of the spine and at the package.

    judge.py report.json FILE.epub
"""
import json
import re
import sys
import zipfile


def list_documents(path):
    with zipfile.ZipFile(path) as book:
        package = book.read("EPUB/package.opf").decode()
    hrefs = {re.search(r'\bid="([^"]*)"', item)[1]: re.search(r'\bhref="([^"]*)"', item)[1]
             for item in re.findall(r"<item\b[^>]*>", package)}
    spine = re.findall(r'<itemref\b[^>]*idref="([^"]*)"', package)
    return {"package.opf"} | {hrefs[name] for name in spine}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    faults = []
    seen = set()
    for subject in report["assertions"]:
        url = subject["earl:testSubject"]["url"]
        seen.add(url.rsplit("/", 1)[-1])    # with or without its folder
        for assertion in subject["assertions"]:
            faults.append(f"{url}: {assertion['earl:test']['dct:title']} ({assertion['earl:test']['earl:impact']}): "
                          f"{assertion['earl:result']['dct:description']}")
    documents = list_documents(sys.argv[2])
    faults += [f"{name}: Ace did not look at it" for name in sorted(documents - seen)]
    if report["earl:result"]["earl:outcome"] != "pass" and not faults:
        faults.append("Ace's outcome is not 'pass'")
    print("\n".join(faults[:40]))
    print(f"Ace looked at {len(seen)} documents: {len(faults)} violations")
    sys.exit(len(faults) > 0)


main()
