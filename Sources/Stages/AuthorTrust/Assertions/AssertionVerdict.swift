// What is said of an assertion.

public import ClinicalTypes
public import SignedXML

/// The checks made on an assertion, and what it says if all of them hold.
public struct AssertionVerdict: Sendable, Hashable {
    /// Every check, in order.
    public internal(set) var checks: [CredentialCheck] = []
    /// The assertion, nil unless every check holds.
    public internal(set) var assertion: Assertion?
    /// The claims of the French profile, nil unless every check holds.
    public internal(set) var claims: VIHF?

    init() {}

    /// Whether no check failed.
    public var isTrusted: Bool { !checks.contains { $0.outcome == .failed } }

    /// The checks that failed.
    public var failures: [CredentialCheck] { checks.filter { $0.outcome == .failed } }

    /// Whom the assertion names; nil unless every check holds.
    public var identity: NamedIdentity? { claims?.identity }

    mutating func pass(_ code: String, _ field: String, received: String? = nil) {
        checks.append(assertionPassed(code, field: field, received: received))
    }

    mutating func fail(_ code: String, _ field: String, expected: String?, received: String?) {
        checks.append(assertionFailed(code, field: field, expected: expected, received: received))
    }
}

func assertionPassed(_ code: String, field: String, received: String? = nil) -> CredentialCheck {
    CredentialCheck(code: code, outcome: .passed, source: .assertion, field: field, received: received, hint: .nothingToDo)
}

func assertionFailed(_ code: String, field: String, expected: String?, received: String?) -> CredentialCheck {
    CredentialCheck(
        code: code, outcome: .failed, source: .assertion, field: field, expected: expected, received: received, hint: assertionHint(for: code))
}
