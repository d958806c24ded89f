// Answers are golden: the same verdict is always the same bytes.

import Acknowledgement
import ClinicalTypes
import Foundation
import TestSupport
import Testing
import Validation

private let finding = Finding(
    code: "header.realm-code", severity: .error, stage: .header, rule: RuleIdentity(pack: "core", id: "realm-code"),
    place: Place(line: 12, column: 15, byteRange: 340..<362, xpath: "/ClinicalDocument/realmCode/@code"),
    message: Bilingual(fr: "realmCode doit porter le code FR", en: "realmCode must carry the code FR"), found: "DE",
    allowed: AllowedValues(first: ["FR"]),
    edit: SuggestedEdit(
        byteRange: 355..<357, replacement: "FR", summary: Bilingual(fr: "remplacer la valeur de @code", en: "replace the value of @code")))
private let remark = Finding(
    code: "patient.ins-key", severity: .warning, stage: .header, message: Bilingual(fr: "La clé est fausse", en: "The key is wrong"))
private let pack = PackIdentity(name: "core", version: "2026.1", digest: "00ff")
private let report = ValidationReport(findings: [finding, remark], packs: [pack])
private let classified = Classified(
    type: CodedValue(code: "11502-2", system: "2.16.840.1.113883.6.1", displayName: "CR d'examens biologiques"),
    classCode: CodedValue(code: "10", system: "1.2.250.1.213.1.1.4.1", displayName: "Compte rendu"), space: .laboratory, rule: .typeOverride,
    source: "ASS_X16 (DMP, 20240927)")
private let refusedCheck = CredentialCheck(
    code: "author.other-person", outcome: .failed, source: .document, field: "subject.CN", expected: "899900063480 (author/assignedAuthor/id/@extension)",
    received: "899900038839", hint: Bilingual(fr: "Utilisez la carte de l'auteur.", en: "Use the author's card."))
private let passedCheck = CredentialCheck(
    code: "certificate.validity", outcome: .passed, field: "notAfter", hint: Bilingual(fr: "Rien à faire.", en: "Nothing to do."))
private let moment = Date(timeIntervalSince1970: 1_800_000_000)

private func submission(report: ValidationReport? = nil, timeline: [TimelineEntry]? = nil) -> SubmissionAnswer {
    SubmissionAnswer(
        id: "01J9", state: "queued", receivedAt: moment, uniqueID: "1.2.250.1.999.1.1", sha256: "ab12", size: 2048, classified: classified,
        author: AuthorVerdict(checks: [passedCheck], identity: "899900063480"), report: report, timeline: timeline)
}

extension HTTPAnswer {
    /// Status, fields and body as they would go over the wire.
    fileprivate var transcript: String {
        "\(status)\n" + fields.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + String(decoding: body, as: UTF8.self)
    }
}

@Suite struct AnswerTests {
    @Test func `an accepted submission is answered with its receipt`() throws {
        let answer = submission(report: ValidationReport(findings: [remark], packs: [pack])).accepted(isRepetition: false)
        #expect(answer.status == 202)
        #expect(answer["location"] == "/v1/submissions/01J9")
        try expectSnapshot(answer.transcript, named: "accepted.txt")
    }

    @Test func `the same submission again is answered with 200 and the same receipt`() {
        let first = submission().accepted(isRepetition: false)
        let second = submission().accepted(isRepetition: true)
        #expect(second.status == 200)
        #expect(first.body == second.body && first.fields == second.fields)
    }

    @Test func `a look-up shows the timeline and what holds a submission up`() throws {
        var shown = submission(timeline: [
            TimelineEntry(at: moment, event: "accepted", state: "queued"),
            TimelineEntry(at: moment + 2, event: "postponed", state: "queued", code: "XDSRegistryBusy", detail: "attempt 1"),
        ])
        shown.failure = (code: "XDSRegistryBusy", message: "the store asks to try again")
        try expectSnapshot(shown.shown().transcript, named: "shown.txt")
    }

    @Test func `a listing names its next page`() throws {
        var brief = submission()
        brief.author = nil
        let page = SubmissionAnswer.page([brief], next: "/v1/submissions?after=41&limit=1")
        #expect(page["Link"] == "</v1/submissions?after=41&limit=1>; rel=\"next\"")
        try expectSnapshot(page.transcript, named: "page.txt")
        #expect(SubmissionAnswer.page([], next: nil)["Link"] == nil)
    }

    @Test func `an examination is answered with the report`() throws {
        try expectSnapshot(ValidationAnswer(report: report, classified: classified).answer().transcript, named: "validated.txt")
        #expect(ValidationAnswer(report: ValidationReport(findings: [], packs: [])).answer().status == 200)
    }

    @Test(arguments: Language.allCases)
    func `a refused document is answered with every finding`(language: Language) throws {
        let answer = Problem.documentRefused(report, submission: "01J9").answer(in: language)
        #expect(answer.status == 422)
        #expect(answer["Content-Type"] == "application/problem+json")
        try expectSnapshot(answer.transcript, named: "document-refused.\(language.rawValue).txt")
    }

    @Test(arguments: Language.allCases)
    func `a refused credential is answered with the claim`(language: Language) throws {
        let verdict = AuthorVerdict(checks: [passedCheck, refusedCheck], identity: "899900038839")
        let answer = Problem.credentialRefused(verdict, submission: "01J9").answer(in: language)
        #expect(answer.status == 403)
        try expectSnapshot(answer.transcript, named: "credential-refused.\(language.rawValue).txt")
    }

