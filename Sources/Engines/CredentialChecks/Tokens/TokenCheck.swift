// The check of a token: algorithm, key, signature, then every claim.

/// A token whose signature and claims hold.
public struct VerifiedToken: Sendable, Hashable {
    /// The claims.
    public let claims: JSONObject
    /// Whom it is about (`sub`).
    public let subject: String
    /// The end of its validity, in seconds since 1970.
    public let expires: Double
    /// Whether it is bound to the client certificate that was presented.
    public let isBound: Bool
}

/// What is to be said of a token.
public struct TokenVerdict: Sendable, Hashable {
    /// Every fault, in the order in which they were looked for; a fault of the form or the signature stands alone.
    public let faults: [TokenFault]
    /// The token, nil where it has a fault.
    public let token: VerifiedToken?

    /// A verdict of one fault.
    public init(refusedFor fault: TokenFault) { (faults, token) = ([fault], nil) }

    fileprivate init(faults: [TokenFault], token: VerifiedToken?) { (self.faults, self.token) = (faults, token) }
}

/// Checks tokens of one issuer.
public struct TokenCheck: Sendable {
    /// What is demanded.
    public let policy: TokenPolicy

    /// Prepares a check.
    public init(_ policy: TokenPolicy) { self.policy = policy }

    /// Reads and checks a token.
    ///
    /// - Parameters:
    ///   - token: The compact form, as the header `Authorization: Bearer` carries it.
    ///   - keys: The issuer's keys; nil where they could not be had.
    ///   - certificate: The client certificate of the connection, DER; nil where there is none.
    ///   - now: The moment, in seconds since 1970.
    public func verdict(on token: [UInt8], keys: JSONWebKeySet?, certificate: [UInt8]?, now: Double) -> TokenVerdict {
        do throws(TokenFault) {
            return verdict(on: try UnverifiedToken(token), keys: keys, certificate: certificate, now: now)
        } catch { return TokenVerdict(refusedFor: error) }
    }

    /// Checks a token that was read.
    public func verdict(on token: UnverifiedToken, keys: JSONWebKeySet?, certificate: [UInt8]?, now: Double) -> TokenVerdict {
        do throws(TokenFault) { try proveSignature(of: token, keys: keys) } catch { return TokenVerdict(refusedFor: error) }
        let checks = ClaimChecks(token, policy: policy, certificate: certificate, now: now)
        guard checks.faults.isEmpty, let subject = token.payload["sub"]?.text, let expires = token.payload["exp"]?.number else {
            return TokenVerdict(faults: checks.faults, token: nil)
        }
        let verified = VerifiedToken(claims: token.payload, subject: subject, expires: expires, isBound: token.payload["cnf"] != nil)
        return TokenVerdict(faults: [], token: verified)
    }

    private func proveSignature(of token: UnverifiedToken, keys: JSONWebKeySet?) throws(TokenFault) {
        guard let algorithm = SignatureAlgorithm(rawValue: token.header.algorithm), policy.algorithms.contains(algorithm) else {
            let pinned = policy.algorithms.map(\.rawValue).sorted().joined(separator: " | ")
            throw TokenFault(.algorithm, "header.alg", expected: pinned, received: token.header.algorithm)
        }
        guard let keys else { throw TokenFault(.keysUnavailable, "header.kid", expected: "the key set of \(policy.issuer)") }
        let key = try keys.key(named: token.header.keyIdentifier, for: algorithm)
        guard SignatureCheck.holds(token.signature, over: token.signedBytes, by: algorithm, key: key.handle) else {
            let embedded = token.header.embeddedKeys
            guard embedded.isEmpty else {
                throw TokenFault(
                    .signature, "header.\(embedded[0])", expected: "a signature by a published key of the issuer; a key that the token brings is never used")
            }
            throw TokenFault(.signature, "signature", expected: "a signature by key \(key.identifier ?? "of the issuer")")
        }
    }
}
