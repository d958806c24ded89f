// What findings say: values, names, notes, marks, subjects and errors (ISO/IEC 19757-3, 5.4.2, 5.4.4, 5.4.6, 5.4.14).

import SchematronEngine
import Testing
import XMLTree
import XPathEngine

struct SayingTests {
    private func finding(_ rule: String, on document: String = "<a x='1'><b>t</b><b>u</b></a>", more: String = "") throws -> SchematronFinding {
        try #require(try Judging.report("<pattern>\(rule)</pattern>" + more, on: document).report.findings.first)
    }

    private func message(_ inside: String, context: String = "a") throws -> String {
        try finding("<rule context=\"\(context)\"><report test='true()'>\(inside)</report></rule>").message
    }

    @Test(arguments: [
        ("<value-of select='@x'/>", "1"), ("<value-of select='b'/>", "t u"), ("<value-of select='()'/>", ""), ("<value-of select='1 to 3'/>", "1 2 3"),
        ("<value-of select='1 div 4'/>", "0.25"), ("<value-of select='true()'/>", "true"), ("<name/>", "a"), ("<name path='name(b[2])'/>", "b"),
        ("<name path='count(b)'/>", "2"), ("a &amp; b", "a & b"), ("<emph>e</emph><span class='c'>s</span>", "es"), (" two  spaces ", " two  spaces "),
        ("one<!-- not said -->two", "onetwo"), ("<value-of select=\"concat('{', @x, '}')\"/>", "{1}"),
    ])
    func `a message is its text with the values in place`(inside: String, expected: String) throws {
        #expect(try message(inside) == expected)
    }

    @Test(arguments: [("@x", "x"), ("text()", ""), ("/", ""), ("b", "b")])
    func `a name is that of the node at hand, empty where it has none`(context: String, expected: String) throws {
        #expect(try message("<name/>", context: context) == expected)
    }

    @Test func `assert speaks when its test is false, report when it is true`() throws {
        let content =
            "<pattern><rule context='a'><assert test='@x'>1</assert><assert test='@y'>2</assert><report test='@x'>3</report>"
            + "<report test='@y'>4</report><assert test='0'>5</assert><report test=\"'text'\">6</report></rule></pattern>"
        let report = try Judging.report(content, on: "<a x='1'/>").report
        #expect(report.findings.map(\.message) == ["2", "3", "5", "6"])
        #expect(report.findings.map(\.outcome) == [.failed, .reported, .failed, .reported])
        #expect(!report.isValid && !report.isUndecided)
    }

    @Test func `a document that fulfils everything is valid`() throws {
        let report = try Judging.report("<pattern><rule context='a'><assert test='@x'>x</assert></rule></pattern>", on: "<a x=''/>").report
        #expect(report.isValid && report.findings.isEmpty && report.firings.count == 1)
    }

    @Test func `diagnostics and properties come in the order in which they are named`() throws {
        let notes =
            "<diagnostics><diagnostic id='d1'>D1 <value-of select='@x'/></diagnostic><diagnostic id='d2' xml:lang='fr'>D2</diagnostic></diagnostics>"
            + "<properties><property id='p1'><name/></property></properties>"
        let found = try finding("<rule context='a'><assert test='false()' diagnostics=' d2\n d1 ' properties='p1'>m</assert></rule>", more: notes)
        #expect(found.diagnostics.map(\.id) == ["d2", "d1"] && found.diagnostics.map(\.text) == ["D2", "D1 1"])
        #expect(found.diagnostics.map(\.language) == ["fr", nil] && found.properties.map(\.text) == ["a"])
    }

    @Test func `a diagnostic sees the variables of the rule that names it`() throws {
        let notes = "<diagnostics><diagnostic id='d'><value-of select='$v'/></diagnostic></diagnostics>"
        let found = try finding("<rule context='a'><let name='v' value='5'/><assert test='false()' diagnostics='d'>m</assert></rule>", more: notes)
        #expect(found.diagnostics.map(\.text) == ["5"])
    }

