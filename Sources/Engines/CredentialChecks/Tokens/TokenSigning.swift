// Tokens and key sets that are made here: for a sandbox, and for tests.

import CCrypto

/// Signs tokens with a key of our own.
public struct TokenSigner: Sendable {
    /// The algorithm.
    public let algorithm: SignatureAlgorithm
    /// The name under which the key is published.
    public let keyIdentifier: String
    private let key: PrivateKey

    /// Takes a key; the algorithm is the usual one for its kind.
    public init(key: PrivateKey, keyIdentifier: String, algorithm: SignatureAlgorithm) {
        (self.key, self.keyIdentifier, self.algorithm) = (key, keyIdentifier, algorithm)
    }

    /// The token in compact form: `alg`, `typ` and `kid` in the header unless members given here replace them.
    public func sign(_ claims: JSONObject, header members: KeyValuePairs<String, JSONValue> = [:]) throws(OpenSSLFailure) -> String {
        var header = JSONObject(["alg": .string(algorithm.rawValue), "typ": "JWT", "kid": .string(keyIdentifier)])
        for (name, value) in members { header[name] = value }
        return try sign(header: JSONValue.object(header).encoded, payload: JSONValue.object(claims).encoded)
    }

    /// Signs bytes as they are, sound or not.
    public func sign(header: [UInt8], payload: [UInt8]) throws(OpenSSLFailure) -> String {
        let signed = "\(Base64URL.encode(header)).\(Base64URL.encode(payload))"
        return "\(signed).\(Base64URL.encode(try SignatureCheck.sign(Array(signed.utf8), by: algorithm, key: key.handle)))"
    }

    /// The public half as a member of a key set (RFC 7517).
    public func publishedKey() throws(OpenSSLFailure) -> JSONValue {
        var members = JSONObject(["use": "sig", "alg": .string(algorithm.rawValue), "kid": .string(keyIdentifier)])
        guard let content = key.publicKeyContent else { throw OpenSSLFailure("i2d_PUBKEY") }
        if let curve = algorithm.curve {
            guard content.count == 2 * curve.byteCount + 1 else { throw OpenSSLFailure("EC point") }
            members["kty"] = "EC"
            members["crv"] = .string(curve.rawValue)
            members["x"] = .string(Base64URL.encode(content[1...curve.byteCount]))
            members["y"] = .string(Base64URL.encode(content[(curve.byteCount + 1)...]))
        } else {
            guard let numbers = DERValue(content)?.elements, numbers.count == 2 else { throw OpenSSLFailure("RSAPublicKey") }
            members["kty"] = "RSA"
            members["n"] = .string(Base64URL.encode(numbers[0].content.drop { $0 == 0 }))
            members["e"] = .string(Base64URL.encode(numbers[1].content.drop { $0 == 0 }))
        }
        return .object(members)
    }

    /// A key set of these signers, as an issuer publishes it.
    public static func keySet(_ signers: [TokenSigner]) throws(OpenSSLFailure) -> [UInt8] {
        var keys: [JSONValue] = []
        for signer in signers { keys.append(try signer.publishedKey()) }
        return JSONValue.object(JSONObject(["keys": .array(keys)])).encoded
    }
}

extension PrivateKey {
    /// What the public key's BIT STRING holds: an RSAPublicKey, or a point (RFC 5280, 4.1.2.7).
    fileprivate var publicKeyContent: [UInt8]? {
        let length = i2d_PUBKEY(handle.pointer, nil)
        guard length > 0 else { return nil }
        let der = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, filled in
            var cursor = buffer.baseAddress
            filled = max(0, Int(i2d_PUBKEY(handle.pointer, &cursor)))
        }
        guard let bits = DERValue(der)?.elements?.last, bits.tag == DERTag.bitString else { return nil }
        return Array(bits.content.dropFirst())
    }
}
