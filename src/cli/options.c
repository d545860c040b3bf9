/* Enters: argv. Leaves: struct options. getopt_long does the splitting; a table pairs each option
 * with the function that takes its value. */
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/map.h"
#include "cli/cli.h"
#include "cli/usage.h"
#include "version.h"

enum { MAX_TOC_DEPTH = 6 };

struct name_value {
    const char *name;
    int value;
};

static bool complain(const char *format, const char *what)
{
    fputs("bifolio: ", stderr);
    fprintf(stderr, format, what); /* NOLINT: the formats are ours */
    fputs("\ntry 'bifolio --help'\n", stderr);
    return false;
}

static bool has_extension(const char *path, const char *extension)
{
    size_t whole = strlen(path), tail = strlen(extension);
    return whole > tail && strcmp(path + whole - tail, extension) == 0;
}

bool cli_is_pdf(const char *path)
{
    return has_extension(path, ".pdf");
}

bool cli_wants(const struct options *options, bool pdf)
{
    for (size_t i = 0; i < options->output_count; i++)
        if (cli_is_pdf(options->outputs[i]) == pdf)
            return true;
    return false;
}

bool cli_wants_pages(const struct options *options)
{
    if (options->dump)
        return options->dump == DUMP_PAGES || options->dump == DUMP_TAGS;
    return options->output_count == 0 || cli_wants(options, true);
}

static bool add_output(struct options *options, const char *value)
{
    if (!cli_is_pdf(value) && !has_extension(value, ".epub"))
        return complain("the output '%s' must end in .pdf or .epub", value);
    options->outputs[options->output_count++] = value;
    return true;
}

static bool find_name(const struct name_value *names, const char *name, int *value)
{
    for (; names->name; names++) {
        if (strcmp(names->name, name) == 0) {
            *value = names->value;
            return true;
        }
    }
    return false;
}

static bool set_dump(struct options *options, const char *value)
{
    static const struct name_value kinds[] = {
        {"book", DUMP_BOOK}, {"pages", DUMP_PAGES}, {"tags", DUMP_TAGS}, {"xhtml", DUMP_XHTML},
        {NULL, 0},
    };
    int kind;
    if (!find_name(kinds, value, &kind))
        return complain("--dump takes book, pages, tags or xhtml, not '%s'", value);
    options->dump = (enum dump_kind)kind;
    return true;
}

/* One side of a paper: plain decimals, between a playing card's size and what PDF allows (14,400
 * points). Leaves *end behind the number. */
static bool measure_side(const char *text, const char **end, double unit, dimen *side)
{
    enum { SMALLEST = 100, LARGEST = 14400 };
    size_t digits = strspn(text, "0123456789.");
    *end = text + digits;
    if (digits == 0 || digits > 12)
        return false;
    double points = strtod(text, NULL) * unit;
    *side = PT(points);
    return points >= SMALLEST && points <= LARGEST;
}

static double find_unit(const char *text)
{
    return has_extension(text, "mm")   ? 72.0 / 25.4
           : has_extension(text, "in") ? 72.0
           : has_extension(text, "pt") ? 1.0
                                       : 0.0;
}

static bool measure_paper(const char *text, struct options *options)
{
    double unit = find_unit(text);
    const char *end;
    return measure_side(text, &end, unit, &options->paper_width) && *end == 'x' &&
           measure_side(end + 1, &end, unit, &options->paper_height) && strlen(end) == 2;
}

static bool set_paper(struct options *options, const char *value)
{
    options->has_paper = true;
    static const struct {
        const char *name;
        dimen width, height;
    } papers[] = {
        {"a4", MM(210), MM(297)},
        {"a5", MM(148), MM(210)},
        {"letter", PT(612), PT(792)},
        {"legal", PT(612), PT(1008)},
    };
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        if (strcasecmp(papers[i].name, value) == 0) {
            options->paper_width = papers[i].width;
            options->paper_height = papers[i].height;
            return true;
        }
    }
    return measure_paper(value, options) ||
           complain("--paper takes a4, letter, a5, legal or WxH(mm|in|pt), not '%s'", value);
}

static bool set_toc_depth(struct options *options, const char *value)
{
    if (strlen(value) != 1 || value[0] < '0' || value[0] > '0' + MAX_TOC_DEPTH)
        return complain("--toc-depth takes a number from 0 to 6, not '%s'", value);
    options->toc_depth = value[0] - '0';
    return true;
}

static bool add_style(struct options *options, const char *value)
{
    if (!*value)
        return complain("%s", "--style takes the name of a stylesheet");
    options->styles[options->style_count++] = value;
    return true;
}

static bool add_resource_path(struct options *options, const char *value)
{
    struct stat status;
    if (stat(value, &status) != 0 || !S_ISDIR(status.st_mode))
        return complain("--resource-path takes a folder, which '%s' is not", value);
    options->resource_paths[options->resource_path_count++] = value;
    return true;
}

/* Long options without a short form are numbered from here on. */
enum { FIRST_LONG = 256 };

#define TEXT(member) .text = offsetof(struct options, member)

