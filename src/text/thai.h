/* Private to text/: where words of Thai, which is written without spaces, end. */
#ifndef BIFOLIO_TEXT_THAI_H
#define BIFOLIO_TEXT_THAI_H

#include <stddef.h>

/* Sets breaks[i] to BREAK_ALLOWED where a Thai word ends after byte i and another follows. */
void thai_find_breaks(const char *text, size_t length, unsigned char *breaks);

#endif
