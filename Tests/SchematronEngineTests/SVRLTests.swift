// The report in the standard's own language.

import SchematronEngine
import TestSupport
import Testing
import XMLTree

struct SVRLTests {
    private let content = """
        <title>A schema</title>
        <pattern id='p'><title>A pattern</title><rule context='h:a' role='warning' id='r'>
        <assert id='x' test='@x &lt; 2' diagnostics='d' properties='q' flag='f' see='s'>"<value-of select='@x'/>" is too much &amp; more</assert>
        <report test='h:b'>there is b</report><assert test="xs:integer(@x) = 1">never</assert></rule></pattern>
        <diagnostics><diagnostic id='d' xml:lang='de'>Wert <value-of select='@x'/></diagnostic></diagnostics>
        <properties><property id='q'>name <name/></property></properties>
        """

    @Test func `the report says patterns, rules, assertions, diagnostics and properties`() throws {
        let (report, schema) = try Judging.report(content, on: "<a xmlns='urn:h' x='3.5'><b/></a>")
        try expectSnapshot(report.svrl(for: schema), named: "report.svrl")
    }

    @Test func `the report is well-formed and never says nothing of what could not be judged`() throws {
        let (report, schema) = try Judging.report(content, on: "<a xmlns='urn:h' x='3.5'><b/></a>")
        let tree = try FrozenTree.parse(Array(report.svrl(for: schema).utf8))
        let svrl = "http://purl.oclc.org/dsdl/svrl"
        #expect(tree.elements("failed-assert", in: svrl).map { $0[attribute: "flag"] } == ["f", "undecided"])
        #expect(tree.elements("successful-report", in: svrl).count == 1)
        #expect(tree.elements("failed-assert", in: svrl).first?[attribute: "location"] == "/*:a[namespace-uri()='urn:h'][1]")
    }

    @Test func `what cannot be said of a context hides nothing that other patterns say`() throws {
        let content = """
            <pattern><rule context='h:a'><assert test='false()'>one</assert></rule></pattern>
            <pattern><rule context='h:a[xs:integer(@x) = 1]'><assert test='false()'>two</assert></rule></pattern>
            <pattern><rule context='h:b'><assert test='false()'>three</assert></rule></pattern>
            """
        let (report, schema) = try Judging.report(content, on: "<a xmlns='urn:h' x='y'><b/></a>")
        let tree = try FrozenTree.parse(report.svrlBytes(for: schema))
        let svrl = "http://purl.oclc.org/dsdl/svrl"
        let said = tree.elements("failed-assert", in: svrl)
        #expect(said.map { String($0.stringValue.drop(while: \.isWhitespace).prefix(3)) } == ["one", "FOR", "thr"])
    }

    @Test func `places name every kind of node and count siblings of one name`() throws {
        let content = """
            <pattern><rule context='h:b/@x | h:b/text() | processing-instruction() | comment() | c | h:b'><report test='true()'>here</report></rule></pattern>
            """
        let text = "<a xmlns='urn:h'><b x='1'>t</b><c xmlns=''/><b h:x='2' xmlns:h='urn:h'>t<!--c-->u</b><?p q?></a>"
        let (report, schema) = try Judging.report(content, on: text)
        let tree = try FrozenTree.parse(report.svrlBytes(for: schema))
        let places = tree.elements("successful-report", in: "http://purl.oclc.org/dsdl/svrl").map { $0[attribute: "location"] ?? "" }
        let a = "/*:a[namespace-uri()='urn:h'][1]"
        let b = a + "/*:b[namespace-uri()='urn:h']"
        #expect(
            places == [
                b + "[1]", b + "[1]/@x", b + "[1]/text()[1]", a + "/c[1]", b + "[2]", b + "[2]/text()[1]", b + "[2]/comment()[1]", b + "[2]/text()[2]",
                a + "/processing-instruction()[1]",
            ])
    }
}
