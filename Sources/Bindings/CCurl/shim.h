// libcurl as Swift sees it: one inline function for each argument class of its variadic setters.
#ifndef PASSERELLE_CCURL_H
#define PASSERELLE_CCURL_H

#include <curl/curl.h>

#endif
