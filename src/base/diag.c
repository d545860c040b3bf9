/* Enters: findings from every stage. Leaves: lines for the terminal, sorted by place: files in the
 * order in which they were first named, then line, column, and order of report. Places in a text
 * that was put together from several files become places in these. */
#include "base/diag.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"
#include "base/vector.h"

enum { SHOWN_PER_CODE = 20 };

struct finding {
    enum severity severity;
    const char *code;
    struct position where;
    size_t file_rank, order;
    const char *message, *hint;
};

/* How often a code was seen; `printed` counts during diag_print(). */
struct code_count {
    const char *code;
    size_t printed;
};

struct line_map {
    const struct line_origin *origins;
    size_t count;
};

struct diag {
    pthread_mutex_t lock;
    struct arena *arena;
    VECTOR(struct finding) findings;
    VECTOR(const char *) files;
    struct map ranks;     /* file → its index in `files`, plus 1 */
    struct map line_maps; /* file → struct line_map * */
    size_t counts[SEVERITY_ERROR + 1];
};

struct diag *diag_new(void)
{
    struct diag *diag = memory_new(1, sizeof *diag);
    pthread_mutex_init(&diag->lock, NULL);
    diag->arena = arena_new();
    return diag;
}

void diag_drop(struct diag *diag)
{
    if (!diag)
        return;
    vector_drop(&diag->findings);
    vector_drop(&diag->files);
    map_drop(&diag->ranks);
    map_drop(&diag->line_maps);
    arena_drop(diag->arena);
    pthread_mutex_destroy(&diag->lock);
    free(diag);
}

/* Text from the source may hold control characters; a terminal must not obey them. */
static const char *copy_visible(struct arena *arena, const char *text)
{
    struct buffer visible = {0};
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 0x20 || byte == 0x7F)
            buffer_printf(&visible, "\\x%02X", byte);
        else
            buffer_put_char(&visible, *text);
    }
    const char *copy = arena_copy_string(arena, buffer_string(&visible));
    buffer_drop(&visible);
    return copy;
}

static size_t rank_file(struct diag *diag, const char *file)
{
    if (!file)
        return 0;
    size_t rank = (size_t)(uintptr_t)map_find(&diag->ranks, file);
    if (rank)
        return rank;
    vector_push(&diag->files, arena_copy_string(diag->arena, file));
    rank = diag->files.count;
    map_put(&diag->ranks, diag->files.items[rank - 1], (void *)(uintptr_t)rank);
    return rank;
}

/* ── Texts that were put together ────────────────────────────────────────────────────────────── */

void diag_map_lines(struct diag *diag, const char *file, const struct line_origin *origins,
                    size_t count)
{
    pthread_mutex_lock(&diag->lock);
    struct line_map *map = ARENA_NEW(diag->arena, struct line_map);
    map->origins = (const struct line_origin *)(const void *)arena_copy_bytes(
        diag->arena, origins, count * sizeof *origins);
    map->count = count;
    map_put(&diag->line_maps, arena_copy_string(diag->arena, file), map);
    pthread_mutex_unlock(&diag->lock);
}

