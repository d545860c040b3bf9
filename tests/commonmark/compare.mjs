// Compares our XHTML with what the examples of a CommonMark specification expect:
//
//     node compare.mjs PROGRAM SPEC
//
// Both sides are parsed as HTML fragments and written in one form, in which, as in the specification's own
// test runner, white space between blocks, runs of white space and the order of attributes do not count.
// Examples with raw HTML are compared after what we do to HTML on purpose was done to the expected side
// (see `cleanse`). Left out are examples marked "disabled", and GitHub's bare addresses and forbidden tags:
// --as-written makes no links of bare addresses, and no tag is forbidden, as none but ours ever comes out.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "tests/node_modules/"));
const { parseFragment } = await import(pathToFileURL(require.resolve("parse5")));

const BLOCKS = new Set(("address article aside blockquote dd details div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul").split(" "));
const HOLDS_TEXT = new Set("p h1 h2 h3 h4 h5 h6 pre dt summary li td th".split(" "));
const INLINES = new Set(("a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub " +
    "sup u var input").split(" "));
const LEFT_OUT = new Set(["disabled", "autolink", "tagfilter"]);
const DROPPED = new Set("script style".split(" "));
const KEPT_ATTRIBUTES = new Set("href src alt title id class start align type checked disabled".split(" "));

const element = (name, children) => ({ nodeName: name, tagName: name, attrs: [], childNodes: children });
const is_blank = node => node.nodeName === "#text" && /^\s*$/.test(node.value);
const is_inline = node => node.nodeName === "#text" || INLINES.has(node.tagName);

function unwrap_blocks(children) {
    const unwrapped = [];
    const end_line = () => {
        if (unwrapped.length > 0 && !unwrapped[unwrapped.length - 1].value?.endsWith("\n"))
            unwrapped.push({ nodeName: "#text", value: "\n" });
    };
    for (const child of children) {
        const is_block = BLOCKS.has(child.tagName);
        if (is_block)
            end_line();
        unwrapped.push(...(is_block ? child.childNodes : [child]));
        if (is_block)
            end_line();
    }
    return unwrapped;
}

// What we do to raw HTML on purpose: comments, scripts and styles go; of unknown elements only the content
// stays, of attributes the known ones; an element without content that only HTML's error recovery made goes;
// every image has an alternative text; text between blocks is a paragraph; a <pre> is a block of code, in which
// HTML allows no blocks: each is its content on lines of its own.
function cleanse(node, packs = true) {
    let children = [];
    for (const child of node.childNodes ?? []) {
        if (child.nodeName === "#comment" || DROPPED.has(child.tagName))
            continue;
        const is_known = child.nodeName === "#text" || BLOCKS.has(child.tagName) || INLINES.has(child.tagName);
        cleanse(child, is_known);
        children.push(...(is_known ? [child] : child.childNodes));
    }
    if (node.tagName)
        node.attrs = node.attrs.filter(a => KEPT_ATTRIBUTES.has(a.name));
    if (node.tagName === "pre")
        children = unwrap_blocks(children);
    if (node.tagName === "pre" && children.every(child => child.tagName !== "code"))
        children = [element("code", children)];
    for (const attribute of node.attrs ?? [])
        attribute.value = attribute.value.replace(/\s+/g, " ");
    if (node.tagName === "img" && !node.attrs.some(a => a.name === "alt"))
        node.attrs.push({ name: "alt", value: "" });
    children = children.filter(child => !is_hollow(child));
    const holds_text = HOLDS_TEXT.has(node.tagName) || INLINES.has(node.tagName) || node.nodeName === "#text";
    node.childNodes = holds_text || !packs ? children : pack(children);
}

// White space at the edges of a paragraph, however deep.
function trim(node) {
    const first = node.childNodes[0], last = node.childNodes[node.childNodes.length - 1];
    if (first?.nodeName === "#text")
        first.value = first.value.trimStart();
    else if (first?.childNodes)
        trim(first);
    if (last?.nodeName === "#text")
        last.value = last.value.trimEnd();
    else if (last?.childNodes)
        trim(last);
    return node;
}

