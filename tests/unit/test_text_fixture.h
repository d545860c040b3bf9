/* What the tests of text/ share: the fonts of fonts/, and none of the machine's. */
#ifndef BIFOLIO_TEST_TEXT_FIXTURE_H
#define BIFOLIO_TEST_TEXT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "text/text.h"

static struct diag *diag;
static struct fonts *fonts;

static int open_fonts(void **state)
{
    (void)state;
    char *path = realpath("tests/fontconfig.conf", NULL);
    if (path)
        setenv("FONTCONFIG_FILE", path, 1);
    free(path);
    diag = diag_new();
    fonts = fonts_open("fonts", diag);
    return fonts ? 0 : -1;
}

static int close_fonts(void **state)
{
    (void)state;
    fonts_drop(fonts);
    diag_drop(diag);
    return 0;
}

#endif
