// Reading schemas: files, includes, abstract patterns and rules, and what is wrong with them.

import SchematronEngine
import Testing

struct LoadingTests {
    private let rule = "<rule context='a'><assert test='b'>b</assert></rule>"

    @Test func `an include stands for the root of the file, from the folder of the file that includes it`() throws {
        let model = try Judging.model(
            "<include href='parts/one.sch'/>",
            with: [
                "parts/one.sch": "<pattern xmlns='http://purl.oclc.org/dsdl/schematron' id='p'><include href='two.sch'/></pattern>",
                "parts/two.sch": "<rule xmlns='http://purl.oclc.org/dsdl/schematron' context='a'><assert test='b'>b</assert></rule>",
            ])
        #expect(model.patterns.map(\.id) == ["p"])
        #expect(model.patterns[0].rules[0].context?.text == "a")
        #expect(model.patterns[0].rules[0].origin.file == "parts/two.sch")
        #expect(model.defects.isEmpty)
    }

    @Test func `an include in another letter case is found and said`() throws {
        let model = try Judging.model(
            "<include href='PARTS/One.sch'/>", with: ["parts/one.SCH": "<pattern xmlns='http://purl.oclc.org/dsdl/schematron' id='p'/>"])
        #expect(model.patterns.count == 1)
        #expect(model.defects.map(\.code) == [.fileLetterCase])
    }

    @Test func `the exact letter case goes before any other`() throws {
        let pattern = { (id: String) in "<pattern xmlns='http://purl.oclc.org/dsdl/schematron' id='\(id)'/>" }
        let model = try Judging.model("<include href='b.sch'/>", with: ["B.sch": pattern("upper"), "b.sch": pattern("lower")])
        #expect(model.patterns.map(\.id) == ["lower"])
    }

    @Test func `a missing and an empty include are defects of the pack with file and line, and the rest is used`() throws {
        let model = try Judging.model("<pattern id='p'>\(rule)</pattern>\n<include href='no.sch'/><include href='empty.sch'/>", with: ["empty.sch": ""])
        #expect(model.patterns.count == 1)
        #expect(model.defects.map(\.code) == [.fileMissing, .fileEmpty])
        #expect(model.defects.map { $0.origin?.description } == ["main.sch:3:10", "main.sch:3:34"])
    }

    @Test(arguments: ["../secret.sch", "/etc/passwd", "http://example.org/a.sch", "file:///etc/passwd", "a/../../b.sch", "%2e%2e/b.sch", "..\\b.sch"])
    func `a reference that leaves the folder is refused`(reference: String) {
        #expect(Judging.refusals("<include href='\(reference)'/>", with: ["b.sch": "<x/>"]) == [.outside])
    }

    @Test func `a file that includes itself is refused`() {
        let refusals = Judging.refusals(
            "<include href='one.sch'/>",
            with: [
                "one.sch": "<pattern xmlns='http://purl.oclc.org/dsdl/schematron'><include href='two.sch'/></pattern>",
                "two.sch": "<rule xmlns='http://purl.oclc.org/dsdl/schematron' context='a'><include href='one.sch'/></rule>",
            ])
        #expect(refusals == [.includeCycle])
    }

    @Test func `a file that is not well-formed or brings an entity is refused with its line`() throws {
        #expect(Judging.refusals("<include href='one.sch'/>", with: ["one.sch": "<pattern>"]) == [.fileNotRead])
        let entity = "<!DOCTYPE a [<!ENTITY e 'x'>]>\n<pattern>&e;</pattern>"
        #expect(Judging.refusals("<include href='one.sch'/>", with: ["one.sch": entity]) == [.fileNotRead])
    }

