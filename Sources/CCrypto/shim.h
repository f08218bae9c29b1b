// libcrypto from Debian's libssl-dev (OpenSSL 3).
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
