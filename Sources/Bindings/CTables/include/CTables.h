// The code tables, embedded in the program.

#ifndef PASSERELLE_CTABLES_H
#define PASSERELLE_CTABLES_H

#include <stddef.h>

/// A file embedded in the program; `bytes` is null when there is none of that name.
struct passerelle_embedded_file {
    const unsigned char *bytes;
    size_t count;
};

/// The code table of that name, without path or extension, for instance `types`.
struct passerelle_embedded_file passerelle_code_table(const char *name);

#endif
