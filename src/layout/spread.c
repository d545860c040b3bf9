/* Enters: the feet of two facing pages, each as deep as it is and as it can be made by the glue
 * above its headings and blocks. Leaves: how deep both should be, so that the spread ends level.
 * Both are filled when both can be; or else the shorter one is made as deep as the longer one.
 * Where even that is out of reach both stay as they are: glue that does not level a spread is not
 * touched (Mittelbach, "A General Framework for Globally Optimized Pagination", 2016, section 4;
 * Plass 1981). Glue grows by whole units of the grid, so lines of facing pages stay level with each
 * other. */
#include "layout/page.h"

static dimen deepest(const struct foot *foot)
{
    return foot->depth + foot->stretch;
}

/* The depth both are brought to; 0: none. */
static dimen find_level(const struct foot *verso, const struct foot *recto, dimen full)
{
    dimen least = verso->depth > recto->depth ? verso->depth : recto->depth;
    dimen most = deepest(verso) < deepest(recto) ? deepest(verso) : deepest(recto);
    if (most >= full && least <= full)
        return full;
    return most >= least ? least : 0;
}

static dimen round_down(dimen length, dimen unit)
{
    return length > 0 ? length - length % unit : 0;
}

struct spread spread_level(const struct foot *verso, const struct foot *recto, dimen full,
                           dimen unit)
{
    struct spread spread = {0};
    dimen level = find_level(verso, recto, full);
    if (level > 0) {
        spread.verso_extra = round_down(level - verso->depth, unit);
        spread.recto_extra = round_down(level - recto->depth, unit);
    }
    dimen apart = verso->depth + spread.verso_extra - recto->depth - spread.recto_extra;
    spread.apart = apart > 0 ? apart : -apart;
    return spread;
}

dimen spread_fill(const struct foot *foot, dimen full, dimen unit)
{
    dimen missing = full - foot->depth;
    return missing <= foot->stretch ? round_down(missing, unit) : 0;
}
