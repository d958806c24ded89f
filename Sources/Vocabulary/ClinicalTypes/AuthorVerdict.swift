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

/// What a check looked at.
public enum CredentialSource: String, Sendable, Hashable, Codable, CaseIterable {
    /// A certificate and its path: of the TLS connection, or of a signature.
    case certificate
    /// A SAML assertion (VIHF).
    case assertion
    /// A bearer token of Pro Santé Connect.
    case token
    /// The directory of professionals.
    case directory
    /// The matrices of rights.
    case rights
    /// The document, against what the credentials say.
    case document
}

/// One check of a credential: its code, the field it reads, what was expected and what came.
public struct CredentialCheck: Sendable, Hashable {
    /// The stable code, for instance `certificate.expired`; docs/credentials.md lists them all.
    public var code: String
    /// How it ended.
    public var outcome: CheckOutcome
    /// What it looked at.
    public var source: CredentialSource
    /// The field, claim or certificate that it reads, for instance `subject.CN` or `author[1]/assignedAuthor/id`.
    public var field: String
    /// What would have been right.
    public var expected: String?
    /// What came.
    ///
    /// Identifiers of professionals and structures stand whole, those of patients as `shortenedIdentifier(_:)` gives them.
    public var received: String?
    /// The certificate within the chain, 0 for the leaf, where one certificate is meant.
    public var certificateDepth: Int?
    /// What to do; holds no content.
    public var hint: Bilingual

    /// Reports one check.
    public init(
        code: String, outcome: CheckOutcome, source: CredentialSource = .certificate, field: String, expected: String? = nil, received: String? = nil,
        certificateDepth: Int? = nil, hint: Bilingual
    ) {
        self.code = code
        self.outcome = outcome
        self.source = source
        self.field = field
        self.expected = expected
        self.received = received
        self.certificateDepth = certificateDepth
        self.hint = hint
    }
}

extension CredentialCheck: Codable {
    private enum CodingKeys: String, CodingKey {
        case code, outcome, source, field, expected, received, certificateDepth, hint
    }

    /// Reads a check; one that was written before checks named their source is a certificate's or a document's, which its code tells.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let code = try values.decode(String.self, forKey: .code)
        self.init(
            code: code, outcome: try values.decode(CheckOutcome.self, forKey: .outcome),
            source: try values.decodeIfPresent(CredentialSource.self, forKey: .source) ?? (code.hasPrefix("author.") ? .document : .certificate),
            field: try values.decode(String.self, forKey: .field), expected: try values.decodeIfPresent(String.self, forKey: .expected),
            received: try values.decodeIfPresent(String.self, forKey: .received),
            certificateDepth: try values.decodeIfPresent(Int.self, forKey: .certificateDepth), hint: try values.decode(Bilingual.self, forKey: .hint))
    }
}

extension CredentialCheck: CustomStringConvertible {
    /// Outcome, code and field; neither what was expected nor what came.
    public var description: String {
        "\(outcome.rawValue) \(code) at \(field)" + (certificateDepth.map { ", certificate \($0)" } ?? "")
    }
}

/// An identifier of a patient as a check may tell it: enough to see a slip, not enough to find the person.
///
/// The first character and the last two stand; a text of fewer than eight characters is only counted.
public func shortenedIdentifier(_ text: String) -> String {
    let count = text.unicodeScalars.count
    guard count >= 8 else { return "… (\(count))" }
    return "\(text.unicodeScalars.first.map(String.init) ?? "")…\(String(String.UnicodeScalarView(text.unicodeScalars.suffix(2)))) (\(count))"
}

/// The checks made on who sends a document, in the order in which they were made.
public struct AuthorVerdict: Sendable, Hashable {
    /// Every check.
    public var checks: [CredentialCheck]
    /// Who was recognised: the national identifier of the person or structure (PS_IdNat, Struct_IdNat), if any.
    public var identity: String?
    /// What each proven credential says of its holder, in the order in which they were proven.
    public var identities: [NamedIdentity]

    /// Collects checks.
    public init(checks: [CredentialCheck], identity: String? = nil, identities: [NamedIdentity] = []) {
        self.checks = checks
        self.identity = identity
        self.identities = identities
    }

    /// Whether no check failed.
    public var isTrusted: Bool { !checks.contains { $0.outcome == .failed } }

    /// The checks that failed.
    public var failures: [CredentialCheck] { checks.filter { $0.outcome == .failed } }
}

extension AuthorVerdict: Codable {
    private enum CodingKeys: String, CodingKey {
        case checks, identity, identities
    }

    /// Reads a verdict; one that was written before verdicts told identities has none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            checks: try values.decode([CredentialCheck].self, forKey: .checks), identity: try values.decodeIfPresent(String.self, forKey: .identity),
            identities: try values.decodeIfPresent([NamedIdentity].self, forKey: .identities) ?? [])
    }
}

extension AuthorVerdict: CustomStringConvertible {
    /// The codes of the checks that failed, or that none did.
    public var description: String { isTrusted ? "trusted" : failures.map(\.code).joined(separator: ", ") }
}
