/* Enters: a completed book, its stylesheet. Leaves: a cover. Drawing takes as long as writing a
 * small book, so it has a thread; without one it is drawn at once. */
#include "cli/cover.h"

#include <pthread.h>

#include "cli/cli.h"
#include "text/text.h"

struct cover_job {
    const struct book *book;
    struct diag *diag;
    struct cover_colors colors;
    const char *font_folder;
    pthread_t thread;
    bool is_running, is_drawn;
    struct epub_cover cover;
};

/* What no font has is told where the title page is laid out; nothing is told twice. */
static void *draw(void *argument)
{
    struct cover_job *job = argument;
    struct diag *unheard = diag_new();
    struct fonts *fonts = fonts_open(job->font_folder, unheard);
    job->is_drawn = fonts && epub_draw_cover(job->book, &job->colors, fonts, &job->cover);
    fonts_drop(fonts);
    diag_drop(unheard);
    return NULL;
}

struct cover_job *cover_begin(struct arena *arena, const struct book *book,
                              const struct stylesheet *sheet, struct diag *diag)
{
    struct cover_job *job = ARENA_NEW(arena, struct cover_job);
    *job = (struct cover_job){.book = book, .diag = diag};
    job->colors = style_cover_colors(sheet, arena);
    job->font_folder = cli_find_resources(arena, "fonts", diag);
    if (!job->font_folder)
        return job;
    job->is_running = pthread_create(&job->thread, NULL, draw, job) == 0;
    if (!job->is_running)
        draw(job);
    return job;
}

static void join(struct cover_job *job)
{
    if (job->is_running)
        pthread_join(job->thread, NULL);
    job->is_running = false;
}

const struct epub_cover *cover_wait(void *context)
{
    struct cover_job *job = context;
    join(job);
    if (job->is_drawn)
        return &job->cover;
    if (job->font_folder)
        diag_report(job->diag, SEVERITY_ERROR, "cover", (struct position){0},
                    "give one with \"cover:\" in the front matter", "the cover cannot be drawn");
    return NULL;
}

void cover_end(struct cover_job *job)
{
    if (!job)
        return;
    join(job);
    buffer_drop(&job->cover.svg);
    buffer_drop(&job->cover.png);
}
