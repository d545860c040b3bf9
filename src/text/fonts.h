/* Private to text/: how the fonts of the folder are kept. A slot is one font file; it is opened
 * when first needed. Slots 0 to FAMILY_SLOTS - 1 are the families' four styles each: first the
 * folder's own, then those that a stylesheet brings, which may lack some; then come the folder's
 * fallbacks, then the fonts of the machine, as they are found. */
#ifndef BIFOLIO_TEXT_FONTS_H
#define BIFOLIO_TEXT_FONTS_H

#include <hb-ot.h>
#include <hb.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vector.h"
#include "text/text.h"

enum {
    STYLES_PER_FAMILY = 4,
    OWN_SLOTS = FAMILY_COUNT * STYLES_PER_FAMILY,
    FAMILY_SLOTS = OWN_SLOTS + SHEET_FAMILIES * STYLES_PER_FAMILY
};
/* Looks of text, as far as they choose a font. */
enum { FONT_LOOKS = (SHEET_FAMILIES + 1) * OWN_SLOTS };
enum { FALLBACK_MAX = 20, SYSTEM_MAX = 64 };
enum { SLOT_MAX = FAMILY_SLOTS + FALLBACK_MAX + SYSTEM_MAX };

struct font_slot {
    struct font font;           /* path, bold, italic, serif from the start; the rest once open */
    bool open, used;            /* used: in fonts_used() */
    bool mono_fallback;         /* only for FAMILY_MONO */
    bool is_emoji;              /* only for what fallback.c takes for emoji */
    hb_font_t *shaper;          /* NULL until open; scaled to the font's units */
    uint32_t wide;              /* not 0: scaled so that this character takes two columns of code */
    struct overhang *overhangs; /* by glyph; NULL until one is asked for */
    uint32_t glyph_count;
    hb_position_t space;        /* advance of U+0020 */
    hb_codepoint_t replacement; /* glyph of U+FFFD, 0: none */
};

/* Slot numbers in the order in which they are asked for a character. */
struct font_order {
    unsigned char slots[SLOT_MAX];
    unsigned count;
    unsigned own; /* the slot of the folder's family, which is the first without a sheet's */
};

struct exceptions;   /* exceptions.c */
struct shape_cache;  /* cache.c */
struct patterns;     /* patterns.c */
struct system_fonts; /* system.c */

/* A row of the font table: words that the patterns of a language, of whichever country, divide
 * badly. */
struct exception_file {
    const char *language, *path;
};

/* A row of the font table: the patterns for a language. */
struct hyphenation {
    const char *language; /* lower case BCP 47 */
    const char *path;
    size_t left, right; /* fewest letters before and after a hyphen */
    bool tried;
    struct patterns *patterns; /* NULL until loaded, or when that failed */
    struct exceptions *exceptions;
    struct map words; /* that were asked for: their hyphens, and whether they may be divided */
};

struct fonts {
    struct arena *arena;
    struct diag *diag;
    struct font_slot slots[SLOT_MAX];
    unsigned slot_count, first_system_slot;
    unsigned emoji_slot;                   /* SLOT_MAX: none; the next one is for code */
    struct system_fonts *system;           /* NULL until one is needed */
    struct font_order *orders[FONT_LOOKS]; /* NULL until one is asked for */
    VECTOR(const struct font *) used;
    VECTOR(struct hyphenation) hyphenations;
    VECTOR(struct exception_file) exception_files;
    struct exceptions *exceptions; /* those of the book, for all languages; NULL: none */
    struct shape_cache *cache;
    hb_buffer_t *buffer; /* for shaping, reused */
    hb_set_t *missing;   /* characters that no font has, reported already */
};

/* The number of what a style asks for, below FONT_LOOKS. */
unsigned font_look(const struct text_style *style);
/* In which order fonts are asked for it. */
const struct font_order *font_order_of(struct fonts *fonts, const struct text_style *style);
/* The slot, opened. A broken file is reported once and gives an empty font. */
struct font_slot *font_open_slot(struct fonts *fonts, unsigned slot);
/* True when the slot's font, of which only the path is known, can be embedded: its file is sound,
 * its outlines are of a kind that PDF knows, and it does not forbid to (OS/2 fsType). Nothing is
 * reported. */
bool font_is_embeddable(const struct font *font);
/* The slot, opened and counted among the used fonts. */
struct font_slot *font_use_slot(struct fonts *fonts, unsigned slot);

/* Reads fonts.table in `folder` into slots and hyphenations. False (reported) when the folder, the
 * table or a font file is missing. */
bool font_table_read(struct fonts *fonts, const char *folder);

#endif
