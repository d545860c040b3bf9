/* What a link or an image may name. */
#ifndef BIFOLIO_SOURCE_URL_H
#define BIFOLIO_SOURCE_URL_H

#include <stdbool.h>

/* A URL that runs code where it is followed: javascript:, vbscript:, data:. */
bool url_is_active(const char *url);
/* A data: URL, the file itself instead of its name. */
bool url_is_data(const char *url);

#endif
