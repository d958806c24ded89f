// Embeds the matrices of rights, so that the program needs no file beside it.

#include "CRights.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char functional[] = {
#embed "../../Stages/AuthorTrust/Rights/Tables/functional-rights.csv"
};
static const unsigned char reinforced[] = {
#embed "../../Stages/AuthorTrust/Rights/Tables/functional-rights-reinforced.csv"
};
static const unsigned char notes[] = {
#embed "../../Stages/AuthorTrust/Rights/Tables/rights-notes.csv"
};
static const unsigned char habilitation[] = {
#embed "../../Stages/AuthorTrust/Rights/Tables/habilitation.csv"
};

#define TABLE(text, bytes) {text, {bytes, sizeof bytes}}

static const struct {
    const char *name;
    struct passerelle_rights_file file;
} tables[] = {
    TABLE("functional-rights", functional),
    TABLE("functional-rights-reinforced", reinforced),
    TABLE("rights-notes", notes),
    TABLE("habilitation", habilitation),
};

struct passerelle_rights_file passerelle_rights_table(const char *name) {
    for (size_t index = 0; index < sizeof tables / sizeof tables[0]; index++) {
        if (strcmp(tables[index].name, name) == 0) return tables[index].file;
    }
    return (struct passerelle_rights_file){NULL, 0};
}
