// A private key that this program made or was given.

import CCrypto

/// The kinds of key that development certificates are issued for.
public enum KeyKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// An elliptic-curve key on P-256: made in less than a millisecond.
    case ecP256
    /// An RSA key of 2048 bits, as French cards and TLS suites have; making one takes a large part of a second.
    case rsa2048
    /// An RSA key of 1024 bits, which every check refuses: a fault, for tests.
    case rsa1024
    /// An elliptic-curve key on P-384.
    case ecP384

    func make() -> OpaquePointer? {
        switch self {
        case .ecP256: ccrypto_new_ec_key("P-256")
        case .ecP384: ccrypto_new_ec_key("P-384")
        case .rsa2048: ccrypto_new_rsa_key(2048)
        case .rsa1024: ccrypto_new_rsa_key(1024)
        }
    }
}

/// A key pair whose private half can sign.
public struct PrivateKey: Sendable {
    let handle: KeyHandle

    /// Makes a new key.
    public init(_ kind: KeyKind) throws(OpenSSLFailure) {
        guard let key = kind.make() else { throw OpenSSLFailure("EVP_PKEY_Q_keygen") }
        handle = KeyHandle(key)
    }

    /// Reads an unencrypted private key from PEM text (PKCS#8, or the older forms that OpenSSL reads).
    public init(pem: String) throws(OpenSSLFailure) {
        // A password is never asked for on the terminal: the answer is always empty.
        let read = withReader(over: pem) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in 0 }, nil) }
        guard let key = read ?? nil else { throw OpenSSLFailure("PEM_read_bio_PrivateKey") }
        handle = KeyHandle(key)
    }

    /// The key as unencrypted PKCS#8 PEM text.
    public func pem() throws(OpenSSLFailure) -> String {
        guard let bio = BIO_new(BIO_s_mem()) else { throw OpenSSLFailure("BIO_new") }
        defer { BIO_free(bio) }
        guard PEM_write_bio_PKCS8PrivateKey(bio, handle.pointer, nil, nil, 0, nil, nil) == 1 else { throw OpenSSLFailure("PEM_write_bio_PKCS8PrivateKey") }
        var contents: UnsafeMutablePointer<CChar>?
        let length = ccrypto_bio_contents(bio, &contents)
        return String(decoding: UnsafeRawBufferPointer(start: contents, count: length), as: UTF8.self)
    }
}

extension PrivateKey: CustomStringConvertible {
    /// Nothing of the key.
    public var description: String { "private key" }
}

/// An `EVP_PKEY`, never changed after it was made, so that threads may share it.
final class KeyHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { EVP_PKEY_free(pointer) }
}
