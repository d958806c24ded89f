// Running rules: which apply, what their variables mean, and what errors do.

import SchematronEngine
import Testing
import XMLTree
import XPathEngine

struct RunningTests {
    private func says(_ context: String, _ test: String = "false()", lets: String = "") -> String {
        "<pattern><rule context=\"\(context)\">\(lets)<assert test=\"\(test)\"><name/></assert></rule></pattern>"
    }

    @Test(arguments: [
        ("b", ["/a/b[1]", "/a/b[2]", "/a/c/b"]), ("/a/b", ["/a/b[1]", "/a/b[2]"]), ("a//b", ["/a/b[1]", "/a/b[2]", "/a/c/b"]), ("c/b", ["/a/c/b"]),
        ("//c/b", ["/a/c/b"]), ("*[@x='1']", ["/a/b[1]"]), ("b[2]", ["/a/b[2]"]), ("b[last()]", ["/a/b[2]", "/a/c/b"]), ("b[@x][1]", ["/a/b[1]"]),
        ("*[b/@x='2']", ["/a"]), ("*[b[@x = '2']]", ["/a"]), ("/", ["/"]), ("@x", ["/a/b[1]/@x", "/a/b[2]/@x"]), ("b/@*", ["/a/b[1]/@x", "/a/b[2]/@x"]),
        ("text()", ["/a/c/b/text()"]), ("comment()", ["/a/comment()"]), ("processing-instruction('p')", ["/a/processing-instruction('p')"]),
        ("c/node()", ["/a/c/b"]), ("c | b[@x='1']", ["/a/b[1]", "/a/c"]), ("child::c/child::b", ["/a/c/b"]), ("*:c", ["/a/c"]),
        ("b[@x=(: note :)'1']", ["/a/b[1]"]), ("h:d", ["/a/d"]), ("h:*", ["/a/d"]), ("d", []), ("b[@x='1' or @x='2']", ["/a/b[1]", "/a/b[2]"]),
        ("b[. = 't']", ["/a/c/b"]), ("a / c", ["/a/c"]), ("b[not(@x)]", ["/a/c/b"]), ("b[@x]", ["/a/b[1]", "/a/b[2]"]),
        ("*[b]", ["/a", "/a/c"]), ("a/*[not(b)]", ["/a/b[1]", "/a/b[2]", "/a/d"]), ("*[b/@x]", ["/a"]), ("*[not(b[@x = '1'])][b]", ["/a/c"]),
        ("b[not(@x = '1')]", ["/a/b[2]", "/a/c/b"]), ("*[h:d]", ["/a"]), ("*[no]", []), ("@x[not(no)]", ["/a/b[1]/@x", "/a/b[2]/@x"]),
        ("b[@x = '1'][1]", ["/a/b[1]"]), ("b[@x = '2'][1]", ["/a/b[2]"]), ("b[@x][2]", ["/a/b[2]"]), ("b[2][@x = '1']", []),
        ("b[count(preceding-sibling::b) + 1]", ["/a/b[1]", "/a/b[2]", "/a/c/b"]),
    ])
    func `a context applies to the nodes that the pattern matches`(context: String, expected: [String]) throws {
        let document = "<a><b x='1'/><b x='2'/><c><b>t</b></c><!--k--><?p i?><d xmlns='urn:h'/></a>"
        let found = try Judging.report(says(context), on: document).report.firings.map(\.node.path)
        #expect(found == expected)
    }

    @Test func `attributes and texts are left alone where the skeleton leaves them alone`() throws {
        for context in ["@x", "text()", "comment()"] {
            #expect(try Judging.findings(says(context), on: "<a x='1'>t<!--c--></a>", dialect: .skeleton).isEmpty)
        }
    }

    @Test func `the first rule of a pattern that fits is the only one`() throws {
        let content =
            "<pattern><rule context='b'><report test='true()'>one</report></rule><rule context='*'><report test='true()'>two</report></rule></pattern>"
        #expect(try Judging.findings(content, on: "<a><b/></a>") == ["p1.r2.a1 /a two", "p1.r1.a1 /a/b one"])
        let reverse = "<pattern><rule context='*'><report test='true()'>all</report></rule><rule context='b'><report test='true()'>b</report></rule></pattern>"
        #expect(try Judging.findings(reverse, on: "<a><b/></a>") == ["p1.r1.a1 /a all", "p1.r1.a1 /a/b all"])
    }

