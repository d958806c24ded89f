// What is explained of a rule, from the rule itself, and what is rather left unexplained.

import ClinicalTypes
import Testing

@testable import Validation

@Suite struct ExplanationTests {
    private static let code = "<sch:let name=\"code\" value=\"@code\"/><sch:let name=\"system\" value=\"@codeSystem\"/>"
    private static let lookup = "document($set)//svs:Concept[@code=$code and @codeSystem=$system]"

    // MARK: Value sets

    @Test func `a code that is in no member shows the set and what is close`() throws {
        let finding = try ExplainedRule(Self.lookup, over: "<a code='BLUE' codeSystem='9.1'/>", lets: Self.code).finding
        #expect(finding.found == "BLUE")
        #expect(finding.place?.xpath == "/a/@code")
        #expect(finding.allowed?.name == "JDV_Couleurs")
        #expect(finding.allowed?.first.first == "ROUGE Rouge vif" && finding.allowed?.first.count == 5 && finding.allowed?.count == 6)
        #expect(finding.allowed?.closest == ["BLEU Bleu nuit"])
        // A code that only looks alike may mean something else.
        #expect(finding.edit == nil)
    }

    @Test func `a code of another system gets the right system`() throws {
        let rule = try ExplainedRule(Self.lookup, over: "<a code='BLANC' codeSystem='9.1'/>", lets: Self.code)
        let finding = try rule.finding
        #expect(finding.found == "9.1" && finding.place?.xpath == "/a/@codeSystem" && finding.allowed?.first == ["9.2"])
        #expect(try rule.mended == "<a code='BLANC' codeSystem='9.2'/>")
    }

    @Test func `a code without system gets the system`() throws {
        let rule = try ExplainedRule(Self.lookup, over: "<a code='BLANC'/>", lets: Self.code)
        #expect(try rule.mended == "<a codeSystem=\"9.2\" code='BLANC'/>")
    }

    @Test func `the words beside a wrong code say which one was meant`() throws {
        let rule = try ExplainedRule(Self.lookup, over: "<a code='V' codeSystem='9.1' displayName=\"vert d'eau\"/>", lets: Self.code)
        #expect(try rule.finding.allowed?.closest.first == "VERT Vert d'eau")
        #expect(try rule.mended == "<a code='VERT' codeSystem='9.1' displayName=\"vert d'eau\"/>")
    }

    @Test func `no edit is told that would not mend`() throws {
        // The words mean a code of another system: the code alone would not do.
        let rule = try ExplainedRule(Self.lookup, over: "<a code='N' codeSystem='9.1' displayName='Noir'/>", lets: Self.code)
        #expect(try rule.finding.allowed?.closest.first == "NOIR Noir")
        #expect(try rule.finding.edit == nil)
    }

    @Test(arguments: [
        "document($set)//svs:Concept[@code=current()/@code]", "@code = document($set)//svs:Concept/@code", "exists(document($set)//svs:Concept[@code=$code])",
    ])
    func `other ways to look a code up are understood`(test: String) throws {
        let finding = try ExplainedRule(test, over: "<a code='GRIZ'/>", lets: Self.code).finding
        #expect(finding.found == "GRIZ" && finding.allowed?.name == "JDV_Couleurs" && finding.allowed?.count == 6)
        #expect(finding.allowed?.closest.first?.hasPrefix("GRIS") == true)
    }

    @Test func `ways out stand aside`() throws {
        let finding = try ExplainedRule("not(@code) or @nullFlavor='NA' or \(Self.lookup)", over: "<a code='NOIRE' codeSystem='9.2'/>", lets: Self.code).finding
        #expect(finding.found == "NOIRE" && finding.allowed?.closest == ["NOIR Noir"])
    }

    // MARK: Values

    @Test func `a literal is told and written`() throws {
        let rule = try ExplainedRule("@b = 'x<y'", over: "<a b='z'/>")
        #expect(try rule.finding.found == "z" && rule.finding.allowed?.first == ["x<y"] && rule.finding.place?.xpath == "/a/@b")
        #expect(try rule.mended == "<a b='x&lt;y'/>")
    }

    @Test(arguments: ["@s = ('F', 'M')", "@s = 'F' or @s = 'M'", "@s = $sex", "('F', 'M') = @s", "if (@s) then @s = $sex else true()"])
    func `alternatives are listed and none is chosen`(test: String) throws {
        let finding = try ExplainedRule(test, over: "<a s='H'/>").finding
        #expect(finding.found == "H" && finding.allowed?.first == ["F", "M"] && finding.edit == nil)
    }

    @Test func `the first broken part of several is told`() throws {
        let finding = try ExplainedRule("@b = '1' and @c = '2' and @d = '3'", over: "<a b='1' c='9' d='9'/>").finding
        #expect(finding.place?.xpath == "/a/@c" && finding.allowed?.first == ["2"])
    }

