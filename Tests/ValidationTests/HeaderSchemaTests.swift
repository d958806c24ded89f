// The core Schematron of the header: every assertion breaks where it should, and nowhere else.

import ClinicalTypes
import Foundation
import SchematronEngine
import TestSupport
import Testing

@testable import Validation

@Suite struct HeaderSchemaTests {
    static let cases = documentCases + patientCases + peopleCases + actCases

    @Test(arguments: cases) func `a change breaks the assertion that it is meant for, and no other`(change: HeaderCase) throws {
        #expect(try HeaderSchema.broken(by: change.document) == change.broken)
    }

    @Test func `every assertion has a change that breaks it`() {
        let known = Set(Self.cases.flatMap(\.broken))
        let all = HeaderSchema.assertions.compactMap(\.id)
        #expect(all.filter { !known.contains($0) } == [])
        #expect(known.subtracting(all) == [])
        #expect(all.count == Set(all).count && all.count == HeaderSchema.assertions.count)
    }

    @Test func `a document that fulfils the rules breaks no assertion, and every rule applies to it`() throws {
        for document in [SmallDocument(), SmallDocument().replacement] { #expect(try HeaderSchema.broken(by: document) == []) }
        let report = try HeaderSchema.report(on: SmallDocument().populous)
        #expect(report.findings.map { $0.assertion?.id } == [])
        let applied = Set(report.firings.map(\.rule.identity))
        for rule in HeaderSchema.model.patterns.flatMap(\.rules) {
            // Rules for what may not be there at all apply to broken documents only.
            let isBan = rule.parts.allSatisfy { if case .assertion(let assertion) = $0 { assertion.test.text == "false()" } else { false } }
            #expect(applied.contains(rule.identity) != isBan, "\(rule.context?.text ?? "")")
        }
    }

    @Test func `every assertion is a case of a code, weighs as it, and has its words in both languages`() {
        for assertion in HeaderSchema.assertions {
            guard let id = assertion.id, let code = HeaderReading.code(of: id) else {
                Issue.record("\(assertion.id ?? assertion.identity) is no case of a code")
                continue
            }
            let isLighter =
                ["professional.id-root.legal-authenticator", "professional.id-missing.other", "structure.id-missing.other"].contains(id)
                || id.hasPrefix("structure.id-") && id.hasSuffix("legal-authenticator")
            #expect(assertion.marks.role == (isLighter ? Severity.warning : code.severity).rawValue, "\(id)")
            #expect(assertion.diagnostics == [id + ".fr", id + ".en"], "\(id)")
            for language in ["fr", "en"] { #expect(HeaderSchema.model.diagnostics["\(id).\(language)"]?.marks.language == language, "\(id)") }
        }
        let used = Set(HeaderSchema.assertions.flatMap(\.diagnostics))
        #expect(HeaderSchema.model.diagnostics.keys.filter { !used.contains($0) } == [])
        let properties = Set(HeaderSchema.assertions.flatMap(\.properties))
        #expect(HeaderSchema.model.properties.keys.filter { !properties.contains($0) } == [])
        #expect(HeaderSchema.model.defects.isEmpty)
    }

    @Test func `no words hold content of the document`() {
        // Names of elements and the length of the title are the only values in them.
        for (id, note) in HeaderSchema.model.diagnostics {
            for case .value(let expression) in note.message { #expect(["local-name()", "string-length($title)"].contains(expression.text), "\(id)") }
        }
        for assertion in HeaderSchema.assertions {
            for part in assertion.message { if case .text = part { continue } else { Issue.record("\(assertion.id ?? "")") } }
        }
    }

    @Test func `only assertions of the schema are silent where the grammar has spoken`() {
        let all = Set(HeaderSchema.assertions.compactMap(\.id))
        #expect(GrammarOverlap.assertions.filter { !all.contains($0) } == [])
    }

    @Test func `a fault of the grammar at an element hides no null flavor of it`() {
        let codes = SmallDocument().replacing("<city>RENNES</city>", with: "<city nullFlavor=\"NI\" wrong=\"1\"/>").codes()
        #expect(Set(codes) == ["null-flavor.value", "structure.attribute-unexpected"])
        #expect(SmallDocument().replacing("<city>RENNES</city>", with: "<city nullFlavor=\"QQ\"/>").codes() == ["structure.value-not-allowed"])
    }

    @Test func `an address is told with its white space, a code without`() {
        #expect(SmallDocument().replacing("tel:0200000001", with: " 3 ").findings().first?.found == " 3 ")
        #expect(SmallDocument().replacing("code=\"FR\"", with: "code=\" BE \"").findings().first { $0.code == "header.realm-code" }?.found == "BE")
    }

    @Test(.enabled(if: sharedFolder != nil, "needs ../shared"), arguments: SampleTests.names)
    func `no assertion of the header refuses an official example`(name: String) throws {
        let bytes = [UInt8](try Data(contentsOf: try #require(SampleTests.folder).appending(path: name)))
        var document = SmallDocument()
        document.text = String(decoding: bytes, as: UTF8.self)
        let report = try HeaderSchema.report(on: document)
        #expect(report.findings.filter { $0.assertion?.marks.role != "warning" }.map { $0.assertion?.id ?? $0.rule.identity } == [])
    }
}