static const struct value_option {
    const char *name;
    bool (*take)(struct options *options, const char *value); /* NULL: the value is kept as it is */
    size_t text;                                              /* where: a const char * */
} value_options[] = {
    {"output", .take = add_output},
    {"title", TEXT(title)},
    {"author", TEXT(author)},
    {"lang", TEXT(lang)},
    {"date", TEXT(date)},
    {"edition", TEXT(edition)},
    {"paper", .take = set_paper},
    {"dump", .take = set_dump},
    {"toc-depth", .take = set_toc_depth},
    {"style", .take = add_style},
    {"resource-path", .take = add_resource_path},
};

enum { VALUE_OPTIONS = sizeof value_options / sizeof *value_options };
enum {
    FLAG_STRICT = FIRST_LONG + VALUE_OPTIONS,
    FLAG_AS_WRITTEN,
    FLAG_KEEP_NAV,
    FLAG_NO_PAGE_LIST,
    FLAG_ATTACH_SOURCE,
    FLAG_TIMES,
    FLAG_VERSION
};

static const struct option flags[] = {
    {"strict", no_argument, NULL, FLAG_STRICT},
    {"as-written", no_argument, NULL, FLAG_AS_WRITTEN},
    {"keep-nav", no_argument, NULL, FLAG_KEEP_NAV},
    {"no-page-list", no_argument, NULL, FLAG_NO_PAGE_LIST},
    {"attach-source", no_argument, NULL, FLAG_ATTACH_SOURCE},
    {"times", no_argument, NULL, FLAG_TIMES},
    {"version", no_argument, NULL, FLAG_VERSION},
    {"help", no_argument, NULL, 'h'},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
};

enum { FLAGS = sizeof flags / sizeof *flags };

static void list_options(struct option all[VALUE_OPTIONS + FLAGS + 1])
{
    for (int i = 0; i < VALUE_OPTIONS; i++)
        all[i] = (struct option){value_options[i].name, required_argument, NULL, FIRST_LONG + i};
    memcpy(all + VALUE_OPTIONS, flags, sizeof flags);
    all[VALUE_OPTIONS + FLAGS] = (struct option){0};
}

static bool set_flag(struct options *options, int flag)
{
    bool *const targets[] = {&options->strict,       &options->as_written,    &options->keep_nav,
                             &options->no_page_list, &options->attach_source, &options->times};
    if (flag == 'q')
        options->quiet = true;
    else if (flag == 'v')
        options->verbose = true;
    else if (flag >= FLAG_STRICT && flag <= FLAG_TIMES)
        *targets[flag - FLAG_STRICT] = true;
    else
        return complain("%s", "that option is not known");
    return true;
}

static bool take_value(struct options *options, const struct value_option *option,
                       const char *value)
{
    if (option->take)
        return option->take(options, value);
    *(const char **)(void *)((char *)options + option->text) = value;
    return true;
}

static bool take_option(struct options *options, int code)
{
    if (code == 'o')
        return add_output(options, optarg);
    if (code >= FIRST_LONG && code < FIRST_LONG + VALUE_OPTIONS)
        return take_value(options, &value_options[code - FIRST_LONG], optarg);
    return set_flag(options, code);
}

/* Two names of one file would make the later book replace the earlier one. */
static bool check_outputs(const struct options *options, struct arena *arena)
{
    struct map seen = {0};
    bool good = true;
    for (size_t i = 0; i < options->output_count && good; i++) {
        char *real = file_real_path(options->outputs[i]);
        const char *key = arena_copy_string(arena, real);
        free(real);
        good = !map_find(&seen, key) ||
               complain("the output '%s' is named twice", options->outputs[i]);
        map_put(&seen, key, &seen);
    }
    map_drop(&seen);
    return good;
}

static bool check_inputs(int argc, char **argv, struct options *options)
{
    if (optind >= argc)
        return complain("%s", "no INPUT was named");
    options->inputs = (const char *const *)argv + optind;
    options->input_count = (size_t)(argc - optind);
    return true;
}

bool cli_parse(int argc, char **argv, struct arena *arena, struct options *options,
               enum exit_status *status)
{
    struct option all[VALUE_OPTIONS + FLAGS + 1];
    *options = (struct options){.toc_depth = 3};
    options->outputs = ARENA_ARRAY(arena, const char *, (size_t)argc);
    options->styles = ARENA_ARRAY(arena, const char *, (size_t)argc);
    options->resource_paths = ARENA_ARRAY(arena, const char *, (size_t)argc);
    set_paper(options, "a4");
    options->has_paper = false;
    list_options(all);
    *status = EXIT_BAD_USAGE;
    for (int code; (code = getopt_long(argc, argv, "o:qvh", all, NULL)) != -1;) {
        if (code == 'h' || code == FLAG_VERSION) {
            fputs(code == 'h' ? cli_usage : "bifolio " BIFOLIO_VERSION "\n", stdout);
            *status = EXIT_DONE;
            return false;
        }
        if (code == '?') {
            fputs("try 'bifolio --help'\n", stderr);
            return false;
        }
        if (!take_option(options, code))
            return false;
    }
    return check_outputs(options, arena) && check_inputs(argc, argv, options);
}
