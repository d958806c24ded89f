// What a gateway answered to a submission, read out of its JSON.

import ClinicalTypes
import Delivery
import Foundation

/// What became of a submission so far.
struct SubmissionOutcome {
    enum Kind: String, Encodable {
        case accepted, refused, unreached
    }

    var kind: Kind
    /// The receipt.
    var receipt: String?
    /// How far it is, for instance `forwarded`.
    var state: String
    /// The name of the space.
    var space: String?
    /// The unique id of the document.
    var uniqueID: String?
    /// What holds it up, or why it was refused.
    var reason: String?
    /// What was found.
    var findings: [Finding] = []
    /// What failed of the credential.
    var checks: [RefusedCheck] = []
    /// The files that were shown to the gateway.
    var credentials: (String, String)?

    /// Nothing was answered.
    init(unreached reason: String) {
        kind = .unreached
        state = "unreached"
        self.reason = reason
    }

    /// Reads an answer.
    init(_ answer: StoreAnswer) {
        let body = try? JSONDecoder().decode(AnswerBody.self, from: Data(answer.body))
        kind = (200..<300).contains(answer.status) ? .accepted : [429, 500, 502, 503, 504].contains(answer.status) ? .unreached : .refused
        state = body?.state ?? (kind == .refused ? "refused" : "HTTP \(answer.status)")
        receipt = body?.id
        space = body?.document?.space?.label
        uniqueID = body?.document?.uniqueId
        reason = body?.failure.map { "\($0.code): \($0.message)" } ?? body?.detail
        findings = body?.findings?.map(\.finding) ?? []
        checks = body?.checks ?? []
    }

    /// Whether nothing more will happen by itself.
    var isEnded: Bool { ["forwarded", "refused", "rejected", "parked"].contains(state) }

    /// One line for people.
    func line(_ language: Language) -> String {
        [state, space.map { "[\($0)]" }, uniqueID, receipt.map { (language == .french ? "récépissé " : "receipt ") + $0 }, reason].compactMap(\.self)
            .joined(separator: "  ")
    }

    /// One JSON object on one line.
    func jsonLine(file: String) throws -> String {
        struct Line: Encodable {
            var file: String
            var outcome: Kind
            var state: String
            var space: String?
            var uniqueId: String?
            var receipt: String?
            var reason: String?
            var findings: [String]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = Line(
            file: file, outcome: kind, state: state, space: space, uniqueId: uniqueID, receipt: receipt, reason: reason,
            findings: findings.filter { $0.severity >= .error }.map(\.code) + checks.map(\.code))
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }
}

/// A check of a credential that failed, as the gateway tells it.
struct RefusedCheck: Decodable {
    var code: String
    var field: String
    var expected: String?
    var received: String?
    var hint: Bilingual

    /// Lines for people.
    func text(_ language: Language) -> String {
        let isFrench = language == .french
        let facts = [expected.map { "  \(isFrench ? "attendu" : "expected"): \($0)" }, received.map { "  \(isFrench ? "reçu" : "received"): \($0)" }]
        return (["  \(field) [\(code)]"] + facts.compactMap(\.self) + ["  \(hint[language])"]).joined(separator: "\n")
    }
}

/// The members of a gateway's answers that are read here: submissions and problems alike.
private struct AnswerBody: Decodable {
    struct Document: Decodable {
        struct NamedSpace: Decodable {
            var label: String
        }

        var uniqueId: String?
        var space: NamedSpace?
    }

    struct Failure: Decodable {
        var code: String
        var message: String
    }

    var id: String?
    var state: String?
    var document: Document?
    var failure: Failure?
    var detail: String?
    var findings: [FindingOutline]?
    var checks: [RefusedCheck]?
}
