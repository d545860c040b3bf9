/* Private to text/: the word cache. */
#ifndef BIFOLIO_TEXT_CACHE_H
#define BIFOLIO_TEXT_CACHE_H

#include <hb.h>

#include "text/text.h"

/* What, besides the text, decides how it is shaped. */
struct shape_key {
    uint32_t look; /* first slot and features */
    hb_language_t language;
    const struct font_features *features;
    uint32_t on, off; /* other features */
};

struct shape_cache;

struct shape_cache *shape_cache_new(void);
void shape_cache_drop(struct shape_cache *cache);
/* Where the shaped text of this key is, or, when *it is NULL, is to be put. `text` is copied into
 * `arena` when it is new. Valid until the next call. */
const struct shaped **shape_cache_find(struct shape_cache *cache, struct arena *arena,
                                       struct shape_key key, const char *text, size_t length);

#endif
