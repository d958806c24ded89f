// What each element of a schema must have, and what may not stand in it (ISO/IEC 19757-3, clause 5).

import SchematronEngine
import Testing

struct RequiredPartsTests {
    /// A schema that is whole but for what is put into it.
    private func defects(_ content: String, attributes: String = "", dialect: SchematronDialect = .iso) -> [SchemaDefect] {
        let whole = "<pattern id='whole'><rule context='a'><assert test='b'>b</assert></rule></pattern>"
        do {
            return try Judging.compile(whole + content, dialect: dialect, attributes: attributes).schema.model.defects
        } catch let failure as SchematronFailure {
            return failure.defects
        } catch {
            return []
        }
    }

    @Test(arguments: [
        ("<pattern><rule><assert test='b'/></rule></pattern>", "rule/@context", "p2.r1"),
        ("<pattern><rule abstract='true'><assert test='b'/></rule></pattern>", "rule/@id", "p2.r1"),
        ("<pattern><rule context='a'><assert>b</assert></rule></pattern>", "assert/@test", "p2.r1.a1"),
        ("<pattern><rule context='a'><assert test='b'/><report>b</report></rule></pattern>", "report/@test", "p2.r1.a2"),
        ("<pattern><rule context='a'><extends/></rule></pattern>", "extends/@rule", "p2.r1"),
        ("<pattern><rule context='a'><let value='1'/></rule></pattern>", "let/@name", "p2.r1"),
        ("<pattern><rule context='a'><let name='v'/></rule></pattern>", "let/@value", "p2.r1"),
        ("<pattern><rule context='a'><assert test='b'><value-of/></assert></rule></pattern>", "value-of/@select", "p2.r1.a1"),
        ("<let value='1'/>", "let/@name", ""), ("<let name='v'/>", "let/@value", ""), ("<pattern><let name='v'/></pattern>", "let/@value", ""),
        ("<phase><active pattern='whole'/></phase>", "phase/@id", ""), ("<phase id='p'><active/></phase>", "active/@pattern", ""),
        ("<phase id='p'><let name='v'/></phase>", "let/@value", ""), ("<diagnostics><diagnostic>d</diagnostic></diagnostics>", "diagnostic/@id", ""),
        ("<properties><property>p</property></properties>", "property/@id", ""),
        ("<diagnostics><diagnostic id='d'><value-of/></diagnostic></diagnostics>", "value-of/@select", ""),
    ])
    func `an attribute that must be there is missed by its name and its rule`(content: String, name: String, rule: String) {
        let found = defects(content)
        #expect(found.map(\.code) == [.attributeMissing])
        #expect(found.first?.subject == name && found.first?.rule ?? "" == rule && found.first?.origin?.file == "main.sch")
    }

    @Test(arguments: [
        ("<xsl:include href='a.xsl'/>", "xsl:include"), ("<xsl:import href='a.xsl'/>", "xsl:import"), ("<xsl:variable name='v' select='1'/>", "xsl:variable"),
        ("<pattern><rule context='a'><assert test='b'><xsl:value-of select='1'/></assert></rule></pattern>", "xsl:value-of"),
        ("<diagnostics><diagnostic id='d'><xsl:copy-of select='.'/></diagnostic></diagnostics>", "xsl:copy-of"),
        ("<let name='v'><xsl:value-of select='1'/></let>", "let with content"),
        ("<pattern><rule context='a'><let name='v'><x/></let><assert test='$v'/></rule></pattern>", "let with content"),
    ])
    func `what only a style sheet can do is refused rather than left out`(content: String, subject: String) {
        let found = defects(content, attributes: "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'")
        #expect(found.contains { $0.code == .foreignDeclaration && $0.subject == subject })
    }

    @Test func `elements of other namespaces say nothing but their text`() throws {
        let content = """
            <x:note xmlns:x='urn:x'><x:rule context='a'/></x:note>
            <pattern><x:title xmlns:x='urn:x'>no</x:title><rule context='a'><x:assert xmlns:x='urn:x' test='false()'/>
            <report test='true()'>one <x:b xmlns:x='urn:x'>two <value-of select='1 + 2'/></x:b> <dir value='rtl'>four</dir></report></rule></pattern>
            """
        #expect(try Judging.findings(content, on: "<a/>") == ["p1.r1.a1 /a one two 3 four"])
        #expect(try Judging.model(content).patterns[0].title == nil)
    }

