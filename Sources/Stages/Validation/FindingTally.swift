// How often a fault is told: a document of a million faults gets a report that a person can read.

import ClinicalTypes

/// Counts findings by code and weight, so that no number of warnings crowds out an error.
final class FindingTally {
    /// How many findings of one code and weight a report holds.
    static let limit = 200

    private struct Kind: Hashable {
        let code: String
        let severity: Severity
    }

    private var counts: [Kind: Int] = [:]

    /// Whether one more finding of this kind is told.
    func takes(_ code: String, _ severity: Severity) -> Bool {
        counts[Kind(code: code, severity: severity), default: 0] += 1
        return counts[Kind(code: code, severity: severity), default: 0] <= Self.limit
    }

    /// The findings that are told: of each kind the first.
    static func told(of findings: [Finding]) -> [Finding] {
        let tally = FindingTally()
        return findings.filter { tally.takes($0.code, $0.severity) }
    }
}
