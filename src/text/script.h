/* Private to text/: which script a text is written in. */
#ifndef BIFOLIO_TEXT_SCRIPT_H
#define BIFOLIO_TEXT_SCRIPT_H

#include <hb.h>

/* Where the first run of one script ends, and its script: HB_SCRIPT_INVALID when all of it is
 * common to all scripts. */
const char *script_run_end(const char *text, const char *end, hb_script_t *script);

#endif
