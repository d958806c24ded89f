// Why a document has not reached the store, and what that asks for.

public import ClinicalTypes

/// What a failure asks for.
public enum FailureKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The document surely did not arrive: try again later.
    case transient
    /// Nobody knows whether it arrived: ask the store, later.
    case ambiguous
    /// The store says that it holds this id: ask it now, and compare.
    case duplicate
    /// The same bytes may pass once somebody has acted: park.
    case needsPerson
    /// The store will never take this document: reject.
    case permanent
}

/// What a store refuses of the identity that it was told; holds names alone, nothing of who it is.
public struct IdentityRefusal: Sendable, Hashable {
    /// The subcode of WS-Security, for instance `InvalidSecurityToken`.
    public var subcode: String
    /// The check that failed, where the store judges as this gateway does: `assertion.other-patient`.
    public var check: String?
    /// The claim that was checked, where the store names it: `Identifiant_Structure`.
    public var claim: String?

    /// States a refusal.
    public init(subcode: String, check: String? = nil, claim: String? = nil) {
        self.subcode = subcode
        self.check = check
        self.claim = claim
    }
}

extension IdentityRefusal: CustomStringConvertible {
    /// Subcode, check and claim.
    public var description: String { [subcode, check, claim].compactMap(\.self).joined(separator: ", ") }
}

/// Why one step of a delivery failed; holds nothing of the document.
public struct DeliveryFailure: Error, Sendable, Hashable {
    /// The stable code: an XDS error code, or one like `http.503`, `tls.handshake-failed` or `answer.unreadable`.
    public var code: String
    /// What it asks for.
    public var kind: FailureKind
    /// What happened and what to do.
    public var message: Bilingual
    /// Whether an operator should be told at once, because it will hit every document.
    public var needsOperator: Bool
    /// The pause in seconds that the store asked for (`Retry-After`).
    public var retryAfter: Double?
    /// What the store refuses of an identity; nil for every other failure.
    public var identity: IdentityRefusal?

    /// States a failure.
    public init(code: String, kind: FailureKind, message: Bilingual, needsOperator: Bool = false, retryAfter: Double? = nil) {
        self.code = code
        self.kind = kind
        self.message = message
        self.needsOperator = needsOperator
        self.retryAfter = retryAfter
    }
}

extension DeliveryFailure: CustomStringConvertible {
    /// Kind and code.
    public var description: String { "\(kind.rawValue) \(code)" }
}
