// A rule that a credential must meet.

import ClinicalTypes

/// One rule: looks at the evidence and reports one check, or one for each fault.
protocol CredentialRule: Sendable {
    /// The code of the check when it holds or does not apply.
    var code: String { get }
    /// The field that it reads.
    var field: String { get }
    /// What the rule says.
    func checks(of evidence: CredentialEvidence) -> [CredentialCheck]
}

extension CredentialRule {
    func passed(field: String? = nil, received: String? = nil) -> [CredentialCheck] {
        [CredentialCheck(code: code, outcome: .passed, source: source(of: code), field: field ?? self.field, received: received, hint: .nothingToDo)]
    }

    func notApplicable() -> [CredentialCheck] {
        [CredentialCheck(code: code, outcome: .notApplicable, source: source(of: code), field: field, hint: .mendFirst)]
    }
}

/// A failed check with the hint that belongs to its code.
func failed(_ code: String, field: String, expected: String?, received: String?, depth: Int? = nil) -> CredentialCheck {
    CredentialCheck(
        code: code, outcome: .failed, source: source(of: code), field: field, expected: expected, received: received, certificateDepth: depth,
        hint: hint(for: code))
}

/// What a check of that code looks at: the first part of a code says it.
func source(of code: String) -> CredentialSource {
    switch code.prefix(while: { $0 != "." }) {
    case "assertion": .assertion
    case "token": .token
    case "directory": .directory
    case "rights": .rights
    case "author": .document
    default: .certificate
    }
}