    @Test func `parameters are put in as text, in their order, without regard to where names end`() throws {
        let model = try Judging.model(
            """
            <pattern abstract='true' id='m'><rule context='$context'><assert test='$code = $codeSystem'>$code!</assert></rule></pattern>
            <pattern id='i' is-a='m'><param name='context' value='h:a'/><param name='code' value='@c'/><param name='codeSystem' value='@never'/></pattern>
            """)
        let rule = try #require(model.patterns.first?.rules.first)
        #expect(model.patterns.map(\.id) == ["i"])
        #expect(rule.context?.text == "h:a")
        guard case .assertion(let assertion) = rule.parts[0] else { return #expect(Bool(false)) }
        #expect(assertion.test.text == "@c = @cSystem")
        #expect(assertion.message == [.text("@c!")])
    }

    @Test func `what is missing or unknown in a schema is refused by its own code`() {
        #expect(Judging.refusals("<pattern is-a='no'/>") == [.abstractPatternUnknown])
        #expect(Judging.refusals("<pattern><rule><assert test='a'/></rule></pattern>") == [.attributeMissing])
        #expect(Judging.refusals("<pattern><rule context='a'><assert/></rule></pattern>") == [.attributeMissing])
        #expect(Judging.refusals("<pattern><rule context='a'><extends rule='no'/></rule></pattern>") == [.abstractRuleUnknown])
        #expect(Judging.refusals("<pattern id='p'/><pattern id='p'/>") == [.duplicateIdentifier])
        #expect(Judging.refusals("<let name='a' value='1'/><let name='a' value='2'/>") == [.duplicateVariable])
        #expect(Judging.refusals("<pattern><let name='a' value='1'/></pattern><pattern><let name='a' value='2'/></pattern>") == [.duplicateVariable])
        #expect(Judging.refusals("", attributes: "defaultPhase='no'") == [.phaseUnknown])
        #expect(Judging.refusals("<xsl:function xmlns:xsl='http://www.w3.org/1999/XSL/Transform' name='f'/>") == [.foreignDeclaration])
        #expect(Judging.refusals("<xsl:key xmlns:xsl='http://www.w3.org/1999/XSL/Transform' name='k'/>") == [.foreignDeclaration])
    }

    @Test func `only the query bindings of XPath 2 are accepted`() {
        func refusals(_ attribute: String) -> [SchemaDefectCode] {
            let schema = "<schema xmlns='http://purl.oclc.org/dsdl/schematron' \(attribute)/>"
            do {
                _ = try SchemaModel("s", in: Judging.files(["s": schema]))
                return []
            } catch { return error.defects.map(\.code) }
        }
        #expect(refusals("queryBinding='xslt2'").isEmpty)
        #expect(refusals("queryBinding='XPath2'").isEmpty)
        #expect(refusals("queryBinding='xslt3'") == [.queryBinding])
        #expect(refusals("") == [.queryBinding])
    }

    @Test func `rules that extend one another in a circle are refused`() {
        let rules = "<rule abstract='true' id='x'><extends rule='y'/></rule><rule abstract='true' id='y'><extends rule='x'/></rule>"
        #expect(Judging.refusals("<pattern>\(rules)</pattern>") == [.extendsCycle, .extendsCycle])
    }

    @Test func `a rule of another pattern can be extended as the skeleton has it, and not by the standard`() {
        let content = """
            <pattern><rule abstract='true' id='x'><assert test='b'>b</assert></rule></pattern>
            <pattern><rule context='a'><extends rule='x'/></rule></pattern>
            """
        #expect(Judging.refusals(content, dialect: .skeleton).isEmpty)
        #expect(Judging.refusals(content) == [.abstractRuleUnknown])
    }

    @Test func `an expression in error is named with file, line, rule and the code of XPath`() throws {
        do {
            _ = try Judging.compile("\n<pattern><rule context='a'><assert test='no-such()'>x</assert></rule></pattern>")
            #expect(Bool(false))
        } catch let failure as SchematronFailure {
            let defect = try #require(failure.defects.first)
            #expect(defect.code == .expression)
            #expect(defect.errorCode == "XPST0017")
            #expect(defect.rule == "p1.r1.a1")
            #expect(defect.origin?.line == 3)
        }
    }

    @Test(arguments: ["ancestor::a", "a[", "(a)", "a/b[c", ".", "$v", "a//", "h:", "a b"])
    func `a context that is no pattern is refused`(context: String) {
        #expect(Judging.refusals("<let name='v' value='1'/><pattern><rule context='\(context)'><assert test='a'/></rule></pattern>") == [.context])
    }
}
