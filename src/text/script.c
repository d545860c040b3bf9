/* Enters: a text. Leaves: its first run of one script (UAX #24, by HarfBuzz's tables), because
 * HarfBuzz shapes one script in one direction at a time. Signs common to all scripts, and marks, go
 * with the letters before them; at the start, with those after them. */
#include "text/script.h"

#include "base/utf8.h"

static hb_script_t find_script(uint32_t character)
{
    if (character < 0x80)
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z' ? HB_SCRIPT_LATIN
                                                                      : HB_SCRIPT_COMMON;
    return hb_unicode_script(hb_unicode_funcs_get_default(), character);
}

static bool is_real(hb_script_t script)
{
    return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED &&
           script != HB_SCRIPT_UNKNOWN;
}

const char *script_run_end(const char *text, const char *end, hb_script_t *script)
{
    const char *cursor = text;
    *script = HB_SCRIPT_INVALID;
    while (cursor < end) {
        const char *next = cursor;
        hb_script_t own = find_script(utf8_next(&next, end));
        if (is_real(own) && *script != HB_SCRIPT_INVALID && own != *script)
            break;
        if (is_real(own))
            *script = own;
        cursor = next;
    }
    return cursor;
}
