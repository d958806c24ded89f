// libcrypto (OpenSSL 3) as Swift sees it: digests, AES-GCM, X.509 paths, and the few things that its macros hide.
#ifndef PASSERELLE_CCRYPTO_H
#define PASSERELLE_CCRYPTO_H

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// A macro in OpenSSL: what a memory BIO holds.
static inline long ccrypto_bio_contents(BIO *bio, char **contents) { return BIO_get_mem_data(bio, contents); }

// Variadic in OpenSSL: a new key pair.
static inline EVP_PKEY *ccrypto_new_ec_key(const char *curve) { return EVP_PKEY_Q_keygen(NULL, NULL, "EC", curve); }
static inline EVP_PKEY *ccrypto_new_rsa_key(size_t bits) { return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits); }

// A macro in OpenSSL: gives back memory that OpenSSL allocated.
static inline void ccrypto_free(void *memory) { OPENSSL_free(memory); }

#endif
