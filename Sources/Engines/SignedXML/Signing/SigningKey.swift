// A private key that signs XML: out of a file, or in a token that never gives it away.

import CXMLSec

/// Why a signing key cannot be used.
public enum SigningKeyFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The PEM text holds no private key, or one that is encrypted.
    case unreadable
    /// The key is neither RSA nor EC.
    case unsupportedKind
    /// OpenSSL has no way to PKCS#11 tokens here: its engine `pkcs11` is not installed.
    case engineMissing
    /// The token's module, the token, its PIN or the key in it is wrong; OpenSSL's engine cannot tell which.
    case tokenRefused
    /// The certificate is not that of the key.
    case otherCertificate
    /// The library failed.
    case machinery

    /// The code.
    public var description: String {
        switch self {
        case .unreadable: "signing-key.unreadable"
        case .unsupportedKind: "signing-key.unsupported-kind"
        case .engineMissing: "signing-key.engine-missing: no PKCS#11 engine for OpenSSL"
        case .tokenRefused: "signing-key.token-refused: module, token, PIN or key"
        case .otherCertificate: "signing-key.other-certificate"
        case .machinery: "signing-key.machinery"
        }
    }
}

/// A private key with its certificate, ready to sign.
public struct SigningKey: Sendable {
    /// The certificate that goes into the signature, DER.
    public let certificate: [UInt8]
    /// The further certificates that go with it, DER: issuing authorities.
    public let chain: [[UInt8]]
    /// How it signs: with SHA-256, after the kind of the key.
    public let algorithm: SignatureAlgorithm
    /// Whether the key stays in a token, which may take its time to sign.
    public let isInToken: Bool
    let handle: SigningKeyHandle

    /// Takes an unencrypted private key from PEM text.
    public init(pem: String, certificate: [UInt8], chain: [[UInt8]] = []) throws(SigningKeyFailure) {
        var text = Array(pem.utf8)
        let read = text.withUnsafeMutableBytes { bytes -> OpaquePointer? in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
            defer { BIO_free(source) }
            // A password is never asked for on the terminal: the answer is always empty.
            return PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in 0 }, nil)
        }
        text.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
        ERR_clear_error()
        guard let read else { throw .unreadable }
        try self.init(SigningKeyHandle(read), certificate, chain, isInToken: false)
    }

    /// Takes a key in a PKCS#11 token, through OpenSSL's engine for such tokens.
    public init(token: TokenKey, certificate: [UInt8], chain: [[UInt8]] = []) throws(SigningKeyFailure) {
        try self.init(SigningKeyHandle(token.load()), certificate, chain, isInToken: true)
    }

    private init(_ handle: SigningKeyHandle, _ certificate: [UInt8], _ chain: [[UInt8]], isInToken: Bool) throws(SigningKeyFailure) {
        switch EVP_PKEY_get_base_id(handle.pointer) {
        case EVP_PKEY_RSA: algorithm = .rsaSHA256
        case EVP_PKEY_EC: algorithm = .ecdsaSHA256
        default: throw .unsupportedKind
        }
        guard Self.belongs(certificate, to: handle) else { throw .otherCertificate }
        self.handle = handle
        self.isInToken = isInToken
        self.certificate = certificate
        self.chain = chain
    }

    private static func belongs(_ certificate: [UInt8], to key: SigningKeyHandle) -> Bool {
        let read: OpaquePointer? = certificate.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            return d2i_X509(nil, &cursor, bytes.count)
        }
        defer { ERR_clear_error() }
        guard let read else { return false }
        defer { X509_free(read) }
        guard let named = X509_get0_pubkey(read) else { return false }
        return EVP_PKEY_eq(named, key.pointer) == 1
    }
}

extension SigningKey: CustomStringConvertible {
    /// The algorithm: nothing of the key.
    public var description: String { "signing key(\(algorithm))" }
}

/// An `EVP_PKEY`, never changed after it was made, so that threads may share it; OpenSSL counts its references.
final class SigningKeyHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { EVP_PKEY_free(pointer) }
}
