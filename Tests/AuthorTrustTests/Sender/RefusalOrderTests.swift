// The first failure that a sender is told is one that refuses.

import ClinicalTypes
import Testing

@testable import AuthorTrust

struct RefusalOrderTests {
    private func check(_ code: String, _ source: CredentialSource, failed: Bool = true) -> CredentialCheck {
        CredentialCheck(code: code, outcome: failed ? .failed : .passed, source: source, field: "-", hint: Bilingual(fr: "-", en: "-"))
    }

    @Test func `what refuses comes before what failed and is only reported`() {
        let verdict = AuthorVerdict(
            checks: [check("a", .certificate, failed: false), check("b", .directory), check("c", .certificate, failed: false), check("d", .rights)])
        let strict = SenderChecks(directoryPolicy: .report, rightsPolicy: .require)
        #expect(strict.ordered(verdict, under: .require).checks.map(\.code) == ["a", "c", "d", "b"])
        #expect(strict.ordered(verdict, under: .require).failures.first?.code == "d")
    }

    @Test func `where nothing refuses, and where everything does, the order stays`() {
        let verdict = AuthorVerdict(checks: [check("a", .directory), check("b", .token), check("c", .rights)])
        #expect(SenderChecks(directoryPolicy: .report, rightsPolicy: .report).ordered(verdict, under: .report) == verdict)
        #expect(SenderChecks(directoryPolicy: .require, rightsPolicy: .require).ordered(verdict, under: .require) == verdict)
    }
}
