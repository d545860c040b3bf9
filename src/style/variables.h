/* Private to style/: custom properties. */
#ifndef BIFOLIO_STYLE_VARIABLES_H
#define BIFOLIO_STYLE_VARIABLES_H

#include "base/map.h"
#include "style/css.h"

/* The custom properties of :root in one of the books. Zero-initialise it. */
struct variables {
    struct map by_name; /* → struct variable * */
    struct arena *arena;
    struct diag *diag;
};

/* Binds a name; later ones replace earlier ones. */
void variables_put(struct variables *variables, const struct declaration *declaration);
/* The value with each var() replaced: itself when there is none; NULL (reported at `where`) when
 * one is not defined or refers to itself. In the arena. */
const char *variables_replace(struct variables *variables, const char *value,
                              struct position where);
void variables_drop(struct variables *variables);

/* The custom properties that say what the cover looks like. */
#define VARIABLE_COVER_GROUND "var(--cover-ground, var(--accent, #1d4f7c))"
#define VARIABLE_COVER_INK "var(--cover-ink, auto)"
/* The custom property that says which fields the contents show. */
#define VARIABLE_SHOWN_FIELDS "var(--contents-fields, auto)"

#endif
