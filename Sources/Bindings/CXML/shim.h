// libxml2 as Swift sees it: SAX2 parsing and XML Schema validation, and the few things that its macros hide.
#ifndef PASSERELLE_CXML_H
#define PASSERELLE_CXML_H

#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU, whose headers clash with Foundation's own copy.
#undef LIBXML_ICU_ENABLED
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

#endif
