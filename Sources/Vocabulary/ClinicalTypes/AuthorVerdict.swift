// What the author check says: each check, with what was expected and what came.

/// How one check of a credential ended.
public enum CheckOutcome: String, Sendable, Hashable, Codable {
    /// It holds.
    case passed
    /// It does not hold.
    case failed
    /// It could not apply here.
    case notApplicable
}

/// One check of a credential: its code, the field it reads, what was expected and what came.
public struct CredentialCheck: Sendable, Hashable, Codable {
    /// The stable code, for instance `certificate.expired`.
    public var code: String
    /// How it ended.
    public var outcome: CheckOutcome
    /// The field, claim or certificate that it reads, for instance `subject.CN` or `author[1]/assignedAuthor/id`.
    public var field: String
    /// What would have been right.
    public var expected: String?
    /// What came; identifiers of professionals, never of patients.
    public var received: String?
    /// The certificate within the chain, 0 for the leaf, where one certificate is meant.
    public var certificateDepth: Int?
    /// What to do.
    public var hint: Bilingual

    /// Reports one check.
    public init(
        code: String, outcome: CheckOutcome, field: String, expected: String? = nil, received: String? = nil,
        certificateDepth: Int? = nil, hint: Bilingual
    ) {
        self.code = code
        self.outcome = outcome
        self.field = field
        self.expected = expected
        self.received = received
        self.certificateDepth = certificateDepth
        self.hint = hint
    }
}

/// The checks made on who sends a document, in the order in which they were made.
public struct AuthorVerdict: Sendable, Hashable, Codable {
    /// Every check.
    public var checks: [CredentialCheck]
    /// Who was recognised: the national identifier of the person or structure (PS_IdNat, Struct_IdNat), if any.
    public var identity: String?

    /// Collects checks.
    public init(checks: [CredentialCheck], identity: String? = nil) {
        self.checks = checks
        self.identity = identity
    }

    /// Whether no check failed.
    public var isTrusted: Bool { !checks.contains { $0.outcome == .failed } }

    /// The checks that failed.
    public var failures: [CredentialCheck] { checks.filter { $0.outcome == .failed } }
}
