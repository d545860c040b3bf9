// Runs in the page beside epub.js. Enters: the document of a chapter as the reader shows it. Leaves: the
// contrast of each run of text with the ground it stands on (WCAG 2.2, 1.4.3), and what sticks out of
// its page. Colours are taken from the computed styles: what a reader overrode counts, too.
"use strict";

// ── Colours: [red, green, blue, alpha], 0 … 255, alpha 0 … 1 ──────────────────────────────────────

const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const colours = new Map();

// Any syntax that the engine knows; those with alpha are always written as rgba() by it.
function readColour(text) {
    if (!colours.has(text)) {
        const numbers = /^rgba?\(/.test(text) ? text.match(/[\d.]+/g).map(Number) : null;
        canvas.fillStyle = text;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = numbers || canvas.getImageData(0, 0, 1, 1).data;
        colours.set(text, [red, green, blue, numbers?.[3] ?? 1]);
    }
    return colours.get(text);
}

function mix(over, under, alpha) {
    return [0, 1, 2].map((i) => over[i] * alpha + under[i] * (1 - alpha));
}

function luminance(colour) {
    const [red, green, blue] = colour.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
}

// What is seen where `ink` (null: nothing) is laid on the innermost of `elements`, outermost first: each
// paints its ground on what lies behind it, then all of it is let through as its opacity says.
function paint(elements, ink, behind) {
    if (elements.length === 0) {
        return ink ? mix(ink, behind, ink[3]) : behind;
    }
    const style = getComputedStyle(elements[0]);
    const ground = readColour(style.backgroundColor);
    const seen = paint(elements.slice(1), ink, mix(ground, behind, ground[3]));
    return mix(seen, behind, Number(style.opacity));
}

function ancestors(element) {
    const elements = [];
    for (let node = element; node && node.nodeType === Node.ELEMENT_NODE; node = node.parentNode) {
        elements.unshift(node);
    }
    return elements;
}

// ── Where things stand ───────────────────────────────────────────────────────────────────────────

function name(element) {
    const classes = [...element.classList].map((word) => `.${word}`).join("");
    return element.localName + classes;
}

function isShown(element) {
    return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
}

function textNodes(body) {
    const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
        if (walker.currentNode.data.trim() && isShown(walker.currentNode.parentElement)) {
            nodes.push(walker.currentNode);
        }
    }
    return nodes;
}

// A page is one column of epub.js; a rectangle must lie within one. `page`: {step, left, width}.
function sticksOut(rect, page) {
    const slack = 1;
    const offset = rect.left - page.left + slack;
    const left = (((offset % page.step) + page.step) % page.step) - slack;
    return rect.width > 0.5 && left + rect.width > page.width + slack;
}

// ── What the harness asks ────────────────────────────────────────────────────────────────────────

// The lowest contrast for each way in which text is set: {"pre.language-c > span.hl-type": [ratio, text]}.
// Bars of alerts, which tell the kind, are measured as well: they need 3:1 (1.4.11).
function measureContrast(chapter) {
    const worst = {};
    const note = (key, ratio, sample) => {
        if (!worst[key] || ratio < worst[key][0]) {
            worst[key] = [ratio, sample];
        }
    };
    for (const node of textNodes(chapter.body)) {
        const elements = ancestors(node.parentElement);
        const ink = readColour(getComputedStyle(node.parentElement).color);
        const ratio = contrast(paint(elements, ink, [255, 255, 255]), paint(elements, null, [255, 255, 255]));
        const block = node.parentElement.closest("pre, table, aside, blockquote, nav, h1, h2, h3, h4, li, p");
        const own = name(node.parentElement);
        note(block && block !== node.parentElement ? `${name(block)} > ${own}` : own, ratio,
            node.data.trim().slice(0, 40));
    }
    return worst;
}

function measureBars(chapter) {
    const worst = {};
    for (const element of chapter.body.querySelectorAll(".alert")) {
        const behind = paint(ancestors(element.parentElement), null, [255, 255, 255]);
        const style = getComputedStyle(element);
        const side = style.direction === "rtl" ? "Right" : "Left";
        const ink = readColour(style[`border${side}Color`]);
        worst[`bar of ${name(element)}`] = [contrast(mix(ink, behind, ink[3]), behind), style[`border${side}Color`]];
    }
    return worst;
}

// What is wider than its page, or is cut by its own box.
function measureWidths(chapter, page) {
    const found = new Set();
    for (const element of chapter.body.querySelectorAll("pre, table, img, svg, figure, aside, li, td, th")) {
        const isOut = [...element.getClientRects()].some((rect) => sticksOut(rect, page));
        if (isOut || element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 &&
            getComputedStyle(element).display !== "inline") {
            found.add(`${name(element)}: ${element.textContent.trim().slice(0, 50)}`);
        }
    }
    for (const node of textNodes(chapter.body)) {
        for (const word of node.data.matchAll(/\S+/g)) {
            const range = chapter.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            if ([...range.getClientRects()].some((rect) => sticksOut(rect, page))) {
                found.add(`text in ${name(node.parentElement)}: ${word[0].slice(0, 50)}`);
            }
        }
    }
    return [...found];
}

window.measures = { measureContrast, measureBars, measureWidths };
