// Why a token is refused: a stable code, the member that it lies in, what was expected and what came.

/// The kinds of fault that a token may have.
public enum TokenFaultCode: String, Sendable, Hashable, CaseIterable {
    /// Longer than is read.
    case tooLarge = "token.too-large"
    /// Not three parts between two dots (RFC 7515, 7.1).
    case parts = "token.parts"
    /// Five parts: encrypted (RFC 7516), which is not read.
    case encrypted = "token.encrypted"
    /// A part is not canonical base64url.
    case encoding = "token.encoding"
    /// A part is not a JSON object.
    case json = "token.json"
    /// A name stands twice in a part.
    case duplicateMember = "token.duplicate-member"
    /// A member of the header has another form than its definition.
    case header = "token.header"
    /// The header names an extension that must be understood (`crit`, `b64`), and none is.
    case criticalHeader = "token.critical-header"
    /// The header asks for decompression (`zip`), or holds a token within a token (`cty`).
    case transformed = "token.transformed"
    /// A token of another kind than is wanted here (`typ`).
    case kind = "token.kind"
    /// Not one of the algorithms that are pinned for the issuer.
    case algorithm = "token.algorithm"
    /// The issuer's key set could not be had.
    case keysUnavailable = "token.keys-unavailable"
    /// No key of the issuer is meant, or more than one.
    case keyUnknown = "token.key-unknown"
    /// The key that is meant is not one for this algorithm.
    case keyUnfit = "token.key-unfit"
    /// The signature does not hold.
    case signature = "token.signature"
    /// A claim is absent that must be there.
    case claimMissing = "token.claim-missing"
    /// A claim has another form than its definition.
    case claimForm = "token.claim-form"
    /// Another issuer.
    case issuer = "token.issuer"
    /// Meant for somebody else.
    case audience = "token.audience"
    /// Given to another client.
    case authorizedParty = "token.authorized-party"
    /// Its time is over.
    case expired = "token.expired"
    /// Its time has not begun.
    case notYetValid = "token.not-yet-valid"
    /// Issued in the future.
    case issuedInFuture = "token.issued-in-future"
    /// Valid for longer than is accepted.
    case lifetime = "token.lifetime"
    /// Bound to another certificate than that of the connection (RFC 8705, 3).
    case binding = "token.binding"
    /// Not bound to a certificate, where that is demanded.
    case unbound = "token.unbound"
}

/// One fault of a token.
public struct TokenFault: Error, Sendable, Hashable {
    /// The kind.
    public let code: TokenFaultCode
    /// The member: `header.alg`, a claim such as `aud`, or `token` where the whole is meant.
    public let field: String
    /// What would have been right.
    public let expected: String?
    /// What came, printable and cut short.
    public let received: String?

    init(_ code: TokenFaultCode, _ field: String, expected: String? = nil, received: String? = nil) {
        self.code = code
        self.field = field
        self.expected = expected
        self.received = received.map { printable($0, limit: 80) }
    }
}

extension TokenFault: CustomStringConvertible {
    /// Code and member: never a value.
    public var description: String { "\(code.rawValue) at \(field)" }
}
