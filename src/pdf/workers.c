/* Enters: pages, listed images and planned fonts. Leaves: painted, deflated pages, packed images
 * and cut-down fonts. Jobs are taken in order, the longest first: images, fonts, pages. Every job
 * writes only to its own place and reads what no job changes, so the result does not depend on the
 * threads. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/stopwatch.h"
#include "pdf/deflate.h"
#include "pdf/font.h"
#include "pdf/image.h"
#include "pdf/paint.h"

enum { MAX_WORKERS = 8, PAGES_WORTH_A_THREAD = 8 };

struct crew {
    struct pdf_writer *writer;
    size_t job_count;
    atomic_size_t next_job;
};

static void paint_page(struct painter *painter, struct pdf_deflater *deflater, size_t index)
{
    const struct pdf_writer *writer = painter->writer;
    painter->painted = &writer->painted[index];
    buffer_clear(painter->out);
    pdf_paint_page(painter, &writer->pages->pages[index]);
    pdf_deflate(deflater, painter->out->data, painter->out->length, &painter->painted->content);
}

static void do_job(struct painter *painter, struct pdf_deflater *deflater, size_t job)
{
    const struct pdf_writer *writer = painter->writer;
    size_t images = writer->images.count, fonts = writer->pages->font_count;
    stopwatch_turn(job < images ? STATION_IMAGES : STATION_PAINT);
    if (job < images)
        pdf_pack_listed(painter->writer, job, deflater);
    else if (job < images + fonts)
        pdf_cut_subset(&writer->fonts[job - images]);
    else
        paint_page(painter, deflater, job - images - fonts);
}

static void *work(void *argument)
{
    struct crew *crew = argument;
    struct buffer out = {0};
    struct painter painter = {.writer = crew->writer, .out = &out};
    struct pdf_deflater *deflater = pdf_deflater_new();
    size_t job;
    enum station before = stopwatch_turn(STATION_PAINT);
    while ((job = atomic_fetch_add(&crew->next_job, 1)) < crew->job_count)
        do_job(&painter, deflater, job);
    stopwatch_turn(before);
    pdf_deflater_drop(deflater);
    vector_drop(&painter.tags);
    free(painter.scratch);
    buffer_drop(&out);
    return NULL;
}

static size_t count_helpers(size_t job_count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = processors < 1             ? 1
                     : processors > MAX_WORKERS ? MAX_WORKERS
                                                : (size_t)processors;
    size_t worth = 1 + job_count / PAGES_WORTH_A_THREAD;
    return (workers < worth ? workers : worth) - 1;
}

void pdf_paint_pages(struct pdf_writer *writer)
{
    const struct pages *pages = writer->pages;
    struct crew crew = {.writer = writer,
                        .job_count = writer->images.count + pages->font_count + pages->page_count};
    pthread_t threads[MAX_WORKERS];
    size_t wanted = count_helpers(crew.job_count), started = 0;
    writer->painted = ARENA_ARRAY(writer->arena, struct painted_page, pages->page_count);
    while (started < wanted && pthread_create(&threads[started], NULL, work, &crew) == 0)
        started++;
    work(&crew);
    while (started > 0)
        pthread_join(threads[--started], NULL);
}
