// A public key as key sets carry it.

import CCrypto

/// Why a key of a set is not used.
public enum UnusableKey: String, Error, Sendable, Hashable, CaseIterable {
    /// Not a JSON object, or a member that its type needs is absent or of another form.
    case malformed
    /// Neither RSA nor EC: symmetric keys have no place in a public set.
    case type
    /// Meant for encryption (`use`, `key_ops`).
    case use
    /// A curve that no algorithm here signs on, or a point that does not lie on it.
    case curve
    /// An RSA key below 2,048 or above 8,192 bits, or with an even or tiny exponent.
    case strength
    /// It carries the private half: whoever published it has lost it.
    case secretPublished
    /// Two keys of the set have this identifier and fit the same algorithm.
    case ambiguous
}

/// A public key of an issuer (RFC 7517, RFC 7518 section 6).
public struct JSONWebKey: Sendable {
    /// What the key can do.
    public enum Kind: Sendable, Hashable {
        /// An RSA key of so many bits.
        case rsa(bits: Int)
        /// A point on a curve.
        case ec(EllipticCurve)
    }

    /// The identifier by which tokens name the key (`kid`).
    public let identifier: String?
    /// The type and size.
    public let kind: Kind
    /// The one algorithm that the issuer uses it with (`alg`), if the set says so.
    public let algorithm: String?
    let handle: KeyHandle

    /// RSA keys that are used: less is weak, more costs a verifier dearly.
    public static let rsaBits = 2048...8192

    /// Reads a key.
    public init(_ value: JSONValue) throws(UnusableKey) {
        guard let members = value.object, let type = members["kty"]?.text else { throw .malformed }
        guard type == "RSA" || type == "EC" else { throw .type }
        for name in ["kid", "alg", "use"] {
            if let member = members[name], member.text == nil { throw .malformed }
        }
        if let use = members["use"]?.text, use != "sig" { throw .use }
        if let operations = members["key_ops"] {
            guard operations.elements?.contains("verify") == true else { throw .use }
        }
        guard members["d"] == nil else { throw .secretPublished }
        identifier = members["kid"]?.text
        algorithm = members["alg"]?.text
        let information: DERValue
        if type == "RSA" {
            let (bits, spki) = try Self.rsa(members)
            (kind, information) = (.rsa(bits: bits), spki)
        } else {
            let (curve, spki) = try Self.ec(members)
            (kind, information) = (.ec(curve), spki)
        }
        handle = try Self.handle(information)
    }

    /// Whether tokens signed with this algorithm may be checked with this key.
    public func fits(_ wanted: SignatureAlgorithm) -> Bool {
        if let algorithm, algorithm != wanted.rawValue { return false }
        switch kind {
        case .rsa: return wanted.curve == nil
        case .ec(let curve): return wanted.curve == curve
        }
    }

    private static func bytes(_ members: JSONObject, _ name: String) throws(UnusableKey) -> [UInt8] {
        guard let text = members[name]?.text, let bytes = Base64URL.decode(text.utf8), !bytes.isEmpty else { throw .malformed }
        return bytes
    }

    private static func rsa(_ members: JSONObject) throws(UnusableKey) -> (Int, DERValue) {
        let modulus = Array(try bytes(members, "n").drop { $0 == 0 })
        let exponent = Array(try bytes(members, "e").drop { $0 == 0 })
        guard let top = modulus.first, let last = exponent.last else { throw .malformed }
        let bits = modulus.count * 8 - top.leadingZeroBitCount
        // An exponent of up to 32 bits: long ones make each verification as dear as a signature.
        guard rsaBits.contains(bits), exponent.count <= 4, last & 1 == 1, exponent != [1] else { throw .strength }
        let rsaEncryption = DERValue(tag: DERTag.objectIdentifier, content: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01])
        let null = DERValue(tag: 0x05, content: [])
        let key = DERValue.sequence([.unsigned(modulus), .unsigned(exponent)])
        return (bits, .publicKeyInformation(.sequence([rsaEncryption, null]), key.encoded))
    }

    private static func ec(_ members: JSONObject) throws(UnusableKey) -> (EllipticCurve, DERValue) {
        guard let name = members["crv"]?.text else { throw .malformed }
        guard let curve = EllipticCurve(rawValue: name) else { throw .curve }
        let (x, y) = (try bytes(members, "x"), try bytes(members, "y"))
        // The length is that of the field, leading zeros included (RFC 7518, 6.2.1.2).
        guard x.count == curve.byteCount, y.count == curve.byteCount else { throw .malformed }
        let ecPublicKey = DERValue(tag: DERTag.objectIdentifier, content: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01])
        return (curve, .publicKeyInformation(.sequence([ecPublicKey, curve.objectIdentifier]), [4] + x + y))
    }

    private static func handle(_ information: DERValue) throws(UnusableKey) -> KeyHandle {
        let key: OpaquePointer? = information.encoded.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            return d2i_PUBKEY(nil, &cursor, bytes.count)
        }
        ERR_clear_error()
        // OpenSSL reads points with their equation: what is not on the curve is refused.
        guard let key else { throw .curve }
        return KeyHandle(key)
    }
}

extension DERValue {
    /// An INTEGER from the bytes of a number that is not negative.
    static func unsigned(_ bytes: [UInt8]) -> DERValue {
        let digits = Array(bytes.drop { $0 == 0 })
        let isNegative = digits.first.map { $0 & 0x80 != 0 } ?? true
        return DERValue(tag: DERTag.integer, content: isNegative ? [0] + digits : digits)
    }

    /// A SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
    fileprivate static func publicKeyInformation(_ algorithm: DERValue, _ key: [UInt8]) -> DERValue {
        .sequence([algorithm, DERValue(tag: DERTag.bitString, content: [0] + key)])
    }
}
