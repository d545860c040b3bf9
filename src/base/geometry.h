/* Lengths are integers, 1/1024 of a point (72 points to the inch), so that sums are exact and a
 * dump is the same on every machine. y grows downwards from the top left corner of the page. */
#ifndef BIFOLIO_BASE_GEOMETRY_H
#define BIFOLIO_BASE_GEOMETRY_H

#include <stdint.h>

typedef int32_t length; /* up to about 2 million points: 740 m of paper */

enum { POINT = 1024 };

#define LENGTH_MAX INT32_MAX

/* A length from points or millimetres (constants). */
#define PT(points) ((length)((points) * (double)POINT + ((points) < 0 ? -0.5 : 0.5)))
#define MM(millimetres) PT((millimetres) * (72.0 / 25.4))

struct rect {
    length x, y, width, height;
};

/* value * numerator / denominator, rounded down towards minus infinity, without overflow on the
 * way. `denominator` > 0. */
static inline length length_scale(length value, int64_t numerator, int64_t denominator)
{
    int64_t product = (int64_t)value * numerator;
    int64_t quotient = product / denominator;
    if (product % denominator < 0)
        quotient--;
    return (length)quotient;
}

#endif