    @Test func `a missing credential is answered with 401 and a challenge`() {
        let none = CredentialCheck(
            code: "certificate.none", outcome: .failed, field: "tls.client-certificate", hint: Bilingual(fr: "Présentez une carte.", en: "Present a card."))
        let answer = Problem.credentialRefused(AuthorVerdict(checks: [none]), submission: nil).answer(in: .english)
        #expect(answer.status == 401)
        #expect(answer["WWW-Authenticate"] == "ClientCertificate realm=\"passerelle\"")
        #expect(Problem.credentialRefused(AuthorVerdict(checks: []), submission: nil).kind == .credentialRefused)
    }

    @Test(arguments: [
        ("token.absent", nil), ("token.parts", "invalid_request"), ("token.too-large", "invalid_request"), ("token.expired", "invalid_token"),
        ("token.signature", "invalid_token"), ("token.assurance-too-low", "insufficient_scope"),
    ])
    func `a refused token is told to clients of OAuth as they read it`(code: String, error: String?) {
        let words = Bilingual(fr: "-", en: "-")
        let token = CredentialCheck(code: code, outcome: .failed, source: .token, field: "exp", hint: words)
        let answer = Problem.credentialRefused(AuthorVerdict(checks: [token]), submission: nil).answer(in: .english)
        let told = error.map { ", error=\"\($0)\", error_description=\"\(code)\"" } ?? ""
        #expect(answer["WWW-Authenticate"] == "Bearer realm=\"passerelle\"" + told)
        let none = CredentialCheck(code: "certificate.none", outcome: .failed, field: "tls.client-certificate", hint: words)
        let both = Problem.credentialRefused(AuthorVerdict(checks: [none, token]), submission: nil).answer(in: .english)
        #expect(both["WWW-Authenticate"] == "ClientCertificate realm=\"passerelle\", Bearer realm=\"passerelle\"" + told)
        let other = CredentialCheck(code: "rights.refused", outcome: .failed, source: .rights, field: "-", hint: words)
        #expect(Problem.credentialRefused(AuthorVerdict(checks: [other]), submission: nil).answer(in: .english)["WWW-Authenticate"] == nil)
    }

    @Test func `a conflict names the submission that holds the id`() throws {
        let answer = Problem.conflict(uniqueID: "1.2.250.1.999.1.1", heldBy: "01J9").answer(in: .french)
        #expect(answer.status == 409)
        try expectSnapshot(answer.transcript, named: "conflict.fr.txt")
    }

    @Test func `an envelope that was not opened is answered with what would be`() throws {
        let refused = Finding(
            code: "intake.content-type", severity: .fatal, stage: .intake, message: Bilingual(fr: "Pas ici.", en: "Not here."),
            allowed: AllowedValues(name: "Content-Type", first: ["application/xml"]))
        let answer = Problem.envelopeRefused(.unsupportedMediaType, [refused]).answer(in: .english)
        #expect(answer.status == 415)
        try expectSnapshot(answer.transcript, named: "media-type.txt")
    }

    @Test func `a gateway that cannot take more says when to try again`() {
        for (kind, status) in [(Problem.Kind.unavailable, 503), (.tooManyRequests, 429)] {
            let answer = Problem(kind, retryAfter: 30).answer(in: .english)
            #expect(answer.status == status)
            #expect(answer["Retry-After"] == "30")
        }
        #expect(Problem(.unavailable).answer(in: .english)["Retry-After"] == nil)
    }

    @Test(arguments: Problem.Kind.allCases)
    func `every problem is a complete problem document in both languages`(kind: Problem.Kind) throws {
        for language in Language.allCases {
            let answer = Problem(kind).answer(in: language)
            let members = try #require(JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            #expect(members["type"] as? String == "urn:passerelle:problem:\(kind.rawValue)")
            #expect(members["status"] as? Int == kind.status && answer.status == kind.status)
            #expect((members["title"] as? String)?.isEmpty == false && (members["detail"] as? String)?.isEmpty == false)
            #expect(members["code"] as? String == kind.rawValue)
            #expect(members["findings"] == nil && members["checks"] == nil)
        }
        #expect(Problem(kind).answer(in: .french).body != Problem(kind).answer(in: .english).body)
    }

    @Test func `a problem never shows content in its description`() {
        #expect("\(Problem.documentRefused(report, submission: nil))" == "document.refused (2 findings, 0 checks)")
    }
}

@Suite struct LanguageNegotiationTests {
    @Test(
        arguments: [
            (nil, .english), ("", .english), ("fr", .french), ("fr-FR,fr;q=0.9,en;q=0.8", .french), ("en;q=0.5, fr;q=0.9", .french), ("de, en;q=0.5", .english),
            ("fr;q=0, en;q=0.1", .english), ("*", .english), ("FR-ca", .french), ("fr;q=x", .english), ("fr;q=7", .english), (",;,", .english),
            ("en, fr", .english), ("fr, en", .french), ("french", .english),
        ] as [(String?, Language)])
    func `the preferred of the two languages is chosen`(field: String?, language: Language) {
        #expect(Language(acceptLanguage: field) == language)
    }
}

@Suite struct OneReportTests {
    /// The door and the command line are two modules that may not know each other; their reports must not drift apart.
    @Test func `the findings of the door are those of the command line, member by member`() throws {
        func members(_ bytes: [UInt8]) throws -> [String: Any] {
            try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        }
        let door = try members(ValidationAnswer(report: report).answer().body)
        var command = try members(Array(JSONReport(report, file: "x").text().utf8))
        #expect(command.removeValue(forKey: "file") as? String == "x")
        #expect(door as NSDictionary == command as NSDictionary)
    }
}
