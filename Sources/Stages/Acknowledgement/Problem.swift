// A refusal as RFC 9457 has it: a type, a title, a status, and what exactly is wrong.

public import ClinicalTypes

/// A problem to tell a sender (RFC 9457), with everything that mends it.
public struct Problem: Sendable, Hashable {
    /// The kinds of problem, each with the status that it is answered with.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The request cannot be understood.
        case badRequest = "request.malformed"
        /// Nobody showed who sends.
        case credentialMissing = "credential.missing"
        /// Who sends may not send this.
        case credentialRefused = "credential.refused"
        /// There is nothing of that name.
        case notFound = "not-found"
        /// This cannot be done with what is there.
        case methodNotAllowed = "method-not-allowed"
        /// The body did not arrive in time.
        case timeout = "request.timeout"
        /// Other bytes are held under the document's id.
        case conflict = "document.conflict"
        /// The body is larger than accepted.
        case tooLarge = "document.too-large"
        /// The body is not of an accepted type.
        case unsupportedMediaType = "document.media-type"
        /// The document breaks rules.
        case documentRefused = "document.refused"
        /// The sender sends faster than agreed.
        case tooManyRequests = "too-many-requests"
        /// The fields of the request are larger than accepted.
        case fieldsTooLarge = "request.fields-too-large"
        /// The gateway itself failed.
        case internalFailure = "internal"
        /// The gateway cannot take anything now: disk full, starting, stopping.
        case unavailable = "unavailable"

        /// The status (RFC 9110, 15; RFC 6585).
        public var status: Int {
            switch self {
            case .badRequest: 400
            case .credentialMissing: 401
            case .credentialRefused: 403
            case .notFound: 404
            case .methodNotAllowed: 405
            case .timeout: 408
            case .conflict: 409
            case .tooLarge: 413
            case .unsupportedMediaType: 415
            case .documentRefused: 422
            case .tooManyRequests: 429
            case .fieldsTooLarge: 431
            case .internalFailure: 500
            case .unavailable: 503
            }
        }
    }

    /// The kind.
    public var kind: Kind
    /// What happened here, without content of the document.
    public var detail: Bilingual
    /// The submission that the refusal is written down under, where there is one.
    public var submission: String?
    /// What is wrong with the document; may hold content, and goes to the sender alone.
    public var findings: [Finding]
    /// What is wrong with the credential.
    public var checks: [CredentialCheck]
    /// After how many seconds to try again.
    public var retryAfter: Int?

    /// States a problem.
    public init(
        _ kind: Kind, detail: Bilingual? = nil, submission: String? = nil, findings: [Finding] = [], checks: [CredentialCheck] = [], retryAfter: Int? = nil
    ) {
        self.kind = kind
        self.detail = detail ?? kind.usualDetail
        self.submission = submission
        self.findings = findings
        self.checks = checks
        self.retryAfter = retryAfter
    }
}

extension Problem: CustomStringConvertible {
    /// The kind and how much there is to say: no content.
    public var description: String { "\(kind.rawValue) (\(findings.count) findings, \(checks.count) checks)" }
}