    @Test func `marks of a rule and of an assertion are each their own`() throws {
        let found = try finding(
            "<rule context='a' role='R' flag='F' see='S' icon='I' fpi='P' xml:lang='fr'>"
                + "<assert test='false()' role='r' flag='f' see='s' icon='i' fpi='p' xml:lang='de'>m</assert></rule>")
        let (rule, own) = (found.rule.marks, try #require(found.assertion?.marks))
        #expect([rule.role, rule.flag, rule.see, rule.icon, rule.fpi, rule.language] == ["R", "F", "S", "I", "P", "fr"])
        #expect([own.role, own.flag, own.see, own.icon, own.fpi, own.language] == ["r", "f", "s", "i", "p", "de"])
        let plain = try finding("<rule context='a' role='R'><assert test='false()'>m</assert></rule>")
        #expect(plain.assertion?.marks.role == nil)
    }

    @Test func `a subject is the first node that its expression names`() throws {
        func subject(_ expression: String) throws -> String? {
            try finding("<rule context='a'><assert test='false()' subject=\"\(expression)\">m</assert></rule>").subject?.path
        }
        #expect(try subject("b[2]") == "/a/b[2]")
        #expect(try subject("b") == "/a/b[1]")
        #expect(try subject("none") == nil)
        #expect(try subject("'text'") == nil)
        #expect(try subject("error()") == nil)
    }

    @Test func `a value that fails leaves the finding standing and is said beside it`() throws {
        let content = "<pattern><rule context='a'><assert test='false()'>x <value-of select=\"xs:integer('no')\"/> y</assert></rule></pattern>"
        let report = try Judging.report(content, on: "<a/>").report
        #expect(report.findings.map(\.message) == ["x  y", ""])
        #expect(report.findings.first?.outcome == .failed)
        guard case .incompleteMessage(let error)? = report.findings.last?.outcome else { return #expect(Bool(false)) }
        #expect(error.code.rawValue == "FORG0001")
        #expect(report.findings.map(\.countsAgainst) == [true, false] && report.findings.map(\.isDefect) == [false, true])
    }

    @Test func `a message that fails in a report that holds nothing is never worked out`() throws {
        let content = "<pattern><rule context='a'><assert test='true()'><value-of select='error()'/></assert></rule></pattern>"
        #expect(try Judging.report(content, on: "<a/>").report.findings.isEmpty)
    }

    @Test func `current() is the node of the rule, also within predicates and values`() throws {
        let content = "<pattern><rule context='b'><report test='../b[. is current()]'><value-of select='../b[. = current()]'/></report></rule></pattern>"
        #expect(try Judging.findings(content, on: "<a><b>t</b><b>u</b></a>") == ["p1.r1.a1 /a/b[1] t", "p1.r1.a1 /a/b[2] u"])
    }

    @Test func `a pattern looks at all the documents that it names, in their order`() throws {
        let files = ["x.xml": "<r><b n='x'/></r>", "y.xml": "<r><b n='y1'/><b n='y2'/></r>"]
        let content =
            "<pattern documents='a/@*'><rule context='b'><report test='true()'><value-of select='@n'/></report></rule></pattern>"
            + "<pattern><rule context='a'><report test='true()'>here</report></rule></pattern>"
        let found = try Judging.findings(content, on: "<a o='y.xml' p='x.xml'/>", with: files)
        #expect(found == ["p1.r1.a1 /r/b[1] y1", "p1.r1.a1 /r/b[2] y2", "p1.r1.a1 /r/b x", "p2.r1.a1 /a here"])
        #expect(try Judging.findings(content, on: "<a/>", with: files) == ["p2.r1.a1 /a here"])
        #expect(try Judging.report(content, on: "<a o='../secret.xml'/>", with: files).report.isUndecided)
    }
}
