// libcrypto from Debian's libssl-dev (OpenSSL 3). The inline functions wrap macros that Swift cannot
// import.
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

static inline STACK_OF(X509) *casefile_certificates_new(void) { return sk_X509_new_null(); }

static inline int casefile_certificates_add(STACK_OF(X509) *stack, X509 *certificate) {
  return sk_X509_push(stack, certificate);
}

static inline int casefile_certificates_count(const STACK_OF(X509) *stack) {
  return sk_X509_num(stack);
}

static inline X509 *casefile_certificate(const STACK_OF(X509) *stack, int index) {
  return sk_X509_value(stack, index);
}

// Not the certificates, which belong to somebody else.
static inline void casefile_certificates_free(STACK_OF(X509) *stack) { sk_X509_free(stack); }

static inline int casefile_signers_count(const STACK_OF(CMS_SignerInfo) *stack) {
  return sk_CMS_SignerInfo_num(stack);
}

static inline CMS_SignerInfo *casefile_signer(const STACK_OF(CMS_SignerInfo) *stack, int index) {
  return sk_CMS_SignerInfo_value(stack, index);
}

static inline long casefile_memory_bytes(BIO *bio, char **start) {
  return BIO_get_mem_data(bio, start);
}

// RFC 2253, with letters beyond ASCII as they are.
static inline int casefile_print_name(BIO *bio, const X509_NAME *name) {
  return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}
