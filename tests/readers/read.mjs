// Opens EPUBs in epub.js in headless Chromium, as a phone and as a tablet, in the themes of readers, and
// looks for what a person would complain of. Enters: EPUBs. Leaves: faults on the standard output and
// a status of 1 if there are any; with --shots pictures of pages, to be looked at.
//
//   node tests/readers/read.mjs [--shots FOLDER] [--table] [--run NAME] [--mistake CSS] FILE.epub...
//
// --table lists the lowest contrast of each kind of text in each theme; --run does one of RUNS alone;
// --mistake adds a rule to each chapter, which the harness must notice.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";
import { findChromium } from "./chromium.mjs";

const HOST = "http://reader.invalid/";
const TEXT_CONTRAST = 4.5;
const BAR_CONTRAST = 3; // no colour has that on sepia and on grey; the word beside the bar tells the kind
const SHOT_THEMES = ["light", "sepia", "dark"];
const RUNS = [
    { name: "phone", width: 390, height: 844, themes: true },
    { name: "tablet", width: 820, height: 1180, themes: true },
    {
        name: "phone-200", width: 390, height: 844,
        settings: { fontSize: "200%", overrides: { "text-align": "justify", "font-family": "sans-serif" } },
    },
];

// ── The command line ─────────────────────────────────────────────────────────────────────────────

function readArguments(words) {
    const options = { files: [] };
    for (let i = 0; i < words.length; i++) {
        if (["--shots", "--run", "--mistake"].includes(words[i])) {
            options[words[i].slice(2)] = words[++i];
        } else if (words[i] === "--table") {
            options.table = true;
        } else {
            options.files.push(words[i]);
        }
    }
    return options;
}

// ── The browser ──────────────────────────────────────────────────────────────────────────────────

