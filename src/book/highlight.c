/* Enters: a tree with code blocks. Leaves: spans on those whose language is known.
 * Each block is parsed by tree-sitter (an error-tolerant GLR parser; Wagner 1998) and its grammar's
 * query says what the pieces are. Compiling a query takes up to 50 ms, so it is done only for
 * languages that occur, and workers do everything beside the other passes. What a grammar makes of
 * a block depends on nothing else, so the result does not depend on the threads. A block that is
 * too long or too tangled stays plain. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/stopwatch.h"
#include "book/highlight.h"
#include "book/passes.h"

/* tree-sitter counts the children of a node with 16 bits: a text must have fewer tokens, some of
 * which are empty. */
enum { MOST_WORKERS = 4, LONGEST_CODE = 32 * 1024 };

struct job {
    struct node *node;
    int language;
    bool failed;
    code_span_list spans;
};

/* A language's query, compiled by the first who needs it. */
struct compiled {
    pthread_mutex_t lock;
    bool tried;
    struct code_query *query;
};

struct highlighting {
    struct book *book;
    VECTOR(struct job) jobs;
    struct compiled compiled[CODE_LANGUAGES];
    atomic_size_t next_job;
    pthread_t threads[MOST_WORKERS];
    size_t thread_count;
};

/* ── A block ─────────────────────────────────────────────────────────────────────────────────── */

struct worker {
    struct highlighting *highlighting;
    TSParser *parser;
    TSQueryCursor *cursor;
    code_range_list ranges;
};

static const struct code_query *find_query(struct highlighting *highlighting, int language)
{
    struct compiled *compiled = &highlighting->compiled[language];
    pthread_mutex_lock(&compiled->lock);
    if (!compiled->tried)
        compiled->query = code_query_new(&code_languages[language]);
    compiled->tried = true;
    pthread_mutex_unlock(&compiled->lock);
    return compiled->query;
}

/* False when there is no use in this grammar, or none for this text. */
static bool paint_by_grammar(struct worker *worker, int language, struct painting *painting)
{
    const struct code_query *query = find_query(worker->highlighting, language);
    if (!query || !ts_parser_set_language(worker->parser, code_languages[language].grammar()))
        return false;
    TSTree *tree = parse_code(worker->parser, &worker->ranges, painting);
    if (!tree)
        return false;
    code_query_paint(query, worker->cursor, ts_tree_root_node(tree), painting);
    ts_tree_delete(tree);
    return true;
}

/* A string may go on behind the next prompt: then the prompt is painted once more. */
static void paint_program(struct worker *worker, struct job *job, struct painting *painting)
{
    job->failed = !paint_by_grammar(worker, job->language, painting);
    worker->ranges.count = 0;
    paint_code_session(painting, code_languages[job->language].session, &worker->ranges);
}

static void highlight(struct worker *worker, struct job *job)
{
    const struct code_language *language = &code_languages[job->language];
    struct painting painting = {.text = job->node->code.text,
                                .length = (uint32_t)strlen(job->node->code.text)};
    painting.classes = memory_resize(NULL, painting.length, 1);
    memset(painting.classes, CODE_PLAIN, painting.length);
    worker->ranges.count = 0;
    paint_code_session(&painting, language->session, &worker->ranges);
    if (language->grammar && worker->ranges.count)
        paint_program(worker, job, &painting);
    collect_code_spans(&painting, &job->spans);
    free(painting.classes);
}

static void *work(void *argument)
{
    struct highlighting *highlighting = argument;
    struct worker worker = {.highlighting = highlighting};
    enum station before = stopwatch_turn(STATION_COLOURS);
    size_t job;
    while ((job = atomic_fetch_add(&highlighting->next_job, 1)) < highlighting->jobs.count) {
        if (!worker.parser) {
            worker.parser = ts_parser_new();
            worker.cursor = ts_query_cursor_new();
        }
        highlight(&worker, &highlighting->jobs.items[job]);
    }
    if (worker.parser) {
        ts_parser_delete(worker.parser);
        ts_query_cursor_delete(worker.cursor);
    }
    vector_drop(&worker.ranges);
    stopwatch_turn(before);
    return NULL;
}

