// libcrypto (OpenSSL 3) as Swift sees it: digests, AES-GCM, X.509 paths, and the few things that its macros hide.
#ifndef PASSERELLE_CCRYPTO_H
#define PASSERELLE_CCRYPTO_H

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#endif
