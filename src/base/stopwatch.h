/* How long each station of the pipeline takes, for --times: CPU time, summed over the threads.
 * A thread works at one station at a time and says so when it turns to another. Nothing is measured
 * unless stopwatch_start() was called. */
#ifndef BIFOLIO_BASE_STOPWATCH_H
#define BIFOLIO_BASE_STOPWATCH_H

#include <stdio.h>

enum station {
    STATION_NONE, /* between two of them, or waiting */
    STATION_PARSE,
    STATION_PASSES,
    STATION_COLOURS,
    STATION_STYLE,
    STATION_BLOCKS,
    STATION_SHAPE,
    STATION_BREAK,
    STATION_PAGINATE,
    STATION_IMAGES,
    STATION_PAINT,
    STATION_TAGS, /* what standards ask of the PDF: structure, metadata, profile */
    STATION_WRITE,
    STATION_EPUB,
    STATION_COUNT
};

/* Before the first turn, while there is one thread. */
void stopwatch_start(void);
/* The calling thread is at this station from now on. Returns where it was, to turn back to. A
 * thread ends at STATION_NONE. */
enum station stopwatch_turn(enum station station);
/* One line a station, in milliseconds, and the time on the wall since the start. */
void stopwatch_print(FILE *file);

#endif
