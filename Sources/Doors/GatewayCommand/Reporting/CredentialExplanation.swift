// A verdict on credentials as a person reads it, and as a program does.

import ClinicalTypes
import Foundation

/// Every check of a verdict, told.
struct CredentialExplanation {
    let verdict: AuthorVerdict
    let isRefused: Bool

    init(_ verdict: AuthorVerdict, isRefused: Bool) {
        self.verdict = verdict
        self.isRefused = isRefused
    }

    /// One paragraph for each check: outcome, code, field; of those that failed what was expected, what came, the certificate, and what to do.
    func text(_ language: Language) -> String {
        var lines = verdict.checks.flatMap { check -> [String] in
            let certificate = check.certificateDepth.map { language == .french ? ", certificat \($0)" : ", certificate \($0)" } ?? ""
            let head = "\(Self.words(check.outcome, language)) \(check.code)  \(check.field)\(certificate)"
            switch check.outcome {
            case .passed: return [head + (check.received.map { "  \($0)" } ?? "")]
            case .notApplicable: return [head, "           \(check.hint[language])"]
            case .failed:
                return [
                    head, check.expected.map { (language == .french ? "           attendu  " : "           expected ") + $0 },
                    check.received.map { (language == .french ? "           reçu     " : "           received ") + $0 }, "           \(check.hint[language])",
                ].compactMap(\.self)
            }
        }
        let failed = verdict.failures.count
        let summary =
            switch (isRefused, language) {
            case (true, .french): "refusé : \(failed) contrôle(s) en échec"
            case (true, .english): "refused: \(failed) failed check(s)"
            case (false, .french): failed == 0 ? "accepté" : "accepté, \(failed) contrôle(s) en échec seulement signalé(s)"
            case (false, .english): failed == 0 ? "accepted" : "accepted, \(failed) failed check(s) only told"
            }
        lines.append(summary + (verdict.identity.map { " (\($0))" } ?? ""))
        return lines.map { $0 + "\n" }.joined()
    }

    /// The same as JSON, with the member names of problem+json.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Told(self)), as: UTF8.self)
    }

    private static func words(_ outcome: CheckOutcome, _ language: Language) -> String {
        switch (outcome, language) {
        case (.passed, .french): "réussi    "
        case (.passed, .english): "passed    "
        case (.failed, .french): "ÉCHEC     "
        case (.failed, .english): "FAILED    "
        case (.notApplicable, .french): "sans objet"
        case (.notApplicable, .english): "not needed"
        }
    }

    private struct Told: Encodable {
        struct Check: Encodable {
            var code, outcome, source, field: String
            var expected, received: String?
            var certificate: Int?
            var hint: Bilingual
        }

        var verdict: String
        var identity: String?
        var checks: [Check]

        init(_ explanation: CredentialExplanation) {
            verdict = explanation.isRefused ? "refused" : "accepted"
            identity = explanation.verdict.identity
            checks = explanation.verdict.checks.map {
                Check(
                    code: $0.code, outcome: $0.outcome.rawValue, source: $0.source.rawValue, field: $0.field, expected: $0.expected, received: $0.received,
                    certificate: $0.certificateDepth, hint: $0.hint)
            }
        }
    }
}
