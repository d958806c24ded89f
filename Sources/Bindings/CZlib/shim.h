// zlib as Swift sees it: raw deflate streams, whose beginnings zlib hides in macros.
#ifndef PASSERELLE_CZLIB_H
#define PASSERELLE_CZLIB_H

#include <zlib.h>

// A negative window says: no header, no checksum of zlib's own (RFC 1951 alone).
static inline int czlib_inflate_begin(z_stream *stream) { return inflateInit2(stream, -15); }
static inline int czlib_deflate_begin(z_stream *stream) { return deflateInit2(stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY); }

#endif
