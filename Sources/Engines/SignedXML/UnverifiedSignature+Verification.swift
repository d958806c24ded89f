// Verifies a signature with xmlsec, under a key that the caller has proven.

import CXMLSec

extension UnverifiedSignature {
    /// Verifies the signature under the key of a certificate, and gives back what it covers.
    ///
    /// The certificate (DER) is the caller's word: its path must have been proven before. What the message says of keys was left out of what xmlsec sees.
    public func content(signedBy certificate: [UInt8]) throws(SignedXMLFailure) -> SignedContent {
        guard SignatureLibrary.isReady else { throw SignedXMLFailure(.machinery, "xmlsec") }
        let key = try VerifyingKey(certificate: certificate)
        guard key.type == algorithm.keyType else {
            let received = key.type == EVP_PKEY_RSA ? "an RSA key" : key.type == EVP_PKEY_EC ? "an EC key" : "another kind of key"
            throw SignedXMLFailure(.algorithm, "SignedInfo/SignatureMethod/@Algorithm", expected: algorithm.rawValue, received: received)
        }
        guard let copy = ElementCopy(element, signature: signature), let root = copy.root, let node = copy.signature,
            let attribute = xmlHasProp(root, "ID"), xmlAddID(nil, copy.document, identifier, attribute) != nil,
            let context = xmlSecDSigCtxCreate(nil)
        else { throw SignedXMLFailure(.machinery, "xmlsec") }
        defer { xmlSecDSigCtxDestroy(context) }
        context.pointee.signKey = key.take()
        context.pointee.flags |= UInt32(XMLSEC_DSIG_FLAGS_STORE_SIGNEDINFO_REFERENCES | XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS)
        context.pointee.enabledReferenceUris = UInt32(xmlSecTransformUriTypeSameDocument)
        guard let exclusive = xmlSecTransformExclC14NGetKlass(), let enveloped = xmlSecTransformEnvelopedGetKlass(), let digest = digest.klass,
            let method = algorithm.klass,
            xmlSecDSigCtxEnableSignatureTransform(context, exclusive) == 0, xmlSecDSigCtxEnableSignatureTransform(context, method) == 0,
            xmlSecDSigCtxEnableReferenceTransform(context, enveloped) == 0, xmlSecDSigCtxEnableReferenceTransform(context, exclusive) == 0,
            xmlSecDSigCtxEnableReferenceTransform(context, digest) == 0
        else { throw SignedXMLFailure(.machinery, "xmlsec") }
        let verified = xmlSecDSigCtxVerify(context, node)
        defer { ERR_clear_error() }
        guard verified == 0, context.pointee.status == xmlSecDSigStatusSucceeded else { throw SignedXMLFailure(.invalid, "SignatureValue") }
        return try SignedContent(bytes: covered(context))
    }

    /// The bytes that were digested for the one reference, which must be to the element.
    private func covered(_ context: xmlSecDSigCtxPtr) throws(SignedXMLFailure) -> [UInt8] {
        guard xmlSecPtrListGetSize(&context.pointee.signedInfoReferences) == 1, let item = xmlSecPtrListGetItem(&context.pointee.signedInfoReferences, 0)
        else { throw SignedXMLFailure(.machinery, "SignedInfo/Reference") }
        let reference = item.assumingMemoryBound(to: xmlSecDSigReferenceCtx.self)
        guard reference.pointee.status == xmlSecDSigStatusSucceeded, let uri = reference.pointee.uri, xmlStrEqual(uri, "#" + identifier) == 1,
            let buffer = xmlSecDSigReferenceCtxGetPreDigestBuffer(reference), let data = xmlSecBufferGetData(buffer)
        else { throw SignedXMLFailure(.machinery, "SignedInfo/Reference") }
        return Array(UnsafeBufferPointer(start: data, count: Int(xmlSecBufferGetSize(buffer))))
    }
}

/// The public key of a certificate, as xmlsec holds keys.
private final class VerifyingKey {
    private var key: xmlSecKeyPtr?
    let type: Int32

    init(certificate: [UInt8]) throws(SignedXMLFailure) {
        let read: OpaquePointer? = certificate.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            return d2i_X509(nil, &cursor, bytes.count)
        }
        guard let read else {
            ERR_clear_error()
            throw SignedXMLFailure(.key, "KeyInfo/X509Data/X509Certificate", expected: "an X.509 certificate")
        }
        defer { X509_free(read) }
        guard let publicKey = X509_get_pubkey(read) else { throw SignedXMLFailure(.key, "subjectPublicKeyInfo", expected: "RSA or EC") }
        type = EVP_PKEY_get_base_id(publicKey)
        // xmlsec takes the key over when it succeeds.
        guard let value = xmlSecOpenSSLEvpKeyAdopt(publicKey) else {
            EVP_PKEY_free(publicKey)
            throw SignedXMLFailure(.algorithm, "subjectPublicKeyInfo", expected: "RSA or EC")
        }
        guard let made = xmlSecKeyCreate(), xmlSecKeySetValue(made, value) == 0 else { throw SignedXMLFailure(.machinery, "xmlsec") }
        key = made
    }

    deinit { if let key { xmlSecKeyDestroy(key) } }

    /// Hands the key to a context, which destroys it.
    func take() -> xmlSecKeyPtr? {
        defer { key = nil }
        return key
    }
}
