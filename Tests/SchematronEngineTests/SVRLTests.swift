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
}
