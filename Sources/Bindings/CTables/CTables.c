// Embeds the code tables, so that the program needs no file beside it.

#include "CTables.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char classes[] = {
#embed "../../Vocabulary/CodeSystems/Tables/classes.csv"
};
static const unsigned char types[] = {
#embed "../../Vocabulary/CodeSystems/Tables/types.csv"
};
static const unsigned char formats[] = {
#embed "../../Vocabulary/CodeSystems/Tables/formats.csv"
};
static const unsigned char template_formats[] = {
#embed "../../Vocabulary/CodeSystems/Tables/template-formats.csv"
};
static const unsigned char media_formats[] = {
#embed "../../Vocabulary/CodeSystems/Tables/media-formats.csv"
};
static const unsigned char facility_types[] = {
#embed "../../Vocabulary/CodeSystems/Tables/facility-types.csv"
};
static const unsigned char content_types[] = {
#embed "../../Vocabulary/CodeSystems/Tables/content-types.csv"
};
static const unsigned char practice_settings[] = {
#embed "../../Vocabulary/CodeSystems/Tables/practice-settings.csv"
};
static const unsigned char author_specialities[] = {
#embed "../../Vocabulary/CodeSystems/Tables/author-specialities.csv"
};
static const unsigned char professions[] = {
#embed "../../Vocabulary/CodeSystems/Tables/professions.csv"
};
static const unsigned char functions[] = {
#embed "../../Vocabulary/CodeSystems/Tables/functions.csv"
};
static const unsigned char reference_id_types[] = {
#embed "../../Vocabulary/CodeSystems/Tables/reference-id-types.csv"
};
static const unsigned char confidentiality[] = {
#embed "../../Vocabulary/CodeSystems/Tables/confidentiality.csv"
};
static const unsigned char registry_errors[] = {
#embed "../../Vocabulary/CodeSystems/Tables/registry-errors.csv"
};
static const unsigned char oids[] = {
#embed "../../Vocabulary/CodeSystems/Tables/oids.csv"
};

#define TABLE(text, bytes) {text, {bytes, sizeof bytes}}

static const struct {
    const char *name;
    struct passerelle_embedded_file file;
} tables[] = {
    TABLE("classes", classes),
    TABLE("types", types),
    TABLE("formats", formats),
    TABLE("template-formats", template_formats),
    TABLE("media-formats", media_formats),
    TABLE("facility-types", facility_types),
    TABLE("content-types", content_types),
    TABLE("practice-settings", practice_settings),
    TABLE("author-specialities", author_specialities),
    TABLE("professions", professions),
    TABLE("functions", functions),
    TABLE("reference-id-types", reference_id_types),
    TABLE("confidentiality", confidentiality),
    TABLE("registry-errors", registry_errors),
    TABLE("oids", oids),
};

struct passerelle_embedded_file passerelle_code_table(const char *name) {
    for (size_t index = 0; index < sizeof tables / sizeof tables[0]; index++) {
        if (strcmp(tables[index].name, name) == 0) return tables[index].file;
    }
    return (struct passerelle_embedded_file){NULL, 0};
}