// Runs of inlines become paragraphs.
function pack(children) {
    const packed = [];
    let run = [];
    const finish = () => {
        if (run.some(node => !is_blank(node)))
            packed.push(trim(element("p", run)));
        run = [];
    };
    for (const child of children) {
        if (is_inline(child)) {
            run.push(child);
        } else {
            finish();
            packed.push(child);
        }
    }
    finish();
    return packed;
}

// A link or an emphasis with nothing in it, such as error recovery opens again behind a paragraph, or a paragraph.
const is_hollow = node => (node.tagName === "p" || INLINES.has(node.tagName)) && !["br", "img", "input"].includes(node.tagName) &&
    node.childNodes.every(is_blank);

const escape_url = url => encodeURI(decodeURI(url.replace(/%(?![0-9A-Fa-f]{2})/g, "%25")));

function write(node, in_pre) {
    let out = "";
    for (const child of node.childNodes ?? []) {
        if (child.nodeName === "#text") {
            out += in_pre ? child.value : child.value.replace(/\s+/g, " ");
        } else if (child.nodeName === "#comment") {
            out += `<!--${child.data}-->`;
        } else {
            const attributes = child.attrs.map(a => ` ${a.name}="${a.value}"`).sort().join("");
            const edge = BLOCKS.has(child.tagName) ? "\u0001" : "";
            const content = write(child, in_pre || child.tagName === "pre");
            const inner = child.tagName === "pre" ? "" : edge;
            out += `${edge}<${child.tagName}${attributes}>${inner}${content}${inner}</${child.tagName}>${edge}`;
        }
    }
    return out;
}

const normalise = tree => write(tree, false).replace(/ *\u0001 */g, "").trim();

function urls_in_one_form(html) {
    return html.replace(/(href|src)="([^"]*)"/g, (whole, name, url) => {
        try {
            return `${name}="${escape_url(url)}"`;
        } catch {
            return whole;
        }
    });
}

function parse(html, is_raw) {
    const tree = parseFragment(html);
    if (is_raw)
        cleanse(tree);
    const text = normalise(tree);
    return is_raw ? urls_in_one_form(text).replace(/ *<br><\/br> */g, "<br>").replace(/(?<=> ) +/g, "") : text;
}

const [, , program, specification] = process.argv;
const folder = mkdtempSync(join(tmpdir(), "bifolio-commonmark."));
const pattern = /^`{32} example(?: (\w+))?\n([^]*?)^\.\n([^]*?)^`{32}$/gm;
const may_hold_html = markdown => /<[A-Za-z/!?]/.test(markdown);
let number = 0, left_out = 0, exact = 0, similar = 0;
const failures = [];
for (const [, kind, markdown, html] of readFileSync(specification, "utf8").matchAll(pattern)) {
    number++;
    if (LEFT_OUT.has(kind)) {
        left_out++;
        continue;
    }
    const source = markdown.replaceAll("→", "\t"), expected = html.replaceAll("→", "\t");
    const file = join(folder, "example.md");
    writeFileSync(file, source);
    const { stdout } = spawnSync(program, ["-q", "--as-written", "--dump", "xhtml", file], { encoding: "utf8" });
    if (parse(expected, false) === parse(stdout, false))
        exact++;
    else if (may_hold_html(source) && parse(expected, true) === parse(stdout, true))
        similar++;
    else
        failures.push(`example ${number}:\n  expected ${parse(expected, true)}\n  got      ${parse(stdout, true)}`);
}
rmSync(folder, { recursive: true });
console.log(`${number} examples: ${exact} match, ${similar} with raw HTML match but for what is removed on purpose,`,
    `${left_out} are left out, ${failures.length} differ`);
for (const line of failures)
    console.log(line);
process.exit(failures.length > 0 || exact === 0 ? 1 : 0);
