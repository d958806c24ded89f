// How OpenSSL asks a list that holds no entries: whether a number is on it, and whether its signature holds.

import CCrypto
import Synchronization

/// What a list needs to answer OpenSSL.
final class KeptPart: Sendable {
    let serials: RevokedSerials
    let digest: [UInt8]
    let digestName: String
    let signature: [UInt8]

    init(serials: RevokedSerials, digest: [UInt8], digestName: String, signature: [UInt8]) {
        self.serials = serials
        self.digest = digest
        self.digestName = digestName
        self.signature = signature
    }

    /// Whether the signature over the digest is one of this key.
    func isSigned(by key: OpaquePointer) -> Bool {
        defer { ERR_clear_error() }
        guard let context = EVP_PKEY_CTX_new(key, nil), let algorithm = EVP_MD_fetch(nil, digestName, nil) else { return false }
        defer {
            EVP_PKEY_CTX_free(context)
            EVP_MD_free(algorithm)
        }
        guard EVP_PKEY_verify_init(context) == 1, EVP_PKEY_CTX_set_signature_md(context, algorithm) == 1 else { return false }
        return EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1
    }
}

/// OpenSSL's `X509_CRL_METHOD` over a `KeptPart`.
enum IndexedLookup {
    /// The method, made once.
    nonisolated(unsafe) static let method: OpaquePointer = X509_CRL_METHOD_new(
        { _ in 1 },
        { list in
            if let kept = list.flatMap({ X509_CRL_get_meth_data($0) }) {
                Unmanaged<KeptPart>.fromOpaque(kept).release()
                X509_CRL_set_meth_data(list, nil)
            }
            return 1
        },
        { list, found, serial, issuer in
            guard let list, let serial, let kept = X509_CRL_get_meth_data(list) else { return 0 }
            // A plain list speaks of its own issuer's certificates alone.
            if let issuer, X509_NAME_cmp(issuer, X509_CRL_get_issuer(list)) != 0 { return 0 }
            let part = Unmanaged<KeptPart>.fromOpaque(kept).takeUnretainedValue()
            guard serial.pointee.type & V_ASN1_NEG == 0 else { return 0 }
            let bytes = UnsafeRawBufferPointer(start: serial.pointee.data, count: Int(serial.pointee.length))
            // OpenSSL's own form has no leading zero, so the first bit says nothing of the sign.
            guard let number = ([0] + Array(bytes)).withUnsafeBytes({ RevokedSerial($0) }), part.serials[number] != nil else { return 0 }
            found?.pointee = revoked
            return 1
        },
        { list, key in
            guard let list, let key, let kept = X509_CRL_get_meth_data(list) else { return 0 }
            return Unmanaged<KeptPart>.fromOpaque(kept).takeUnretainedValue().isSigned(by: key) ? 1 : 0
        })!

    /// What OpenSSL is given for any number that is on a list; it looks at nothing in it but the reason, which is none.
    nonisolated(unsafe) private static let revoked: OpaquePointer = X509_REVOKED_new()!

    private static let turn = Mutex(())

    /// One at a time: OpenSSL's default method is the process's.
    static func guarded(_ work: () -> OpaquePointer?) -> OpaquePointer? {
        turn.withLock { _ in
            nonisolated(unsafe) let result = work(); return result.map { UInt(bitPattern: $0) }
        }.flatMap { OpaquePointer(bitPattern: $0) }
    }
}

/// The signature algorithms of lists, as far as the digest can be computed apart from the key.
enum ListSignature: Sendable, Hashable {
    case sha1, sha256, sha384, sha512
    /// OpenSSL has to see the whole: PSS, Ed25519 and what is not known here.
    case other
    /// MD5 and older.
    case weak

    init(oid: String) {
        self =
            switch oid {
            case "1.2.840.113549.1.1.5", "1.2.840.10045.4.1", "1.2.840.10040.4.3": .sha1
            case "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2", "2.16.840.1.101.3.4.3.2": .sha256
            case "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3": .sha384
            case "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4": .sha512
            case "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3", "1.2.840.113549.1.1.4": .weak
            default: .other
            }
    }

    var isWeak: Bool { self == .weak }

    var digestName: String? {
        switch self {
        case .sha1: "SHA1"
        case .sha256: "SHA256"
        case .sha384: "SHA384"
        case .sha512: "SHA512"
        case .other, .weak: nil
        }
    }
}
