// libxml2's own document tree and schema validation, for comparison.
#ifndef PASSERELLE_CDOCUMENTTREE_H
#define PASSERELLE_CDOCUMENTTREE_H

#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#endif
