/* Enters: what station each thread is at. Leaves: lines of text, for a person or tests/bench.py.
 * Each turn charges the CPU time of the thread since its last one to the station it leaves, so
 * stations that interleave, paragraph by paragraph, or work in several threads add up. */
#include "base/stopwatch.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

static bool running;
static int64_t wall_start;
static _Atomic int64_t totals[STATION_COUNT]; /* nanoseconds */
static _Thread_local enum station current;
static _Thread_local int64_t since;

static int64_t read_clock(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void stopwatch_start(void)
{
    running = true;
    wall_start = read_clock(CLOCK_MONOTONIC);
}

enum station stopwatch_turn(enum station station)
{
    if (!running)
        return STATION_NONE;
    enum station before = current;
    int64_t now = read_clock(CLOCK_THREAD_CPUTIME_ID);
    if (before != STATION_NONE)
        atomic_fetch_add(&totals[before], now - since);
    current = station;
    since = now;
    return before;
}

static void print_time(FILE *file, const char *name, int64_t nanoseconds)
{
    fprintf(file, "time: %-8s %9.2f ms\n", name, (double)nanoseconds / 1e6);
}

void stopwatch_print(FILE *file)
{
    static const char *const names[STATION_COUNT] = {
        [STATION_PARSE] = "parse",       [STATION_PASSES] = "passes", [STATION_COLOURS] = "colours",
        [STATION_BLOCKS] = "blocks",     [STATION_SHAPE] = "shape",   [STATION_BREAK] = "break",
        [STATION_PAGINATE] = "paginate", [STATION_IMAGES] = "images", [STATION_PAINT] = "paint",
        [STATION_WRITE] = "write",       [STATION_EPUB] = "epub",     [STATION_STYLE] = "style",
        [STATION_TAGS] = "tags",
    };
    if (!running)
        return;
    for (int i = STATION_NONE + 1; i < STATION_COUNT; i++)
        print_time(file, names[i], atomic_load(&totals[i]));
    print_time(file, "wall", read_clock(CLOCK_MONOTONIC) - wall_start);
}
