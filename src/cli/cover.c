/* Enters: a book, later two colours. Leaves: a cover, by two tasks one after the other: one
 * sketches, the other waits for it and colours. */
#include "cli/cover.h"

#include "base/task.h"
#include "cli/cli.h"
#include "text/text.h"

struct cover_job {
    const struct book *book;
    struct diag *diag;
    const char *font_folder; /* NULL (reported): it is not there */
    struct task sketching, coloring;
    struct cover_sketch *sketch; /* NULL: it cannot be drawn */
    struct cover_colors colors;
    struct epub_cover cover;
    bool is_drawn;
};

/* What no font has is told where the title page is laid out; nothing is told twice. */
static void *draw_sketch(void *argument)
{
    struct cover_job *job = argument;
    struct diag *unheard = diag_new();
    struct fonts *fonts = fonts_open(job->font_folder, unheard);
    if (fonts)
        job->sketch = epub_sketch_cover(job->book, fonts);
    fonts_drop(fonts);
    diag_drop(unheard);
    return NULL;
}

static void *color_sketch(void *argument)
{
    struct cover_job *job = argument;
    task_join(&job->sketching);
    job->is_drawn = job->sketch && epub_color_cover(job->sketch, &job->colors, &job->cover);
    return NULL;
}

struct cover_job *cover_begin(struct arena *arena, const struct book *book, struct diag *diag)
{
    struct cover_job *job = ARENA_NEW(arena, struct cover_job);
    *job = (struct cover_job){.book = book, .diag = diag};
    job->font_folder = cli_find_resources(arena, "fonts", diag);
    if (job->font_folder)
        task_start(&job->sketching, draw_sketch, job);
    return job;
}

void cover_color(struct cover_job *job, struct cover_colors colors)
{
    job->colors = colors;
    task_start(&job->coloring, color_sketch, job);
}

const struct epub_cover *cover_wait(void *context)
{
    struct cover_job *job = context;
    task_join(&job->coloring);
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
    task_join(&job->coloring);
    task_join(&job->sketching);
    epub_drop_sketch(job->sketch);
    buffer_drop(&job->cover.svg);
    buffer_drop(&job->cover.png);
}
