/* Enters: the info string of a code block. Leaves: the language it names. The grammars are
 * tree-sitter's, compiled from their packages, and so are the queries, which the Makefile turns
 * into arrays of bytes. A language is known by the names that GitHub knows it by; mdBook's and
 * Pandoc's additions ("rust,ignore", "{.python}") are cut away. */
#include "book/highlight.h"

#include <string.h>

#include "highlight_queries.h"

#define GRAMMARS(use)                                                                              \
    use(bash) use(c) use(cpp) use(css) use(go) use(html) use(java) use(javascript) use(json)       \
        use(python) use(ruby) use(rust) use(sql) use(toml) use(tsx) use(typescript) use(yaml)
#define DECLARE(name) const TSLanguage *tree_sitter_##name(void);
GRAMMARS(DECLARE)

#define GRAMMAR(name) tree_sitter_##name, query_##name

const struct code_language code_languages[CODE_LANGUAGES] = {
    {"bash", GRAMMAR(bash), SESSION_SCRIPT},
    {"c", GRAMMAR(c), SESSION_NONE},
    {"console", GRAMMAR(bash), SESSION_SHELL},
    {"cpp", GRAMMAR(cpp), SESSION_NONE},
    {"css", GRAMMAR(css), SESSION_NONE},
    {"diff", NULL, NULL, SESSION_DIFF},
    {"go", GRAMMAR(go), SESSION_NONE},
    {"html", GRAMMAR(html), SESSION_NONE},
    {"java", GRAMMAR(java), SESSION_NONE},
    {"javascript", GRAMMAR(javascript), SESSION_NONE},
    {"json", GRAMMAR(json), SESSION_NONE},
    {"python", GRAMMAR(python), SESSION_PYTHON},
    {"ruby", GRAMMAR(ruby), SESSION_NONE},
    {"rust", GRAMMAR(rust), SESSION_NONE},
    {"sql", GRAMMAR(sql), SESSION_NONE},
    {"toml", GRAMMAR(toml), SESSION_NONE},
    {"traceback", NULL, NULL, SESSION_TRACEBACK},
    {"tsx", GRAMMAR(tsx), SESSION_NONE},
    {"typescript", GRAMMAR(typescript), SESSION_NONE},
    {"xhtml", GRAMMAR(html), SESSION_NONE},
    {"yaml", GRAMMAR(yaml), SESSION_NONE},
};

/* NULL for the language: meant to be plain. */
static const struct alias {
    const char *name, *language;
} aliases[] = {
    {"sh", "bash"},
    {"shell", "bash"},
    {"zsh", "bash"},
    {"ksh", "bash"},
    {"shellscript", "bash"},
    {"shell-script", "bash"},
    {"shell-session", "console"},
    {"shellsession", "console"},
    {"sh-session", "console"},
    {"bash-session", "console"},
    {"terminal", "console"},
    {"h", "c"},
    {"c++", "cpp"},
    {"cc", "cpp"},
    {"cxx", "cpp"},
    {"hpp", "cpp"},
    {"hxx", "cpp"},
    {"patch", "diff"},
    {"udiff", "diff"},
    {"golang", "go"},
    {"htm", "html"},
    {"xml", "xhtml"},
    {"svg", "xhtml"},
    {"js", "javascript"},
    {"jsx", "javascript"},
    {"mjs", "javascript"},
    {"cjs", "javascript"},
    {"node", "javascript"},
    {"jsonc", "json"},
    {"geojson", "json"},
    {"py", "python"},
    {"py3", "python"},
    {"python2", "python"},
    {"python3", "python"},
    {"pycon", "python"},
    {"python-console", "python"},
    {"pytb", "traceback"},
    {"py3tb", "traceback"},
    {"python-traceback", "traceback"},
    {"rb", "ruby"},
    {"rs", "rust"},
    {"postgresql", "sql"},
    {"postgres", "sql"},
    {"pgsql", "sql"},
    {"mysql", "sql"},
    {"sqlite", "sql"},
    {"sqlite3", "sql"},
    {"plsql", "sql"},
    {"tsql", "sql"},
    {"ts", "typescript"},
    {"mts", "typescript"},
    {"cts", "typescript"},
    {"yml", "yaml"},
    {"text", NULL},
    {"txt", NULL},
    {"plain", NULL},
    {"plaintext", NULL},
    {"plain-text", NULL},
    {"text-plain", NULL},
    {"none", NULL},
    {"nohighlight", NULL},
    {"no-highlight", NULL},
    {"output", NULL},
    {"ascii", NULL},
    {"log", NULL},
    {"math", NULL},
};

/* ── The word ────────────────────────────────────────────────────────────────────────────────── */

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || strchr("+#-_", byte);
}

void put_code_language_word(char *word, size_t size, const char *info)
{
    size_t length = 0;
    info += strspn(info, " \t{.");
    for (; *info && is_name_byte(*info) && length + 1 < size; info++)
        word[length++] = (char)(*info >= 'A' && *info <= 'Z' ? *info + 'a' - 'A' : *info);
    word[length] = '\0';
}

/* ── The language ────────────────────────────────────────────────────────────────────────────── */

static int find_name(const char *name)
{
    for (int i = 0; i < CODE_LANGUAGES; i++)
        if (strcmp(code_languages[i].name, name) == 0)
            return i;
    return CODE_UNKNOWN;
}

int find_code_language(const char *info)
{
    char word[32];
    put_code_language_word(word, sizeof word, info);
    if (!*word)
        return CODE_PLAIN_TEXT;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].name, word) == 0)
            return aliases[i].language ? find_name(aliases[i].language) : CODE_PLAIN_TEXT;
    return find_name(word);
}
