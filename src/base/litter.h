/* Temporary files that do not stay behind when the program is ended by a signal. */
#ifndef BIFOLIO_BASE_LITTER_H
#define BIFOLIO_BASE_LITTER_H

/* Creates and opens a file as mkstemp() does, filling in `name`. Until litter_forget(*place), a
 * SIGHUP, SIGINT or SIGTERM removes it before it ends the program. May be called by several
 * threads. -1 and errno when there is no file. */
int litter_create(char *name, int *place);
/* The file has gone, or has become what it should be. A place below 0 is none. */
void litter_forget(int place);

#endif