    @Test func `findings come pattern by pattern, and in each in document order`() throws {
        let content = says("b") + says("*")
        #expect(try Judging.findings(content, on: "<a><b/><c/></a>").map { $0.prefix(2) } == ["p1", "p2", "p2", "p2"])
    }

    @Test func `nested elements keep their own place in paths`() throws {
        let content = says("a//b//c")
        #expect(try Judging.findings(content, on: "<a><b><b><c/></b></b><c/><x><b><c/></b></x></a>").count == 2)
    }

    @Test func `variables of a rule are its own, those of a pattern are seen everywhere, a rule's hide them`() throws {
        let content = """
            <let name='g' value='1'/>
            <pattern><let name='p' value='$g + 1'/><rule context='a'><let name='r' value='@x'/><let name='s' value="concat($r, '!')"/>
            <assert test="$s = 'v!'">first</assert></rule></pattern>
            <pattern><rule context='a'><let name='g' value='7'/><assert test='$p = 2 and $g = 7'>second</assert></rule></pattern>
            <pattern><rule context='a'><assert test='$g = 1'>third</assert></rule></pattern>
            """
        #expect(try Judging.findings(content, on: "<a x='v'/>").isEmpty)
        #expect(try Judging.findings(content, on: "<a x='w'/>") == ["p1.r1.a1 /a first"])
    }

    @Test func `a variable of another rule, or one that comes later, is not defined`() {
        let other = "<pattern><rule context='a'><let name='r' value='1'/></rule><rule context='b'><assert test='$r'/></rule></pattern>"
        #expect(Judging.refusals(other) == [.expression])
        #expect(Judging.refusals("<pattern><rule context='a'><assert test='$r'/><let name='r' value='1'/></rule></pattern>") == [.expression])
        #expect(Judging.refusals(says("a", "every $v in b satisfies $v")).isEmpty)
    }

