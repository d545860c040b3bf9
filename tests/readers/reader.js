// Runs in the page beside epub.js: one reader with one open book. epub.js turns pages by CSS columns,
// as most readers do, and lays its themes over the book's own sheet by styles of <body>.
"use strict";

const reader = {};

// Text on ground, as readers set them: white; sepia; the dark of phones, of e-ink, and grey.
const THEMES = {
    light: ["#000000", "#ffffff"],
    sepia: ["#5b4636", "#f4ecd8"],
    dark: ["#b0b0b0", "#121212"],
    black: ["#ffffff", "#000000"],
    grey: ["#c8c8c8", "#4a4a4c"],
};

reader.open = async (bytes, settings) => {
    reader.book = ePub(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)).buffer);
    const place = document.createElement("div");
    place.style.cssText = `width: ${innerWidth}px; height: ${innerHeight}px`;
    document.body.replaceChildren(place);
    reader.view = reader.book.renderTo(place, { width: innerWidth, height: innerHeight, spread: "none" });
    await reader.view.display();
    if (settings.fontSize) {
        reader.view.themes.fontSize(settings.fontSize);
    }
    for (const [property, value] of Object.entries(settings.overrides || {})) {
        reader.view.themes.override(property, value, true);
    }
    await reader.book.loaded.navigation;
};

reader.close = () => {
    reader.book.destroy();
    document.body.replaceChildren();
};

reader.sections = () => reader.book.spine.spineItems.map((item) => item.href);

reader.entries = () => {
    const flat = (entries) => entries.flatMap((entry) => [entry.href, ...flat(entry.subitems)]);
    return flat(reader.book.navigation.toc);
};

reader.chapter = () => reader.view.getContents()[0].document;

// Settles what epub.js leaves to timers: the theme's styles, the fonts, the layout.
const settle = () =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

reader.show = async (address) => {
    await reader.view.display(address);
    await reader.chapter().fonts.ready;
    await settle();
};

reader.pages = () => {
    const frame = reader.chapter().defaultView.frameElement.getBoundingClientRect();
    return Math.round(frame.width / reader.page().step);
};

reader.turn = async () => {
    await reader.view.next();
    await settle();
};

reader.dress = async (theme) => {
    const [color, background] = THEMES[theme];
    reader.view.themes.override("color", color, true);
    reader.view.themes.override("background", background, true);
    document.body.style.background = background;
    await settle();
};

// Whether the target of an address is on the page that is shown: "" or what is wrong.
reader.lands = (address) => {
    const id = decodeURIComponent(address.split("#")[1] || "");
    const chapter = reader.chapter();
    const target = id ? chapter.getElementById(id) : chapter.body.firstElementChild;
    if (!target) {
        return `there is no element ${id}`;
    }
    const frame = chapter.defaultView.frameElement.getBoundingClientRect();
    const rect = [...target.getClientRects()][0];
    if (!rect) {
        return `${id} is not displayed`;
    }
    const [x, y] = [frame.left + rect.left, frame.top + rect.top];
    const isSeen = x > -1 && x < innerWidth && y > -1 && y < innerHeight;
    return isSeen ? "" : `${id} stands at ${Math.round(x)}, ${Math.round(y)}`;
};

// The chapter's columns: where the first begins, how wide each is, how far from one to the next.
reader.page = () => {
    const body = reader.chapter().body;
    const style = getComputedStyle(body);
    const [left, right] = [parseFloat(style.paddingLeft), parseFloat(style.paddingRight)];
    const width = body.getBoundingClientRect().width - left - right;
    return { left, width, step: width + parseFloat(style.columnGap) };
};

reader.measure = () => {
    const chapter = reader.chapter();
    return { contrast: measures.measureContrast(chapter), bars: measures.measureBars(chapter) };
};

reader.widths = () => measures.measureWidths(reader.chapter(), reader.page());

reader.THEMES = Object.keys(THEMES);
window.reader = reader;
