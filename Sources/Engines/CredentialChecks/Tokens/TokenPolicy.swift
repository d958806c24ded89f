// What a token must be to count: set for one issuer, never taken from the token.

/// The kinds of token that an identity provider issues.
public enum TokenKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// For a service that is called (RFC 9068).
    case access
    /// For the client that signed the person in (OpenID Connect Core, 2).
    case identity
}

/// Whether a token must be bound to the client certificate of the connection (RFC 8705, 3).
public enum TokenBinding: String, Sendable, Hashable, Codable, CaseIterable {
    /// Checked where the token says so.
    case whenPresent
    /// A token that is not bound is refused.
    case required
}

/// What is demanded of the tokens of one issuer.
public struct TokenPolicy: Sendable, Hashable {
    /// The issuer, compared character by character (`iss`).
    public var issuer: String
    /// Whom tokens must be meant for: one of these (`aud`).
    public var audiences: Set<String>
    /// The algorithms that the issuer signs with; a header cannot widen them.
    public var algorithms: Set<SignatureAlgorithm>
    /// The kind of token that is wanted.
    public var kind: TokenKind
    /// The clients that tokens may have been given to (`azp`); nil where any may.
    public var authorizedParties: Set<String>?
    /// How far two clocks may stand apart, in seconds.
    public let skew: Double
    /// The longest validity that is accepted, in seconds from `iat` (or `nbf`, or now) to `exp`.
    public var longestLifetime: Double
    /// Whether a binding to the certificate is demanded.
    public var binding: TokenBinding

    /// The largest skew that can be set, in seconds.
    public static let greatestSkew = 300.0

    /// States what is demanded; a skew beyond `greatestSkew` is cut to it.
    public init(
        issuer: String, audiences: Set<String>, algorithms: Set<SignatureAlgorithm> = [.rs256], kind: TokenKind = .access,
        authorizedParties: Set<String>? = nil, skew: Double = 60, longestLifetime: Double = 8 * 3600, binding: TokenBinding = .whenPresent
    ) {
        self.issuer = issuer
        self.audiences = audiences
        self.algorithms = algorithms
        self.kind = kind
        self.authorizedParties = authorizedParties
        self.skew = min(max(skew, 0), Self.greatestSkew)
        self.longestLifetime = longestLifetime
        self.binding = binding
    }
}
