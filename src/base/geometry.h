/* Lengths on paper (`dimen` is TeX's word for them) are integers, 1/1024 of a point (72 points to
 * the inch), so that sums are exact and a dump is the same on every machine. y grows downwards from
 * the top left corner of the page. */
#ifndef BIFOLIO_BASE_GEOMETRY_H
#define BIFOLIO_BASE_GEOMETRY_H

#include <stdint.h>

typedef int32_t dimen; /* up to about 2 million points: 740 m of paper */

enum { POINT = 1024 };

#define DIMEN_MAX INT32_MAX

/* A dimension from points or millimetres (constants). */
#define PT(points) ((dimen)((points) * (double)POINT + ((points) < 0 ? -0.5 : 0.5)))
#define MM(millimetres) PT((millimetres) * (72.0 / 25.4))

struct rect {
    dimen x, y, width, height;
};

/* value * numerator / denominator, rounded down towards minus infinity, without overflow on the
 * way. `denominator` > 0. */
static inline dimen dimen_scale(dimen value, int64_t numerator, int64_t denominator)
{
    int64_t product = (int64_t)value * numerator;
    int64_t quotient = product / denominator;
    if (product % denominator < 0)
        quotient--;
    return (dimen)quotient;
}

#endif
