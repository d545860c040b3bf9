/* Private to style/: values that are not of the kinds that property.c parses by its table. All take
 * them from the scanner and give back false when there is no such value. */
#ifndef BIFOLIO_STYLE_OWN_VALUES_H
#define BIFOLIO_STYLE_OWN_VALUES_H

#include "style/property.h"

/* Makes *value a keyword of this meaning; true. */
bool own_keep_keyword(struct value *value, int meaning);
bool own_parse_family(struct scanner *scanner, struct value *value);
bool own_parse_weight(struct scanner *scanner, struct value *value);
bool own_parse_style(struct scanner *scanner, struct value *value);
bool own_parse_decoration(struct scanner *scanner, struct value *value);
bool own_parse_features(struct scanner *scanner, struct value *value);
bool own_parse_count(struct scanner *scanner, struct value *value);
bool own_parse_columns(struct scanner *scanner, struct value *value);
bool own_parse_marker(struct scanner *scanner, struct value *value);

/* font_variants.c: keywords, each of its group: the property's place behind PROPERTY_FONT_CAPS. */
bool own_parse_caps(struct scanner *scanner, struct value *value);
bool own_parse_numeric(struct scanner *scanner, struct value *value);
bool own_parse_kerning(struct scanner *scanner, struct value *value);
bool own_parse_ligatures(struct scanner *scanner, struct value *value);
bool own_parse_position(struct scanner *scanner, struct value *value);
/* The features that a property of the group has a say in, as bits. */
uint32_t own_variants_of(int group);

#endif