/* ── The book ────────────────────────────────────────────────────────────────────────────────── */

/* Each unknown word is told once. */
static void report_unknown(struct highlighting *highlighting, struct map *told,
                           const struct node *node)
{
    char word[32];
    put_code_language_word(word, sizeof word, node->code.language);
    if (map_find(told, word))
        return;
    map_put(told, arena_copy_string(highlighting->book->arena, word), highlighting);
    diag_report(highlighting->book->diag, SEVERITY_NOTE, "code-language", node->where, NULL,
                "code in \"%s\" stays plain: there is no grammar for it", word);
}

static void report_long(struct highlighting *highlighting, const struct node *node)
{
    diag_report(highlighting->book->diag, SEVERITY_NOTE, "code-length", node->where, NULL,
                "a code block of more than %d KB stays plain", LONGEST_CODE / 1024);
}

static void add_block(struct highlighting *highlighting, struct map *told, struct node *node)
{
    struct job job = {.node = node};
    if (!node->code.language || !node->code.text || !*node->code.text)
        return;
    job.language = find_code_language(node->code.language);
    if (job.language == CODE_UNKNOWN)
        report_unknown(highlighting, told, node);
    else if (job.language >= 0 && strnlen(node->code.text, LONGEST_CODE + 1) > LONGEST_CODE)
        report_long(highlighting, node);
    else if (job.language >= 0)
        vector_push(&highlighting->jobs, job);
}

static void add_blocks(struct highlighting *highlighting)
{
    struct map told = {0};
    struct walk walk = walk_start(highlighting->book->root);
    while (walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_CODE_BLOCK)
            add_block(highlighting, &told, walk.node);
    map_drop(&told);
}

/* One worker less than there are processors: the passes need one, too. */
static size_t count_workers(size_t jobs)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = processors <= 2 ? 1 : (size_t)processors - 1;
    if (workers > MOST_WORKERS)
        workers = MOST_WORKERS;
    return workers < jobs ? workers : jobs;
}

struct highlighting *start_highlighting(struct book *book)
{
    struct highlighting *highlighting = memory_new(1, sizeof *highlighting);
    highlighting->book = book;
    count_code_allocations();
    for (size_t i = 0; i < CODE_LANGUAGES; i++)
        pthread_mutex_init(&highlighting->compiled[i].lock, NULL);
    add_blocks(highlighting);
    size_t wanted = count_workers(highlighting->jobs.count);
    pthread_t *threads = highlighting->threads;
    while (highlighting->thread_count < wanted &&
           pthread_create(&threads[highlighting->thread_count], NULL, work, highlighting) == 0)
        highlighting->thread_count++;
    return highlighting;
}

static void publish_spans(const struct highlighting *highlighting, struct job *job)
{
    if (job->failed)
        diag_report(highlighting->book->diag, SEVERITY_NOTE, "code-plain", job->node->where, NULL,
                    "this code stays plain: the grammar of %s makes nothing of it",
                    code_languages[job->language].name);
    size_t bytes = job->spans.count * sizeof *job->spans.items;
    if (job->spans.count)
        job->node->code.spans = (const struct code_span *)arena_copy_bytes(
            highlighting->book->arena, job->spans.items, bytes);
    job->node->code.span_count = job->spans.count;
    vector_drop(&job->spans);
}

void finish_highlighting(struct highlighting *highlighting)
{
    work(highlighting);
    while (highlighting->thread_count > 0)
        pthread_join(highlighting->threads[--highlighting->thread_count], NULL);
    for (size_t i = 0; i < highlighting->jobs.count; i++)
        publish_spans(highlighting, &highlighting->jobs.items[i]);
    for (size_t i = 0; i < CODE_LANGUAGES; i++) {
        code_query_drop(highlighting->compiled[i].query);
        pthread_mutex_destroy(&highlighting->compiled[i].lock);
    }
    vector_drop(&highlighting->jobs);
    free(highlighting);
}
