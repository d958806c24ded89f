// Signatures of tokens, checked and made by OpenSSL.

import CCrypto

/// Checks and makes the signatures of JSON Web Signatures (RFC 7518, 3.3 to 3.5).
enum SignatureCheck {
    /// Whether the signature is one of this key over the message.
    static func holds(_ signature: [UInt8], over message: [UInt8], by algorithm: SignatureAlgorithm, key: KeyHandle) -> Bool {
        defer { ERR_clear_error() }
        var given = signature
        if let curve = algorithm.curve {
            guard let sequence = derSignature(signature, on: curve) else { return false }
            given = sequence
        } else {
            guard signature.count == Int(EVP_PKEY_get_size(key.pointer)) else { return false }
        }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        var keyContext: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &keyContext, algorithm.digest, nil, key.pointer) == 1, setPadding(of: keyContext, for: algorithm) else {
            return false
        }
        return EVP_DigestVerify(context, given, given.count, message, message.count) == 1
    }

    /// Signs a message.
    static func sign(_ message: [UInt8], by algorithm: SignatureAlgorithm, key: KeyHandle) throws(OpenSSLFailure) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw OpenSSLFailure("EVP_MD_CTX_new") }
        defer { EVP_MD_CTX_free(context) }
        var keyContext: OpaquePointer?
        guard EVP_DigestSignInit(context, &keyContext, algorithm.digest, nil, key.pointer) == 1, setPadding(of: keyContext, for: algorithm) else {
            throw OpenSSLFailure("EVP_DigestSignInit")
        }
        var length = Int(EVP_PKEY_get_size(key.pointer))
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else { throw OpenSSLFailure("EVP_DigestSign") }
        signature.removeSubrange(length...)
        guard let curve = algorithm.curve else { return signature }
        guard let halves = DERValue(signature)?.elements, halves.count == 2 else { throw OpenSSLFailure("ECDSA_SIG") }
        return halves.flatMap { half in
            let digits = Array(half.content.drop { $0 == 0 })
            return [UInt8](repeating: 0, count: max(0, curve.byteCount - digits.count)) + digits
        }
    }

    private static func setPadding(of context: OpaquePointer?, for algorithm: SignatureAlgorithm) -> Bool {
        guard algorithm.isPSS else { return true }
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1
            && EVP_PKEY_CTX_set_rsa_mgf1_md(context, algorithm.digest) == 1
    }

    /// The two halves as DER; nil for another length, and where a half is zero (which a careless verifier takes for any message).
    private static func derSignature(_ raw: [UInt8], on curve: EllipticCurve) -> [UInt8]? {
        let (r, s) = (Array(raw.prefix(curve.byteCount)), Array(raw.dropFirst(curve.byteCount)))
        guard raw.count == 2 * curve.byteCount, r.contains(where: { $0 != 0 }), s.contains(where: { $0 != 0 }) else { return nil }
        return DERValue.sequence([.unsigned(r), .unsigned(s)]).encoded
    }
}
