// What is wrong with a pack is told once, with its place and the rules that it disables.

import ClinicalTypes
import Testing

@testable import Validation

@Suite struct PackInspectionTests {
    @Test func `a pack without faults has no defects`() {
        let pack = SmallPack(rules: #"<rule context="cda:title"><assert test="true()">a</assert></rule>"#)
        #expect(pack.defects.isEmpty)
        #expect(PackInspection(pack.manifest, files: pack.folder).assertionCount == 1)
    }

    @Test func `a value set that is missing disables the rules that read it, and is told in each report`() throws {
        let pack = SmallPack(
            rules: #"""
                <rule context="cda:title">
                  <assert test="doc('no/such.xml')//a = .">a</assert>
                  <assert test="document($set)//a = .">b</assert>
                  <assert test="count($read) = 1">c</assert>
                  <assert test="not(doc-available('no/such.xml')) or doc('no/such.xml')//a">d</assert>
                  <assert test="true()">e</assert>
                </rule>
                """#, before: #"<let name="set" value="'sets/missing.xml'"/><let name="read" value="doc(&quot;no/such.xml&quot;)"/>"#)
        let missing = pack.defects
        #expect(missing.map(\.code) == ["pack.document-missing", "pack.document-missing", "pack.document-missing"])
        #expect(missing.flatMap(\.disables).compactMap(\.rule).sorted() == ["p1.r1.a1", "p1.r1.a2", "p1.r1.a3"])
        #expect(missing.first?.description.hasPrefix("a.sch:4: ") ?? false)
        let report = try pack.report()
        #expect(report.verdict == .valid)
        #expect(report.ofPacks.map(\.code) == ["pack.rules-disabled", "pack.rules-disabled", "pack.rules-disabled"])
        #expect(report.ofPacks.allSatisfy { $0.severity == .info && $0.message.en.contains("p1.r1.a") })
        #expect(try pack.report(isAdded: false).verdict == .invalid, "document() of nothing is empty, so b fails where nobody looked first")
    }

    @Test func `an expression in error disables its assertion alone`() throws {
        let pack = SmallPack(
            rules: #"<rule context="cda:title"><assert test="nosuch(.)">a</assert><assert test="1 +">b</assert><assert test="false()">c</assert></rule>"#)
        #expect(pack.defects.map(\.code) == ["schema.expression", "schema.expression"])
        #expect(pack.defects.flatMap(\.disables).compactMap(\.rule).sorted() == ["p1.r1.a1", "p1.r1.a2"])
        #expect(pack.defects.allSatisfy { $0.file == "a.sch" && $0.line == 6 })
        #expect(try pack.report().ofPacks.map(\.code).sorted() == ["pack.rules-disabled", "pack.rules-disabled", "schematron.assert"])
    }

    @Test func `a variable in error disables all of its rule, a context in error its pattern`() throws {
        let variable = SmallPack(
            rules:
                #"<rule context="cda:title"><let name="x" value="nosuch(.)"/><assert test="$x">a</assert></rule><rule context="cda:*"><report test="true()" role="info">b</report></rule>"#
        )
        #expect(variable.defects.flatMap(\.disables).map(\.rule) == ["p1.r1"])
        #expect(try !variable.report().ofPacks.contains { $0.place?.xpath == "/ClinicalDocument/title" }, "the rule keeps its nodes from the ones behind it")
        let context = SmallPack(
            rules: #"<rule context="cda:title + 1"><assert test="false()">a</assert></rule><rule context="*"><assert test="false()">b</assert></rule>"#)
        #expect(context.defects.flatMap(\.disables).map(\.rule) == ["p1"])
        #expect(try context.report().ofPacks.map(\.code) == ["pack.rules-disabled"])
    }

    @Test func `an include that is missing and a pattern that is not there are told`() throws {
        var pack = SmallPack()
        let schema = """
            <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2" defaultPhase="f">
              <include href="gone.sch"/>
              <phase id="f"><active pattern="gone"/></phase>
            </schema>
            """
        pack.add("a.sch", schema, templates: nil)
        #expect(pack.defects.map(\.code).sorted() == ["schema.active-pattern-unknown", "schema.file-missing"])
        #expect(pack.defects.flatMap(\.disables).map(\.rule) == ["gone"])
        #expect(try pack.report().ofPacks.first?.message.en.contains("gone") ?? false)
    }

    @Test func `names in another letter case are found, and told`() throws {
        var pack = SmallPack(rules: #"<rule context="cda:title"><assert test="document('SETS/A.xml')//a">a</assert></rule>"#)
        pack.files["sets/a.xml"] = "<s><a/></s>"
        #expect(pack.defects.map(\.code) == ["pack.document-letter-case"])
        #expect(try pack.report().verdict == .valid)
    }

    @Test func `an empty file is told once, and disables who reads it`() throws {
        var pack = SmallPack(rules: #"<rule context="cda:title"><assert test="document('a.xml')//a">a</assert></rule>"#)
        for file in ["a.xml", "b.xml"] {
            pack.files[file] = ""
            pack.manifest.files[file] = String(repeating: "0", count: 64)
        }
        #expect(Set(pack.defects.map(\.code)) == ["pack.document-not-read", "pack.file-empty"])
        #expect(pack.defects.flatMap(\.disables).map(\.rule) == ["p1.r1.a1"])
    }

    @Test func `a defect of a shared part is told once for all schemas that have it`() {
        var pack = SmallPack()
        pack.files["part.sch"] =
            #"<pattern id="q" xmlns="http://purl.oclc.org/dsdl/schematron"><rule context="*"><assert test="doc('x.xml')">a</assert></rule></pattern>"#
        for name in ["a.sch", "b.sch"] {
            pack.add(
                name, #"<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><include href="part.sch"/></schema>"#, templates: nil)
        }
        #expect(pack.defects.count == 1)
        #expect(pack.defects.first?.disables.map(\.schema) == ["a.sch", "b.sch"])
    }

    @Test(arguments: ["<schema xmlns='http://purl.oclc.org/dsdl/schematron' queryBinding='xslt3'/>", "<html/>", "", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"])
    func `a schema that cannot be used at all is told with its file`(text: String) {
        var pack = SmallPack()
        pack.add("a.sch", text, templates: nil)
        #expect(pack.defects.contains { $0.disables == [DisabledRule(schema: "a.sch", rule: nil)] })
    }
}