    @Test(arguments: [
        ("<schema queryBinding='xslt2'/>", SchemaDefectCode.notASchema), ("<x:schema xmlns:x='urn:x' queryBinding='xslt2'/>", .notASchema),
        ("<pattern xmlns='http://purl.oclc.org/dsdl/schematron' queryBinding='xslt2'/>", .notASchema),
        ("<schema xmlns='http://www.ascc.net/xml/schematron' queryBinding='xslt2'/>", .notASchema),
    ])
    func `a root that is not the standard's schema is refused`(text: String, code: SchemaDefectCode) {
        let failure = #expect(throws: SchematronFailure.self) { try SchemaModel("s", in: Judging.files(["s": text])) }
        #expect(failure?.defects.first?.code == code)
    }

    @Test(arguments: ["", "<pattern/>", "<pattern><rule abstract='true' id='x'><assert test='b'/></rule></pattern>", "<pattern abstract='true' id='m'/>"])
    func `a schema without a rule is used, and said to have none`(content: String) throws {
        #expect(try Judging.model(content).defects.map(\.code) == [.noRules])
        #expect(try Judging.findings(content, on: "<a/>").isEmpty)
    }

    @Test func `an identifier that is there twice is refused by the standard alone`() {
        let pairs = [
            "<pattern id='p'/><pattern id='p'/>", "<phase id='p'/><phase id='p'/>",
            "<diagnostics><diagnostic id='d'/><diagnostic id='d'/></diagnostics>", "<properties><property id='d'/><property id='d'/></properties>",
        ]
        for pair in pairs {
            #expect(defects(pair).map(\.code) == [.duplicateIdentifier])
            #expect(defects(pair, dialect: .skeleton).isEmpty)
        }
        #expect(defects("<phase id='p'/><pattern id='p'/><diagnostics><diagnostic id='p'/></diagnostics>").isEmpty)
    }

    @Test func `a variable that is there twice in a rule is refused by the standard alone, the last one counts elsewhere`() throws {
        let content = "<pattern><rule context='a'><let name='v' value='1'/><let name='v' value='$v + 1'/><report test='$v = 2'>two</report></rule></pattern>"
        #expect(defects(content).map(\.code) == [.duplicateVariable])
        #expect(try Judging.findings(content, on: "<a/>", dialect: .skeleton) == ["p1.r1.a1 /a two"])
    }

    @Test(arguments: ["<phase id='f'><let name='v' value='1'/><let name='v' value='2'/></phase>", "<let name='v' value='1'/><let name=' v ' value='2'/>"])
    func `a variable that is there twice in one scope is refused by both readings`(content: String) {
        #expect(defects(content).map(\.code) == [.duplicateVariable])
        #expect(defects(content, dialect: .skeleton).map(\.code) == [.duplicateVariable])
    }

    @Test func `notes that are not there are said and left out`() throws {
        let content =
            "<pattern><rule context='a'><assert test='b' diagnostics='d no' properties='none'>b</assert></rule></pattern>"
            + "<diagnostics><diagnostic id='d'>D</diagnostic></diagnostics>"
        let defects = try Judging.model(content).defects
        #expect(defects.map(\.code) == [.noteUnknown, .noteUnknown] && defects.map(\.subject) == ["no", "none"])
        #expect(defects.allSatisfy { $0.rule == "p1.r1.a1" })
        let finding = try #require(try Judging.report(content, on: "<a/>").report.findings.first)
        #expect(finding.diagnostics.map(\.text) == ["D"] && finding.properties.isEmpty)
    }

    @Test func `a failure names first what cannot be tolerated, with place, rule and code`() {
        let content = "<include href='no.sch'/>\n<pattern><rule context='a'><assert test='1 +'/><assert test='$no'/><assert test='none()'/></rule></pattern>"
        let found = defects(content)
        #expect(found.map(\.code) == [.expression, .expression, .expression])
        #expect(found.map(\.errorCode) == ["XPST0003", "XPST0008", "XPST0017"] && found.map(\.rule) == ["p2.r1.a1", "p2.r1.a2", "p2.r1.a3"])
        #expect(found.first?.description.hasPrefix("main.sch:3:") == true && found.first?.description.contains("schema.expression p2.r1.a1 XPST0003") == true)
        let both = defects("<include href='no.sch'/><pattern is-a='no'/>")
        #expect(both.map(\.code) == [.abstractPatternUnknown, .fileMissing])
    }
}
