// xmlsec1 over OpenSSL as Swift sees it: XML signatures, keys out of files and tokens, and the few things that macros hide.
#ifndef PASSERELLE_CXMLSEC_H
#define PASSERELLE_CXMLSEC_H

// pkg-config names these as flags, which SwiftPM drops. XMLSEC_NO_SIZE_T is binary interface: without it every structure has another layout.
#define __XMLSEC_FUNCTION__ __func__
#define XMLSEC_NO_SIZE_T
#define XMLSEC_OPENSSL3_ENGINES 1
#define XMLSEC_NO_GOST 1
#define XMLSEC_NO_GOST2012 1
#define XMLSEC_NO_CRYPTO_DYNAMIC_LOADING 1
#define XMLSEC_CRYPTO_OPENSSL 1
// OpenSSL 3 calls engines old, and they are: but tokens are still reached through them where no provider for PKCS#11 is installed.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU, whose headers clash with Foundation's own copy.
#undef LIBXML_ICU_ENABLED
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/valid.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/errors.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/evp.h>

// xmlsec says its errors to standard error unless somebody listens.
static inline void cxmlsec_hear_nothing(const char *file, int line, const char *function, const char *object, const char *subject, int reason, const char *message) {
  (void)file; (void)line; (void)function; (void)object; (void)subject; (void)reason; (void)message;
}

// Starts xmlsec. It replaces the entity loader of the whole process, so the one that stood there is put back.
static inline int cxmlsec_start(void) {
  xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();
  xmlSecErrorsSetCallback(cxmlsec_hear_nothing);
  int started = xmlSecInit() >= 0 && xmlSecOpenSSLAppInit(NULL) >= 0 && xmlSecOpenSSLInit() >= 0;
  xmlSecErrorsSetCallback(cxmlsec_hear_nothing);
  xmlSetExternalEntityLoader(loader);
  return started;
}

// libxml2's allocator is a variable.
static inline void cxmlsec_free(void *memory) { xmlFree(memory); }

// Loads OpenSSL's engine `pkcs11` for those alone who hold the pointer. ENGINE_by_id would also put it into the process's list of engines, from which
// any later start of xmlsec or of a token's module makes it the way to every EC and RSA key of the process (ENGINE_register_all_complete).
static inline ENGINE *cxmlsec_token_engine(void) {
  if (OPENSSL_init_crypto(OPENSSL_INIT_ENGINE_DYNAMIC | OPENSSL_INIT_LOAD_CONFIG, NULL) != 1) return NULL;
  ENGINE *engine = ENGINE_by_id("dynamic");
  if (engine == NULL) return NULL;
  const char *folder = OPENSSL_info(OPENSSL_INFO_ENGINES_DIR);
  if (folder != NULL && ENGINE_ctrl_cmd_string(engine, "ID", "pkcs11", 0) && ENGINE_ctrl_cmd_string(engine, "DIR_LOAD", "2", 0)
      && ENGINE_ctrl_cmd_string(engine, "DIR_ADD", folder, 0) && ENGINE_ctrl_cmd_string(engine, "LIST_ADD", "0", 0)
      && ENGINE_ctrl_cmd_string(engine, "LOAD", NULL, 0)) return engine;
  ENGINE_free(engine);
  return NULL;
}

#endif
