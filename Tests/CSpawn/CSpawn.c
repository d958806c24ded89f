// Two steps of posix_spawn that the C library shows to C alone.
#define _GNU_SOURCE
#include "CSpawn.h"

int cspawn_start_in(posix_spawn_file_actions_t *actions, const char *folder) { return posix_spawn_file_actions_addchdir_np(actions, folder); }

int cspawn_close_from(posix_spawn_file_actions_t *actions, int first) { return posix_spawn_file_actions_addclosefrom_np(actions, first); }
