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
        [CredentialCheck(code: code, outcome: .passed, field: field ?? self.field, received: received, hint: .nothingToDo)]
    }

    func notApplicable() -> [CredentialCheck] {
        [CredentialCheck(code: code, outcome: .notApplicable, field: field, hint: .mendFirst)]
    }
}

/// A failed check with the hint that belongs to its code.
func failed(_ code: String, field: String, expected: String?, received: String?, depth: Int? = nil) -> CredentialCheck {
    CredentialCheck(
        code: code, outcome: .failed, field: field, expected: expected, received: received, certificateDepth: depth, hint: hint(for: code))
}