    @Test(arguments: [
        ("matches(@b, '^[0-9]+$')", "/^[0-9]+$/"), ("@b castable as xs:integer", "xs:integer"), ("starts-with(@b, 'tel:')", "tel:…"),
        ("number(@b) <= 4", "≤ 4"),
        ("@b != 'abc'", "≠ abc"), ("contains(@b, '@')", "…@…"),
    ]) func `the form of a value is told`(test: String, form: String) throws {
        let finding = try ExplainedRule(test, over: "<a b='abc'/>").findings.first
        #expect(finding?.allowed?.first == [form] && finding?.found?.hasPrefix("abc") ?? true)
    }

    @Test func `a length is told with the text`() throws {
        let finding = try ExplainedRule("string-length(@b) <= 3", over: "<a b='éàùç'/>").finding
        #expect(finding.found == "éàùç (4)" && finding.allowed?.first == ["≤ 3"])
    }

    // MARK: What is missing, and what is too much

    @Test func `a missing element is told where it belongs`() throws {
        let finding = try ExplainedRule("b/c/d", over: "<a><b><c/></b></a>").finding
        #expect(finding.place?.xpath == "/a/b/c" && finding.allowed?.name == "<c>" && finding.allowed?.first == ["<d>"])
        #expect(try ExplainedRule("count(b/c) >= 1", over: "<a><b/></a>").finding.allowed?.first == ["<c>"])
        #expect(try ExplainedRule("not(empty(b))", over: "<a/>").finding.allowed?.first == ["<b>"])
    }

    @Test func `a missing attribute is written when its value is known`() throws {
        #expect(try ExplainedRule("@b", over: "<a/>").finding.allowed?.first == ["@b"])
        #expect(try ExplainedRule("b/@c = 'x'", over: "<a><b/></a>").mended == "<a><b c=\"x\"/></a>")
    }

    @Test func `a template that is missing is written beside the others`() throws {
        let rule = try ExplainedRule("templateId[@root='1.2']", over: "<a>\n  <templateId root=\"1.1\"/>\n</a>")
        #expect(try rule.finding.found == "1.1" && rule.finding.allowed?.first == ["@root=\"1.2\""])
        #expect(try rule.mended == "<a>\n  <templateId root=\"1.1\"/>\n  <templateId root=\"1.2\"/>\n</a>")
    }

    @Test func `too many are counted, and the first too many is the place`() throws {
        let finding = try ExplainedRule("count(b) = 1", over: "<a><b/><b/><b/></a>").finding
        #expect(finding.found == "3" && finding.allowed?.first == ["= 1"] && finding.place?.xpath == "/a/b[2]")
    }

    @Test func `what must not be there is shown, and an attribute is taken away`() throws {
        let rule = try ExplainedRule("not(@b)", over: "<a b=\"1\" c=\"2\"/>")
        #expect(try rule.finding.found == "@b=\"1\"")
        #expect(try rule.mended == "<a c=\"2\"/>")
        let element = try ExplainedRule("b", over: "<a><b>text</b></a>", isReport: true).finding
        #expect(element.found == "<b>" && element.place?.xpath == "/a/b" && element.edit == nil)
    }

    @Test func `a variable of the rule is followed to what it stands for`() throws {
        let finding = try ExplainedRule("$ok", over: "<a><b c='2'/></a>", lets: "<sch:let name=\"ok\" value=\"b/@c = '1'\"/>").finding
        #expect(finding.found == "2" && finding.allowed?.first == ["1"] && finding.place?.xpath == "/a/b/@c")
    }

    // MARK: What is left alone

    @Test(arguments: [
        "sum(b/@c) = 3", "every $x in b satisfies $x/@c = '1'", "b/@c = sum(b/@d)", "b[1]/@c = b[1]/@d", "@e = 'x' or sum(b/@c) = 9", "@e = 'x' or b/@d = '7'",
        "false()", "b[@c = '7']/@d = '8'",
    ]) func `what is not understood for certain stays as it is`(test: String) throws {
        let rule = try ExplainedRule(test, over: "<a e='y'><b c='1' d='2'/><b c='9' d='1'/></a>")
        #expect(try rule.finding.edit == nil)
        #expect(try rule.finding.allowed == nil || rule.finding.place != nil)
    }

    @Test func `a condition that raises an error is not explained`() throws {
        let finding = try ExplainedRule("xs:integer(@b) = 1", over: "<a b='x'/>").finding
        #expect(finding.found == nil && finding.allowed == nil && finding.edit == nil)
    }

    @Test func `a definition that goes in a circle is not followed`() throws {
        let lets = "<sch:let name=\"p\" value=\"@b\"/><sch:let name=\"p\" value=\"$p\"/>"
        #expect((try? ExplainedRule("$p = '1'", over: "<a b='2'/>", lets: lets).findings.first?.allowed) == nil)
    }
}
