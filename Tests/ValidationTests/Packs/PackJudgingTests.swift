// Packs judge: what applies runs, what does not hold is told, what cannot be judged is never green.

import ClinicalTypes
import SchematronEngine
import Testing

@testable import Validation

@Suite struct PackJudgingTests {
    private let title =
        #"<rule context="cda:ClinicalDocument"><assert id="t1" test="cda:title = 'x'">the title is <value-of select="cda:title"/>, not x</assert></rule>"#

    @Test func `an assertion that does not hold is an error with its rule, its place and its words`() throws {
        let report = try SmallPack(rules: title).report()
        let finding = try #require(report.ofPacks.first)
        #expect(report.ofPacks.count == 1)
        #expect(finding.code == "schematron.assert")
        #expect(finding.severity == .error)
        #expect(finding.stage == .schematron)
        #expect(finding.rule == RuleIdentity(pack: "small", schema: "a.sch", pattern: "p", id: "t1"))
        // The place is what the assertion compares, not where its rule applies.
        #expect(finding.place?.xpath == "/ClinicalDocument/title")
        #expect(finding.place?.line == 10)
        #expect(report.verdict == .invalid)
    }

    @Test func `values of the document stand in the detail, never in the message`() throws {
        let finding = try #require(try SmallPack(rules: title).report().ofPacks.first)
        #expect(finding.message.fr == "the title is …, not x")
        #expect(finding.message.en == "the title is …, not x")
        #expect(finding.detail == "the title is Compte rendu de biologie, not x")
    }

