// The core rule pack, embedded in the program.

#ifndef PASSERELLE_CRULES_H
#define PASSERELLE_CRULES_H

#include <stddef.h>

/// One file of the pack: its name without a path, and its bytes.
struct passerelle_rule_file {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// How many files the pack has.
size_t passerelle_rule_file_count(void);

/// The file at an index below the count, in the order of the names; the manifest `pack.json` is the last.
struct passerelle_rule_file passerelle_rule_file_at(size_t index);

#endif
