/* The text of --help, within 80 columns. */
#ifndef BIFOLIO_CLI_USAGE_H
#define BIFOLIO_CLI_USAGE_H

extern const char cli_usage[];

#endif