    @Test func `a variable in error harms only those who read it`() throws {
        let content = """
            <pattern><rule context='a'><let name='bad' value="xs:integer('x')"/><assert test='true()'>fine</assert>
            <assert test='true() or $bad'>short</assert><assert test='$bad = 1'>never judged</assert></rule></pattern>
            """
        let report = try Judging.report(content, on: "<a/>").report
        #expect(report.findings.count == 1)
        #expect(report.findings[0].assertion?.identity == "p1.r1.a3")
        guard case .undecided(let error) = report.findings[0].outcome else { return #expect(Bool(false)) }
        #expect(error.code.rawValue == "FORG0001")
        #expect(!report.isValid && report.isUndecided)
    }

    @Test func `a variable defined by way of itself is an error, not an endless run`() throws {
        let content = "<let name='x' value='$y'/><let name='y' value='$x'/><pattern><rule context='a'><assert test='$x'>x</assert></rule></pattern>"
        let report = try Judging.report(content, on: "<a/>").report
        #expect(report.isUndecided)
    }

    @Test func `a rule that never ends is cut off and undecided`() throws {
        let content = says("a", "count(for $i in 1 to 100000, $j in 1 to 100000 return $i * $j) = 0")
        #expect(try Judging.report(content, on: "<a/>", budget: 10000).report.isUndecided)
    }

    @Test func `an error in a context is said, and the rule taken not to apply`() throws {
        let report = try Judging.report(says("a[xs:integer(@x) = 1]"), on: "<a x='no'/>").report
        #expect(report.firings.isEmpty)
        #expect(report.findings.count == 1 && report.isUndecided)
    }

    @Test func `a message holds its values, names and the text of what is marked`() throws {
        let content = """
            <pattern><rule context='h:a'><report test='true()'>In <name/>: <emph><value-of select='b/@x'/></emph>,
            <span class='c'>not</span> <name path='name(b[1])'/></report></rule></pattern>
            """
        #expect(try Judging.findings(content, on: "<p:a xmlns:p='urn:h'><b x='1'/><b x='2'/></p:a>") == ["p1.r1.a1 /p:a In p:a: 1 2, not b"])
    }

    @Test func `white space alone between two values counts by the standard, and not in a style sheet`() throws {
        let content = "<pattern><rule context='a'><report test='true()'><value-of select='1'/> <value-of select='2'/></report></rule></pattern>"
        #expect(try Judging.findings(content, on: "<a/>") == ["p1.r1.a1 /a 1 2"])
        #expect(try Judging.findings(content, on: "<a/>", dialect: .skeleton) == ["p1.r1.a1 /a 12"])
    }

    @Test func `parts of abstract rules stand where they are extended, and keep their own identity`() throws {
        let content = """
            <pattern><rule abstract='true' id='x'><let name='v' value='@x'/><assert test='$v = 1'>v</assert></rule>
            <rule context='a'><assert test='false()'>before</assert><extends rule='x'/><assert test='$v = 2'>after</assert></rule></pattern>
            """
        #expect(try Judging.findings(content, on: "<a x='3'/>") == ["p1.r2.a1 /a before", "p1.r1.a1 /a v", "p1.r2.a2 /a after"])
    }

    @Test func `a phase runs its patterns in the order of the schema, whatever its own order`() throws {
        let content = """
            <phase id='two'><active pattern='q'/><active pattern='p'/><active pattern='q'/><active pattern='gone'/></phase>
            <pattern id='p'><rule context='a'><report test='true()'>p</report></rule></pattern>
            <pattern id='o'><rule context='a'><report test='true()'>o</report></rule></pattern>
            <pattern id='q'><rule context='a'><report test='true()'>q</report></rule></pattern>
            """
        #expect(try Judging.findings(content, on: "<a/>", phase: "two") == ["p1.r1.a1 /a p", "p3.r1.a1 /a q"])
        #expect(try Judging.findings(content, on: "<a/>").count == 3)
        #expect(try Judging.findings(content, on: "<a/>", attributes: "defaultPhase='two'").count == 2)
        #expect(try Judging.findings(content, on: "<a/>", phase: "#ALL", attributes: "defaultPhase='two'").count == 3)
        #expect(try Judging.model(content).defects.map(\.code) == [.activePatternUnknown])
    }

    @Test func `document gives nothing for what is not there, doc an error`() throws {
        let set = ["sets/S.xml": "<s><c k='1'/></s>"]
        #expect(try Judging.findings(says("a", "document('sets/s.xml')//c[@k = current()/@x]"), on: "<a x='1'/>", with: set).isEmpty)
        #expect(try Judging.findings(says("a", "document('sets/s.xml')//c[@k = current()/@x]"), on: "<a x='2'/>", with: set).count == 1)
        #expect(try Judging.findings(says("a", "empty(document('no.xml'))"), on: "<a/>", with: set).isEmpty)
        #expect(try Judging.report(says("a", "empty(doc('no.xml'))"), on: "<a/>", with: set).report.isUndecided)
        #expect(try Judging.report(says("a", "exists(doc('/etc/hostname'))"), on: "<a/>", with: set).report.isUndecided)
        #expect(try Judging.findings(says("a", "not(doc-available('file:///etc/hostname'))"), on: "<a/>", with: set).isEmpty)
    }

    @Test func `a pattern with documents looks at those, and not at the document at hand`() throws {
        let content = "<pattern documents='a/@other'><rule context='b'><report test='true()'><value-of select='@n'/></report></rule></pattern>"
        #expect(try Judging.findings(content, on: "<a other='x.xml'><b n='here'/></a>", with: ["x.xml": "<r><b n='there'/></r>"]) == ["p1.r1.a1 /r/b there"])
        #expect(try Judging.report(content, on: "<a other='no.xml'/>").report.isUndecided)
    }

    @Test func `several sets in one go report one after the other`() throws {
        let one = try Judging.compile(says("b"))
        let two = try Judging.compile(says("a") + says("b"))
        let tree = try FrozenTree.parse(Array("<a><b/></a>".utf8))
        let report = RuleSet([one.schema]).judge(tree, with: [RuleSet([two.schema])], options: RunOptions())
        #expect(report.findings.map(\.pattern) == [0, 1, 2])
        #expect(report.patterns[2].schema === two.schema)
    }

    @Test func `a finding has the place of its node`() throws {
        let finding = try #require(try Judging.report(says("b"), on: "<a>\n  <b/></a>").report.findings.first)
        #expect(finding.node.line == 2 && finding.node.column == 3 && finding.node.byteRange == 6..<10)
    }
}