    @Test func `a value that is the same for every document is the author's word`() throws {
        let pack = SmallPack(
            rules: #"<rule context="cda:title"><assert test="false()">not of <value-of select="$list"/> or <value-of select="'B'"/></assert></rule>"#,
            before: #"<let name="list" value="'JDV_A'"/>"#)
        #expect(try pack.report().ofPacks.first?.message.en == "not of JDV_A or B")
    }

    @Test(arguments: [
        ("role=\"warning\"", Severity.warning), ("role=\"info\"", .info), ("role=\"fatal\"", .fatal), ("flag=\"warning\"", .warning),
        ("role=\"strange\"", .error),
        ("", .error),
    ])
    func `an assertion weighs what its role says, an error without`(mark: String, severity: Severity) throws {
        let report = try SmallPack(rules: #"<rule context="cda:title"><assert \#(mark) test="false()">no</assert></rule>"#).report()
        #expect(report.ofPacks.map(\.severity) == [severity])
        #expect(report.isValid == (severity < .error))
    }

    @Test func `a report that holds is told`() throws {
        let report = try SmallPack(rules: #"<rule context="cda:title"><report test="true()">odd</report></rule>"#).report()
        #expect(report.ofPacks.map(\.code) == ["schematron.report"])
    }

    @Test func `diagnostics in both languages speak both`() throws {
        let pack = SmallPack(
            rules: #"<rule context="cda:title"><assert test="false()" diagnostics="f e">?</assert></rule>"#,
            before: #"<diagnostics><diagnostic id="f" xml:lang="fr">non</diagnostic><diagnostic id="e" xml:lang="en">no</diagnostic></diagnostics>"#)
        #expect(try pack.report().ofPacks.first?.message == Bilingual(fr: "non", en: "no"))
    }

    @Test func `a document with faults of structure is judged by the rules all the same`() throws {
        var document = SmallDocument()
        document.text = document.text.replacing("<realmCode code=\"FR\"/>", with: "<realmCode code=\"FR\"/><nonsense/>")
        let report = try SmallPack(rules: title).report(on: document)
        #expect(report.findings.contains { $0.stage == .structure })
        #expect(report.ofPacks.map(\.code) == ["schematron.assert"])
    }

    @Test func `a report names the packs and the schemas that judged`() throws {
        var pack = SmallPack(rules: title)
        pack.add("other.sch", SmallPack.schema(title), templates: [TemplateMatch(root: "1.2.3")])
        let report = try pack.report()
        #expect(report.packs.map(\.name) == ["core", "small"])
        #expect(report.packs[1].digest == pack.manifest.digest)
        #expect(report.schemas.filter { $0.pack == "small" } == [AppliedSchema(pack: "small", file: "a.sch", kind: .schematron, title: "Small")])
    }

    @Test func `a rule that raises an error leaves the verdict undecided`() throws {
        let report = try SmallPack(rules: #"<rule context="cda:title"><assert test="number(*/@x, 1)">a</assert></rule>"#).report(isAdded: false)
        #expect(report.ofPacks.map(\.code) == ["undecided.rule"])
        #expect(report.verdict == .undecided)
        #expect(!report.isValid)
        let atRun = try SmallPack(rules: #"<rule context="cda:title"><assert test="xs:integer(.) = 1">a</assert></rule>"#).report()
        #expect(atRun.ofPacks.map(\.code) == ["undecided.rule"])
        #expect(atRun.verdict == .undecided)
        #expect(atRun.ofPacks.first?.message.en.contains("a.sch:6") ?? false)
        #expect(atRun.ofPacks.first?.detail == nil)
    }

    @Test func `an error of the document outweighs a rule that could not be judged`() throws {
        let rules = #"<rule context="cda:title"><assert test="xs:integer(.) = 1">a</assert><assert test="false()">b</assert></rule>"#
        #expect(try SmallPack(rules: rules).report().verdict == .invalid)
    }

    @Test func `a rule that takes too long is given up, and the verdict with it`() throws {
        let rules = #"<rule context="cda:title"><assert test="count(for $a in 1 to 100000, $b in 1 to 100000 return 1) = 0">a</assert></rule>"#
        let report = try SmallPack(rules: rules).report(ruleBudget: 50_000)
        #expect(report.ofPacks.map(\.code) == ["undecided.budget"])
        #expect(report.verdict == .undecided)
    }

    @Test func `a schema that applies and cannot be used leaves the verdict undecided`() throws {
        var pack = SmallPack()
        pack.add("broken.sch", "<schema", templates: nil)
        for isAdded in [true, false] {
            let report = try pack.report(isAdded: isAdded)
            #expect(report.ofPacks.map(\.code) == ["undecided.schema"])
            #expect(report.verdict == .undecided)
        }
    }

    @Test func `schemas are chosen by template, version and code`() throws {
        var pack = SmallPack()
        let says = { (word: String) in SmallPack.schema(#"<rule context="/"><report role="info" test="true()">\#(word)</report></rule>"#) }
        pack.add("one.sch", says("one"), templates: [TemplateMatch(root: SmallPack.template, extension: "2023.01")])
        pack.add("two.sch", says("two"), templates: [TemplateMatch(root: SmallPack.template, extension: "2024.01")])
        pack.add("code.sch", says("code"), templates: [TemplateMatch(root: "1.3.6.1.4.1.19376.1.2.20", code: "11502-2")])
        pack.add("other.sch", says("other"), templates: [TemplateMatch(root: "1.3.6.1.4.1.19376.1.2.20", code: "85208-7")])
        var document = SmallDocument()
        #expect(try pack.report(on: document).ofPacks.map(\.message.en) == ["code"])
        document.text = document.text.replacing(
            "<templateId root=\"1.3.6.1.4.1.19376.1.2.20\"/>", with: "<templateId root=\"\(SmallPack.template)\" extension=\"2024.01\"/>")
        #expect(try pack.report(on: document).ofPacks.map(\.message.en) == ["two"])
        document.text = document.text.replacing("2024.01", with: "2019.01")
        let unknown = try pack.report(on: document).ofPacks
        #expect(unknown.map(\.code) == ["pack.model-version"])
        #expect(unknown.first?.message.en.contains("2023.01, 2024.01") ?? false)
    }

    @Test func `a pack of many rules judges the same on many threads`() async throws {
        let pack = try SmallPack(rules: title).added()
        let judge = Validator(core: try .core(), packs: [pack], options: ValidationOptions(now: { testNow }))
        let bytes = SmallDocument().bytes
        let reports = await withTaskGroup(of: ValidationReport.self) { group in
            for _ in 0..<16 { group.addTask { judge.examine(bytes).report } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(reports).count == 1)
    }
}
