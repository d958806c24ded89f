// What a sender reads: counted words, the language preferred, fields that hold, and nothing of what was not asked.

import ClinicalTypes
import Foundation
import Testing

@testable import Acknowledgement

@Suite struct WordsAndFieldsTests {
    private func finding(_ severity: Severity) -> Finding {
        Finding(code: "header.title-missing", severity: severity, stage: .header, message: Bilingual(fr: "a", en: "b"))
    }

    private func members(_ answer: HTTPAnswer) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    @Test(arguments: [
        ([Severity.error], "1 erreur,", "1 error,"), ([.error, .fatal, .warning], "2 erreurs,", "2 errors,"), ([.warning, .info], "0 erreur,", "0 errors,"),
    ])
    func `errors are counted in words, warnings are not`(severities: [Severity], french: String, english: String) {
        let problem = Problem.documentRefused(ValidationReport(findings: severities.map(finding), packs: []), submission: nil)
        #expect(problem.detail.fr.contains(french) && problem.detail.en.contains(english))
    }

    @Test(arguments: [
        ("en;q=0, *", Language.french), ("fr;q=0, *", .english), ("*;q=0.2, fr;q=0.1", .english), ("*;q=0.1, fr;q=0.2", .french), ("en;q=0, fr;q=0", .english),
        ("fr-CA;q=0, fr", .french), ("de, it", .english), ("fr;q=1.001", .english), ("fr;q=-1", .english), ("fr;q=nan", .english),
        ("en-GB;q=0.3, fr-BE;q=0.4", .french),
        ("fr ; q=0.9 , en ; q=0.8", .french), ("*;q=0", .english),
    ])
    func `what is excluded is not chosen, and the asterisk stands for what is not named`(field: String, language: Language) {
        #expect(Language(acceptLanguage: field) == language)
    }

    @Test func `a field of thousands of languages is read as far as it is of use`() {
        let many = String(repeating: "de;q=0.1,", count: 5000) + "fr"
        #expect(Language(acceptLanguage: many) == .english)
    }

    @Test(arguments: [(31, Language.french), (32, .english)])
    func `thirty-two languages are read, and no more`(others: Int, language: Language) {
        #expect(Language(acceptLanguage: String(repeating: "de,", count: others) + "fr") == language)
    }

    @Test func `the wait is never negative, and says the same in the field and in the body`() throws {
        for (asked, told) in [(-5, "0"), (0, "0"), (30, "30")] {
            let answer = Problem(.unavailable, retryAfter: asked).answer(in: .english)
            #expect(answer["Retry-After"] == told)
            #expect(try members(answer)["retryAfter"] as? Int == Int(told))
        }
    }

    @Test func `only a missing credential is challenged`() {
        for kind in Problem.Kind.allCases { #expect((Problem(kind).answer(in: .french)["WWW-Authenticate"] != nil) == (kind == .credentialMissing)) }
    }

    @Test func `each kind of problem has a status of its own`() {
        #expect(Set(Problem.Kind.allCases.map(\.status)).count == Problem.Kind.allCases.count)
        #expect(Problem.Kind.allCases.allSatisfy { (400...599).contains($0.status) })
    }

    @Test func `the first failed check speaks for a refused credential, and passed ones are not listed`() throws {
        func check(_ code: String, _ outcome: CheckOutcome) -> CredentialCheck {
            CredentialCheck(code: code, outcome: outcome, field: "f", certificateDepth: 1, hint: Bilingual(fr: "indice \(code)", en: "hint \(code)"))
        }
        let verdict = AuthorVerdict(checks: [
            check("a.passed", .passed), check("b.first", .failed), check("c.open", .notApplicable), check("d.second", .failed),
        ])
        let answer = Problem.credentialRefused(verdict, submission: "01J9").answer(in: .english)
        let body = try members(answer)
        #expect(body["detail"] as? String == "f [b.first]: hint b.first")
        let checks = try #require(body["checks"] as? [[String: Any]])
        #expect(checks.map { $0["code"] as? String } == ["b.first", "d.second"])
        #expect(checks.allSatisfy { $0["certificate"] as? Int == 1 })
        #expect(body["instance"] as? String == "/v1/submissions/01J9")
    }

    @Test func `a document that is displayed in no space has a class and no space`() throws {
        let hidden = Classified(
            type: CodedValue(code: "x", system: "1.2"), classCode: CodedValue(code: "90", system: "1.3"), space: nil, rule: .notDisplayed, source: "s")
        let body = try members(ValidationAnswer(report: ValidationReport(findings: [], packs: []), classified: hidden).answer())
        #expect(body["space"] == nil && (body["class"] as? [String: Any])?["code"] as? String == "90" && body["valid"] as? Bool == true)
    }

    @Test func `a conflict without an id names none`() {
        let problem = Problem.conflict(uniqueID: nil, heldBy: "01J9")
        #expect(problem.detail.fr.hasPrefix("L'identifiant désigne") && problem.detail.en.hasPrefix("The id already") && problem.submission == "01J9")
    }
}
