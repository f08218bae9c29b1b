// zlib from Debian's zlib1g-dev. The inline functions wrap macros that Swift cannot import.
#include <zlib.h>

static inline int casefile_deflate_start(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

static inline int casefile_inflate_start(z_stream *stream) {
  return inflateInit2(stream, -MAX_WBITS);
}

// gzip (RFC 1952): 16 more than the window's bits.
static inline int casefile_gunzip_start(z_stream *stream) {
  return inflateInit2(stream, MAX_WBITS + 16);
}