// A page whose only files are epub.js and ours; nothing else is fetched, nothing from a network.
async function openPage(browser, faults) {
    const require = createRequire(import.meta.url);
    const here = path.dirname(new URL(import.meta.url).pathname);
    const files = {
        "": "<!DOCTYPE html><meta charset='utf-8'><style>html,body{margin:0;height:100%;overflow:hidden}</style>" +
            ["jszip.js", "epub.js", "measure.js", "reader.js"].map((name) => `<script src="${name}"></script>`).join(""),
        "jszip.js": fs.readFileSync(require.resolve("jszip/dist/jszip.min.js")),
        "epub.js": fs.readFileSync(require.resolve("epubjs/dist/epub.min.js")),
        "measure.js": fs.readFileSync(path.join(here, "measure.js")),
        "reader.js": fs.readFileSync(path.join(here, "reader.js")),
        "favicon.ico": "",
    };
    const page = await browser.newPage();
    page.on("console", (message) => message.type() === "error" && faults.add(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.add(`error in the page: ${error.message}`));
    await page.setRequestInterception(true);
    page.on("request", (request) => {
        const file = files[request.url().replace(HOST, "")];
        if (file === undefined && /^(blob|data|about):/.test(request.url())) {
            request.continue();
        } else if (file === undefined) {
            faults.add(`fetched: ${request.url()}`);
            request.abort();
        } else {
            const isScript = request.url().endsWith(".js");
            request.respond({ body: file, contentType: isScript ? "text/javascript" : "text/html" });
        }
    });
    await page.goto(HOST);
    return page;
}

// ── One book ─────────────────────────────────────────────────────────────────────────────────────

async function call(page, name, ...values) {
    return page.evaluate((name, values) => window.reader[name](...values), name, values);
}

// Every page of a chapter in the first theme, its first page in the others.
async function shoot(page, options, book, run, section, theme) {
    const pages = theme === SHOT_THEMES[0] ? await call(page, "pages") : 1;
    for (let i = 0; i < pages && SHOT_THEMES.includes(theme); i++) {
        if (i > 0) {
            await call(page, "turn");
        }
        const number = [section, i].map((part) => String(part).padStart(3, "0")).join("-");
        await page.screenshot({ path: path.join(options.shots, `${book.name}-${run.name}-${number}-${theme}.png`) });
    }
}

async function addMistake(page, css) {
    await page.evaluate((css) => {
        const style = window.reader.chapter().createElement("style");
        style.textContent = css;
        window.reader.chapter().body.append(style);
    }, css);
}

function noteContrast(book, theme, measured) {
    const note = (key, [ratio, sample], least) => {
        const row = (book.lowest[key] ??= {});
        if (!row[theme] || ratio < row[theme].ratio) {
            row[theme] = { ratio, sample, least };
        }
    };
    Object.entries(measured.contrast).forEach(([key, worst]) => note(key, worst, TEXT_CONTRAST));
    Object.entries(measured.bars).forEach(([key, worst]) => note(key, worst, theme === "grey" ? 0 : BAR_CONTRAST));
}

async function walkSections(page, options, book, run) {
    const sections = await call(page, "sections");
    for (const [index, section] of sections.entries()) {
        await call(page, "show", section);
        if (options.mistake) {
            await addMistake(page, options.mistake);
        }
        for (const theme of run.themes ? book.themes : ["light"]) {
            await call(page, "dress", theme);
            if (run.themes) {
                noteContrast(book, theme, await call(page, "measure"));
            }
            if (options.shots) {
                await shoot(page, options, book, run, index, theme);
                await call(page, "show", section);
            }
        }
        for (const found of await call(page, "widths")) {
            book.faults.add(`${run.name}: ${section}: too wide: ${found}`);
        }
    }
}

async function walkEntries(page, options, book, run) {
    for (const address of await call(page, "entries")) {
        await call(page, "show", address);
        if (options.mistake) {
            await addMistake(page, options.mistake);
        }
        const complaint = await call(page, "lands", address);
        if (complaint) {
            book.faults.add(`${run.name}: ${address}: ${complaint}`);
        }
    }
}

async function readBook(browser, options, file) {
    const book = { name: path.basename(file, ".epub"), faults: new Set(), lowest: {} };
    const page = await openPage(browser, book.faults);
    const bytes = fs.readFileSync(file).toString("base64");
    book.themes = await page.evaluate(() => window.reader.THEMES);
    for (const run of RUNS.filter((run) => !options.run || run.name === options.run)) {
        await page.setViewport({ width: run.width, height: run.height });
        await call(page, "open", bytes, run.settings || {});
        await walkSections(page, options, book, run);
        await walkEntries(page, options, book, run);
        await call(page, "close");
    }
    await page.close();
    return book;
}

// ── The report ───────────────────────────────────────────────────────────────────────────────────

function judgeContrast(book) {
    for (const [key, row] of Object.entries(book.lowest)) {
        for (const [theme, { ratio, sample, least }] of Object.entries(row)) {
            if (ratio < least) {
                book.faults.add(`${theme}: ${key}: contrast ${ratio.toFixed(2)}: ${sample}`);
            }
        }
    }
}

function printTable(book) {
    console.log(`${book.name}: lowest contrast\n${"".padEnd(48)}${book.themes.map((t) => t.padStart(8)).join("")}`);
    for (const key of Object.keys(book.lowest).sort()) {
        const cells = book.themes.map((theme) => (book.lowest[key][theme]?.ratio.toFixed(2) ?? "-").padStart(8));
        console.log(key.padEnd(48) + cells.join(""));
    }
}

const options = readArguments(process.argv.slice(2));
if (options.shots) {
    fs.mkdirSync(options.shots, { recursive: true });
}
const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
let faults = 0;
try {
    for (const file of options.files) {
        const book = await readBook(browser, options, file);
        judgeContrast(book);
        if (options.table) {
            printTable(book);
        }
        for (const fault of book.faults) {
            console.log(`${book.name}: ${fault.replace(/\s+/g, " ")}`);
        }
        faults += book.faults.size;
    }
} finally {
    await browser.close();
}
process.exitCode = faults > 0 ? 1 : 0;