/* The last origin that begins at this line or before. */
static const struct line_origin *find_origin(const struct line_map *map, int line)
{
    size_t low = 0, high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->origins[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &map->origins[low - 1] : NULL;
}

static struct position find_source(const struct diag *diag, struct position where)
{
    const struct line_map *map = where.file ? map_find(&diag->line_maps, where.file) : NULL;
    const struct line_origin *origin = map ? find_origin(map, where.line) : NULL;
    if (!origin || where.line < 1)
        return where;
    int column = where.column > origin->indent ? where.column - origin->indent : 0;
    return (struct position){origin->file, origin->from + where.line - origin->line, column};
}

/* ── Reporting ───────────────────────────────────────────────────────────────────────────────── */

static const char *format_message(struct diag *diag, const char *format, va_list arguments)
{
    char *raw = NULL;
    va_list print;
    va_copy(print, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    raw = memory_resize(NULL, (size_t)(length < 0 ? 0 : length) + 1, 1);
    raw[0] = '\0';
    if (length > 0)
        vsnprintf(raw, (size_t)length + 1, format, print);
    va_end(print);
    const char *visible = copy_visible(diag->arena, raw);
    free(raw);
    return visible;
}

void diag_report(struct diag *diag, enum severity severity, const char *code, struct position where,
                 const char *hint, const char *format, ...)
{
    va_list arguments;
    pthread_mutex_lock(&diag->lock);
    va_start(arguments, format);
    where = find_source(diag, where);
    struct finding finding = {.severity = severity, .code = code, .where = where};
    finding.file_rank = rank_file(diag, where.file);
    if (finding.file_rank)
        finding.where.file = diag->files.items[finding.file_rank - 1];
    finding.order = diag->findings.count;
    finding.message = format_message(diag, format, arguments);
    finding.hint = hint ? copy_visible(diag->arena, hint) : NULL;
    va_end(arguments);
    vector_push(&diag->findings, finding);
    diag->counts[severity]++;
    pthread_mutex_unlock(&diag->lock);
}

size_t diag_count(struct diag *diag, enum severity severity)
{
    pthread_mutex_lock(&diag->lock);
    size_t count = diag->counts[severity];
    pthread_mutex_unlock(&diag->lock);
    return count;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int by_file = compare_sizes(a->file_rank, b->file_rank);
    if (by_file)
        return by_file;
    if (a->where.line != b->where.line)
        return a->where.line < b->where.line ? -1 : 1;
    if (a->where.column != b->where.column)
        return a->where.column < b->where.column ? -1 : 1;
    return compare_sizes(a->order, b->order);
}

static void print_finding(FILE *stream, const struct finding *finding)
{
    static const char *const names[] = {"note", "warning", "error"};
    const struct position *where = &finding->where;
    fprintf(stream, "%s", where->file ? where->file : "bifolio");
    if (where->line > 0)
        fprintf(stream, ":%d", where->line);
    if (where->line > 0 && where->column > 0)
        fprintf(stream, ":%d", where->column);
    fprintf(stream, ": %s: %s [%s]\n", names[finding->severity], finding->message, finding->code);
    if (finding->hint)
        fprintf(stream, "    hint: %s\n", finding->hint);
}

typedef VECTOR(struct code_count) code_counts;

static struct code_count *count_code(code_counts *codes, const char *code)
{
    for (size_t i = 0; i < codes->count; i++)
        if (strcmp(codes->items[i].code, code) == 0)
            return &codes->items[i];
    vector_push(codes, (struct code_count){.code = code});
    return &codes->items[codes->count - 1];
}

static void print_rest(FILE *stream, const code_counts *codes)
{
    for (size_t i = 0; i < codes->count; i++)
        if (codes->items[i].printed > SHOWN_PER_CODE)
            fprintf(stream, "bifolio: %zu more of [%s]; -v shows them all\n",
                    codes->items[i].printed - SHOWN_PER_CODE, codes->items[i].code);
}

void diag_print(struct diag *diag, FILE *stream, enum severity least, bool all)
{
    pthread_mutex_lock(&diag->lock);
    code_counts codes = {0};
    if (diag->findings.count)
        qsort(diag->findings.items, diag->findings.count, sizeof *diag->findings.items,
              compare_findings);
    for (size_t i = 0; i < diag->findings.count; i++) {
        const struct finding *finding = &diag->findings.items[i];
        if (finding->severity < least)
            continue;
        if (++count_code(&codes, finding->code)->printed <= SHOWN_PER_CODE || all)
            print_finding(stream, finding);
    }
    if (!all)
        print_rest(stream, &codes);
    vector_drop(&codes);
    pthread_mutex_unlock(&diag->lock);
}
