// The matrices of rights, embedded in the program.

#ifndef PASSERELLE_CRIGHTS_H
#define PASSERELLE_CRIGHTS_H

#include <stddef.h>

/// A table embedded in the program; `bytes` is null when there is none of that name.
struct passerelle_rights_file {
    const unsigned char *bytes;
    size_t count;
};

/// The table of that name, without path or extension, for instance `functional-rights`.
struct passerelle_rights_file passerelle_rights_table(const char *name);

#endif
