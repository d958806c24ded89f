// Every problem has its code, its status and its words; tokens are told to clients of OAuth row by row.

import ClinicalTypes
import Foundation
import Testing

@testable import Acknowledgement

@Suite struct ProblemTableTests {
    private static let table: [(kind: Problem.Kind, code: String, status: Int)] = [
        (.badRequest, "request.malformed", 400), (.credentialMissing, "credential.missing", 401), (.credentialRefused, "credential.refused", 403),
        (.notFound, "not-found", 404), (.methodNotAllowed, "method-not-allowed", 405), (.timeout, "request.timeout", 408),
        (.conflict, "document.conflict", 409),
        (.tooLarge, "document.too-large", 413), (.unsupportedMediaType, "document.media-type", 415), (.documentRefused, "document.refused", 422),
        (.tooManyRequests, "too-many-requests", 429), (.fieldsTooLarge, "request.fields-too-large", 431), (.internalFailure, "internal", 500),
        (.unavailable, "unavailable", 503),
    ]

    private func members(_ answer: HTTPAnswer) throws -> [String: Any] { try #require(JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]) }

    @Test func `no kind of problem is left out of the table`() { #expect(Self.table.map(\.kind) == Problem.Kind.allCases) }

    @Test(arguments: table)
    func `a kind of problem has its code and its status`(kind: Problem.Kind, code: String, status: Int) {
        #expect(kind.rawValue == code && kind.status == status)
    }

    @Test func `each title and each usual detail is of one kind alone, in each language`() {
        for language in Language.allCases {
            #expect(Set(Problem.Kind.allCases.map { $0.title[language] }).count == Problem.Kind.allCases.count)
            #expect(Set(Problem.Kind.allCases.map { $0.usualDetail[language] }).count == Problem.Kind.allCases.count)
        }
    }

    @Test(arguments: [
        ("token.absent", nil), ("token.too-large", "invalid_request"), ("token.parts", "invalid_request"), ("token.encoding", "invalid_request"),
        ("token.json", "invalid_request"), ("token.duplicate-member", "invalid_request"), ("token.assurance-too-low", "insufficient_scope"),
        ("token.issuer", "invalid_token"),
    ])
    func `a token's code becomes the error of OAuth 2`(code: String, error: String?) {
        let check = CredentialCheck(code: code, outcome: .failed, source: .token, field: "f", hint: Bilingual(fr: "f", en: "e"))
        let challenge = Problem(.credentialRefused, checks: [check]).answer(in: .english)["WWW-Authenticate"]
        #expect(challenge == "Bearer realm=\"passerelle\"" + (error.map { ", error=\"\($0)\", error_description=\"\(code)\"" } ?? ""))
    }

    @Test(arguments: [CredentialSource.document, .rights])
    func `a check of another source is no challenge`(source: CredentialSource) {
        let check = CredentialCheck(code: "token.issuer", outcome: .failed, source: source, field: "f", hint: Bilingual(fr: "f", en: "e"))
        #expect(Problem(.credentialRefused, checks: [check]).answer(in: .english)["WWW-Authenticate"] == nil)
    }

    private func report(_ severities: [Severity], _ code: String = "x.y") -> ValidationReport {
        ValidationReport(
            findings: severities.map { Finding(code: code, severity: $0, stage: .header, message: Bilingual(fr: "f", en: "e")) },
            packs: [PackIdentity(name: "core", version: "1", digest: "0")])
    }

    @Test func `a refused document is answered with every finding, counted by severity`() throws {
        let problem = Problem.documentRefused(report([.fatal, .error, .error, .warning, .info]), submission: "01J9")
        #expect(problem.kind == .documentRefused && problem.detail.fr.contains("3 erreurs") && problem.detail.en.contains("3 errors"))
        let body = try members(problem.answer(in: .french))
        #expect((body["findings"] as? [Any])?.count == 5 && body["submission"] as? String == "01J9" && body["instance"] as? String == "/v1/submissions/01J9")
        #expect(body["counts"] != nil && body["status"] as? Int == 422)
    }

    @Test func `a document that could not be judged whole is refused in words of its own`() {
        let open = Problem.documentRefused(report([.error], "undecided.rule"), submission: "01J9")
        #expect(open.kind == .documentRefused && open.detail.en.contains("there is no verdict") && open.detail.fr.contains("réservé"))
        #expect(open.findings.count == 1 && open.submission == "01J9")
    }

    @Test func `an envelope's refusal is told in the words of its finding`() {
        let finding = Finding(code: "intake.empty", severity: .fatal, stage: .intake, message: Bilingual(fr: "vide", en: "empty"))
        #expect(Problem.envelopeRefused(.badRequest, [finding]).detail == Bilingual(fr: "vide", en: "empty"))
        #expect(Problem.envelopeRefused(.tooLarge, []).detail == Problem.Kind.tooLarge.usualDetail)
    }

    @Test(arguments: Language.allCases)
    func `a conflict names the id and what to do, in the asked language`(language: Language) throws {
        let body = try members(Problem.conflict(uniqueID: "1.2.3", heldBy: "01J9").answer(in: language))
        let detail = try #require(body["detail"] as? String)
        #expect(detail.contains(" 1.2.3 ") && detail.contains("RPLC") && body["submission"] as? String == "01J9")
        #expect(Problem.conflict(uniqueID: nil, heldBy: "01J9").answer(in: language)["Content-Language"] == language.rawValue)
    }

    @Test(arguments: [(false, 202), (true, 200)])
    func `a submission is answered with its place and its state, the first time and again`(isRepetition: Bool, status: Int) throws {
        var answer = SubmissionAnswer(id: "01J9", state: "queued", receivedAt: Date(timeIntervalSince1970: 0), uniqueID: nil, sha256: "ab", size: 7)
        answer.failure = (code: "c", message: "m")
        let told = answer.accepted(isRepetition: isRepetition)
        #expect(told.status == status && told["Location"] == "/v1/submissions/01J9" && told["Content-Type"] == "application/json")
        let body = try members(told)
        #expect(Set(body.keys) == ["id", "state", "receivedAt", "document", "failure", "timeline"])
        #expect((body["document"] as? [String: Any])?.keys.sorted() == ["sha256", "size"])
        #expect(body["failure"] as? [String: String] == ["code": "c", "message": "m"] && body["receivedAt"] as? String == "1970-01-01T00:00:00Z")
    }

    @Test func `a field is found by its name in any letter case, and the body ends in a line feed`() {
        let answer = Problem(.notFound, retryAfter: 7).answer(in: .french)
        #expect(answer["retry-after"] == "7" && answer["RETRY-AFTER"] == "7" && answer["x"] == nil)
        #expect(answer["content-language"] == "fr" && answer["content-type"] == "application/problem+json" && answer.body.last == 10)
    }
}
