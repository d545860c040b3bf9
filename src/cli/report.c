/* Enters: the options, the book, the diagnostics. Leaves: names of outputs, the book's date, lines
 * on the terminal, the exit status. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/utf8.h"
#include "cli/cli.h"
#include "image/image.h"
#include "style/style.h"

enum { MAX_NAME = 100 }; /* bytes of a file name made from a title */

void cli_override_metadata(const struct options *options, struct book *book)
{
    struct metadata *meta = &book->meta;
    if (options->title)
        meta->title = options->title;
    if (options->lang)
        meta->lang = options->lang;
    if (options->date)
        meta->date = options->date;
    if (options->edition)
        meta->version = options->edition;
    if (options->author) {
        meta->authors = ARENA_ARRAY(book->arena, const char *, 1);
        meta->authors[0] = options->author;
        meta->author_count = 1;
    }
}

/* Runs of hyphens, which a heading's id may have, become one; what is left is cut at a character's
 * boundary. */
static void tidy_name(char *name)
{
    size_t kept = 0;
    for (const char *cursor = name; *cursor; cursor++)
        if (*cursor != '-' || (kept > 0 && name[kept - 1] != '-'))
            name[kept++] = *cursor;
    if (kept > MAX_NAME)
        for (kept = MAX_NAME; (name[kept] & 0xC0) == 0x80;)
            kept--;
    if (kept > 0 && name[kept - 1] == '-')
        kept--;
    name[kept] = '\0';
}

void cli_name_outputs(struct options *options, const struct book *book, struct arena *arena)
{
    if (options->output_count > 0)
        return;
    char *stem = book_slug(arena, book->meta.title);
    tidy_name(stem);
    if (!*stem)
        stem = "book";
    options->outputs = ARENA_ARRAY(arena, const char *, 2);
    options->outputs[0] = arena_printf(arena, "%s.pdf", stem);
    options->outputs[1] = arena_printf(arena, "%s.epub", stem);
    options->output_count = 2;
}

static time_t newer(time_t newest, const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && status.st_mtime > newest ? status.st_mtime : newest;
}

static time_t find_newest(const struct book *book, const struct stylesheet *sheet)
{
    time_t newest = 0;
    size_t style_count;
    const char *const *styles = style_author_files(sheet, &style_count);
    for (size_t i = 0; i < book->source_count; i++)
        newest = newer(newest, book->sources[i]);
    for (size_t i = 0; i < book->image_count; i++)
        newest = newer(newest, book->images[i]->path);
    for (size_t i = 0; i < style_count; i++)
        newest = newer(newest, styles[i]);
    return newest;
}

/* SOURCE_DATE_EPOCH as a time; false when it is not set or (reported) is no number that a year of
 * four digits can hold. */
static bool read_epoch(time_t *seconds, struct diag *diag)
{
    const long long last = 253402300799; /* 9999-12-31T23:59:59Z */
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text)
        return false;
    size_t digits = strspn(text, "0123456789");
    *seconds = digits < 13 ? (time_t)strtoll(text, NULL, 10) : 0;
    if (!text[digits] && digits < 13 && *seconds <= last)
        return true;
    diag_report(diag, SEVERITY_WARNING, "source-date-epoch", (struct position){0},
                "it counts seconds since 1970, as 'git log -1 --format=%ct' prints them",
                "SOURCE_DATE_EPOCH is \"%s\", which is no time; it means nothing here", text);
    return false;
}

const char *cli_modified(struct arena *arena, const struct book *book,
                         const struct stylesheet *sheet, struct diag *diag)
{
    time_t seconds;
    if (!read_epoch(&seconds, diag))
        seconds = find_newest(book, sheet);
    struct tm utc = {0};
    gmtime_r(&seconds, &utc);
    return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                        utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/* What makes a run fail is told, however quiet it is to be. */
static enum severity least_printed(const struct options *options)
{
    if (!options->quiet)
        return SEVERITY_NOTE;
    return options->strict ? SEVERITY_WARNING : SEVERITY_ERROR;
}

enum exit_status cli_finish(const struct options *options, struct diag *diag,
                            enum exit_status status)
{
    diag_print(diag, stderr, least_printed(options), options->verbose);
    if (status != EXIT_DONE)
        return status;
    bool failed = diag_count(diag, SEVERITY_ERROR) > 0 ||
                  (options->strict && diag_count(diag, SEVERITY_WARNING) > 0);
    return failed ? EXIT_BAD_INPUT : EXIT_DONE;
}
