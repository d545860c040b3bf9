/* Enters: a pattern file of libhyphen's. Leaves: Liang's levels between the letters of a word
 * (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983).
 *
 * The patterns are a linked trie over bytes: a node has a first child and a next sibling; the first
 * byte is looked up directly. This is our own reader because libhyphen's takes 9 ms for English and
 * 2 s for German, longer than a whole book may take; the trie takes 1.5 ms and 17 ms. Patterns that
 * change the spelling (Schiff-fahrt: they hold a '/') are left out: the typesetter divides words,
 * it does not respell them. */
#include "text/patterns.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vector.h"

enum { PATTERN_MAX = 64 };

/* Index 0 is no node. */
struct trie_node {
    uint32_t sibling, child;
    uint32_t levels; /* offset into patterns.levels of a count and that many levels; 0: none */
    char byte;
};

struct patterns {
    VECTOR(struct trie_node) nodes;
    VECTOR(unsigned char) levels;
    uint32_t roots[256];
};

/* A pattern taken apart: "a1bc2" is the bytes "abc" with levels 0 1 0 2, one before each byte and
 * one at the end. */
struct pattern {
    char bytes[PATTERN_MAX];
    unsigned char levels[PATTERN_MAX + 1];
    size_t length;
};

/* ── Reading ─────────────────────────────────────────────────────────────────────────────────── */

/* False for what is no plain pattern: empty, a comment, a keyword such as LEFTHYPHENMIN, one that
 * respells, or too long. */
static bool parse_pattern(const char *text, size_t length, struct pattern *pattern)
{
    *pattern = (struct pattern){.length = 0};
    for (size_t i = 0; i < length; i++) {
        char byte = text[i];
        if (byte >= '0' && byte <= '9') {
            pattern->levels[pattern->length] = (unsigned char)(byte - '0');
            continue;
        }
        if ((byte >= 'A' && byte <= 'Z') || strchr(" \t/%#", byte) ||
            pattern->length == PATTERN_MAX)
            return false;
        pattern->bytes[pattern->length++] = byte;
    }
    return pattern->length > 0;
}

static uint32_t add_node(struct patterns *patterns, char byte, uint32_t sibling)
{
    vector_push(&patterns->nodes, (struct trie_node){.byte = byte, .sibling = sibling});
    return (uint32_t)(patterns->nodes.count - 1);
}

static uint32_t find_sibling(const struct patterns *patterns, uint32_t node, char byte)
{
    while (node && patterns->nodes.items[node].byte != byte)
        node = patterns->nodes.items[node].sibling;
    return node;
}

/* Files are roughly sorted: a new child comes first, so the one last added is found at once. */
static uint32_t find_or_add_child(struct patterns *patterns, uint32_t parent, char byte)
{
    uint32_t first = patterns->nodes.items[parent].child;
    uint32_t child = find_sibling(patterns, first, byte);
    if (!child) {
        child = add_node(patterns, byte, first);
        patterns->nodes.items[parent].child = child;
    }
    return child;
}

static uint32_t add_levels(struct patterns *patterns, const struct pattern *pattern)
{
    uint32_t offset = (uint32_t)patterns->levels.count;
    vector_push(&patterns->levels, (unsigned char)(pattern->length + 1));
    for (size_t i = 0; i <= pattern->length; i++)
        vector_push(&patterns->levels, pattern->levels[i]);
    return offset;
}

static void add_pattern(struct patterns *patterns, const struct pattern *pattern)
{
    uint32_t *root = &patterns->roots[(unsigned char)pattern->bytes[0]];
    if (!*root)
        *root = add_node(patterns, pattern->bytes[0], 0);
    uint32_t node = *root;
    for (size_t i = 1; i < pattern->length; i++)
        node = find_or_add_child(patterns, node, pattern->bytes[i]);
    patterns->nodes.items[node].levels = add_levels(patterns, pattern);
}

static size_t measure_line(const char *line, size_t length)
{
    const char *end = memchr(line, '\n', length);
    return end ? (size_t)(end - line) : length;
}

struct patterns *patterns_new(const char *text, size_t length)
{
    struct patterns *patterns = memory_new(1, sizeof *patterns);
    add_node(patterns, 0, 0);
    vector_push(&patterns->levels, 0);
    for (size_t start = measure_line(text, length) + 1; start < length;) {
        size_t line = measure_line(text + start, length - start), kept = line;
        if (kept && text[start + kept - 1] == '\r')
            kept--;
        struct pattern pattern;
        if (parse_pattern(text + start, kept, &pattern))
            add_pattern(patterns, &pattern);
        start += line + 1;
    }
    return patterns;
}

void patterns_drop(struct patterns *patterns)
{
    if (!patterns)
        return;
    vector_drop(&patterns->nodes);
    vector_drop(&patterns->levels);
    free(patterns);
}

/* ── Matching ────────────────────────────────────────────────────────────────────────────────── */

/* levels[i] stands after byte i; a pattern's first level stands before its first byte. */
static void raise_levels(const unsigned char *pattern, size_t start, unsigned char *levels)
{
    size_t count = *pattern++;
    for (size_t i = 0; i < count; i++)
        if (start + i > 0 && pattern[i] > levels[start + i - 1])
            levels[start + i - 1] = pattern[i];
}

void patterns_match(const struct patterns *patterns, const char *word, size_t length,
                    unsigned char *levels)
{
    for (size_t start = 0; start < length; start++) {
        uint32_t node = patterns->roots[(unsigned char)word[start]];
        for (size_t i = start; node;) {
            const struct trie_node *found = &patterns->nodes.items[node];
            if (found->levels)
                raise_levels(&patterns->levels.items[found->levels], start, levels);
            if (++i == length)
                break;
            node = find_sibling(patterns, found->child, word[i]);
        }
    }
}
