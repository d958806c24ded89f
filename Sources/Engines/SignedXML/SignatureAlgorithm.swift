// The algorithms of signatures and digests that are understood, by the URIs of the standards.

import CXMLSec

/// How a signature was made (RFC 6931, 2.3).
public enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
    /// RSA PKCS#1 v1.5 with SHA-256.
    case rsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    /// RSA PKCS#1 v1.5 with SHA-384.
    case rsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"
    /// RSA PKCS#1 v1.5 with SHA-512.
    case rsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    /// ECDSA with SHA-256.
    case ecdsaSHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
    /// ECDSA with SHA-384.
    case ecdsaSHA384 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"
    /// ECDSA with SHA-512.
    case ecdsaSHA512 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"
    /// RSA PKCS#1 v1.5 with SHA-1: broken, and only ever accepted by name.
    case rsaSHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"

    /// The kind of key that it needs, as OpenSSL numbers it.
    var keyType: Int32 {
        switch self {
        case .rsaSHA1, .rsaSHA256, .rsaSHA384, .rsaSHA512: EVP_PKEY_RSA
        case .ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512: EVP_PKEY_EC
        }
    }

    var klass: xmlSecTransformId? {
        switch self {
        case .rsaSHA1: xmlSecOpenSSLTransformRsaSha1GetKlass()
        case .rsaSHA256: xmlSecOpenSSLTransformRsaSha256GetKlass()
        case .rsaSHA384: xmlSecOpenSSLTransformRsaSha384GetKlass()
        case .rsaSHA512: xmlSecOpenSSLTransformRsaSha512GetKlass()
        case .ecdsaSHA256: xmlSecOpenSSLTransformEcdsaSha256GetKlass()
        case .ecdsaSHA384: xmlSecOpenSSLTransformEcdsaSha384GetKlass()
        case .ecdsaSHA512: xmlSecOpenSSLTransformEcdsaSha512GetKlass()
        }
    }
}

/// How the signed bytes were digested (XML Encryption 1.1, 5.8; XML Signature 1.1, 6.2).
public enum SignatureDigest: String, Sendable, Hashable, CaseIterable {
    /// SHA-256.
    case sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"
    /// SHA-384.
    case sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
    /// SHA-512.
    case sha512 = "http://www.w3.org/2001/04/xmlenc#sha512"
    /// SHA-1: broken, and only ever accepted by name.
    case sha1 = "http://www.w3.org/2000/09/xmldsig#sha1"

    var klass: xmlSecTransformId? {
        switch self {
        case .sha1: xmlSecOpenSSLTransformSha1GetKlass()
        case .sha256: xmlSecOpenSSLTransformSha256GetKlass()
        case .sha384: xmlSecOpenSSLTransformSha384GetKlass()
        case .sha512: xmlSecOpenSSLTransformSha512GetKlass()
        }
    }
}

/// The names that signatures are written with (XML Signature 1.1; Exclusive XML Canonicalization 1.0).
enum SignatureName {
    static let namespace = "http://www.w3.org/2000/09/xmldsig#"
    static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
}
