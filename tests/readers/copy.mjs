// Copies a PDF's text as pdf.js has it, in headless Chromium: each page's text layer is made, selected as a
// whole, and printed, with a form feed behind each page.
//
//   node tests/readers/copy.mjs FILE.pdf > TEXT
import fs from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";
import { findChromium } from "./chromium.mjs";

const HOST = "http://reader.invalid/";
const require = createRequire(import.meta.url);
const files = {
    "": "<!DOCTYPE html><meta charset='utf-8'><style>div { white-space: pre }</style>",
    "pdf.mjs": fs.readFileSync(require.resolve("pdfjs-dist/build/pdf.min.mjs")),
    "pdf.worker.mjs": fs.readFileSync(require.resolve("pdfjs-dist/build/pdf.worker.min.mjs")),
    "book.pdf": fs.readFileSync(process.argv[2]),
};

// The page's only files are pdf.js and the book; nothing is fetched from a network.
async function openPage(browser) {
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(error.message));
    await page.setRequestInterception(true);
    page.on("request", (request) => {
        const name = request.url().replace(HOST, "");
        const contentType = name.endsWith(".mjs") ? "text/javascript" : name ? "application/pdf" : "text/html";
        if (name in files) {
            request.respond({ body: files[name], contentType });
        } else if (/^(blob|data):/.test(name)) {
            request.continue();
        } else {
            request.respond({ status: 404, body: "" });
        }
    });
    await page.goto(HOST);
    return page;
}

// What selecting all of each page and copying it gives.
async function copyPages() {
    const pdfjs = await import("http://reader.invalid/pdf.mjs");
    pdfjs.GlobalWorkerOptions.workerSrc = "http://reader.invalid/pdf.worker.mjs";
    const book = await pdfjs.getDocument({ url: "http://reader.invalid/book.pdf", disableRange: true }).promise;
    const pages = [];
    for (let number = 1; number <= book.numPages; number++) {
        const page = await book.getPage(number);
        const container = document.createElement("div");
        document.body.replaceChildren(container);
        const textContentSource = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
        const layer = new pdfjs.TextLayer({ textContentSource, container, viewport: page.getViewport({ scale: 1 }) });
        await layer.render();
        document.getSelection().selectAllChildren(container);
        pages.push(document.getSelection().toString());
    }
    return pages;
}

const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
    protocolTimeout: 600000,
});
try {
    const page = await openPage(browser);
    const pages = await page.evaluate(copyPages);
    process.stdout.write(pages.map((text) => text + "\n\f").join(""));
} finally {
    await browser.close();
}
