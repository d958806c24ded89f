// Two steps of posix_spawn that the C library shows to C alone.
#ifndef PASSERELLE_CSPAWN_H
#define PASSERELLE_CSPAWN_H

#include <spawn.h>

/// Starts the program in another folder; the result is an errno, 0 where all is well.
int cspawn_start_in(posix_spawn_file_actions_t *actions, const char *folder);

/// Closes every file from this one on before the program starts; the result is an errno, 0 where all is well.
int cspawn_close_from(posix_spawn_file_actions_t *actions, int first);

#endif
