// Variables at every level: schema, phase, pattern, rule; who sees them and what hides them (ISO/IEC 19757-3, 5.4.5).

import SchematronEngine
import Testing

struct ScopeTests {
    private func rule(_ test: String, lets: String = "", context: String = "a") -> String {
        "<pattern>\(lets)<rule context='\(context)'><report test=\"\(test)\"><value-of select=\"\(test)\"/></report></rule></pattern>"
    }

    /// What the one report says.
    private func said(_ content: String, phase: String? = nil, on document: String = "<a x='1'><b x='2'/></a>") throws -> [String] {
        try Judging.findings(content, on: document, phase: phase).map { String($0.split(separator: " ").last ?? "") }
    }

    @Test func `a variable of the schema is worked out at the document, one of a rule at its node`() throws {
        let lets = "<let name='root' value='name(*)'/><let name='path' value='a/b/@x'/>"
        let content =
            lets + "<pattern><rule context='b'><let name='here' value='@x'/><report test=\"concat($root, $path, $here)\">"
            + "<value-of select='concat($root, $path, $here)'/></report></rule></pattern>"
        #expect(try said(content) == ["a22"])
    }

    @Test func `a variable of a pattern is worked out at the document and seen by the others`() throws {
        #expect(try said(rule("$p", lets: "<let name='p' value='name(*)'/>", context: "b") + rule("$p")) == ["a", "a"])
    }

    @Test func `a variable of a phase is there in that phase alone`() throws {
        let content =
            "<phase id='f'><active pattern='p'/><let name='v' value='7'/></phase>"
            + "<pattern id='p'><rule context='a'><report test='$v'><value-of select='$v'/></report></rule></pattern>"
        #expect(try said(content, phase: "f") == ["7"])
        #expect(Judging.refusals(content) == [.expression, .expression])
    }

    @Test func `a variable of a phase hides one of the schema`() throws {
        let content =
            "<let name='v' value='1'/><let name='w' value='$v + 10'/><phase id='f'><active pattern='p'/><let name='v' value='2'/></phase>"
            + "<pattern id='p'><rule context='a'><report test='$v'><value-of select='$v'/></report></rule></pattern>"
        #expect(try said(content) == ["1"])
        #expect(try said(content, phase: "f") == ["2"])
    }

    @Test func `a variable of a pattern that a phase leaves out is not there`() throws {
        let content =
            "<phase id='f'><active pattern='p'/></phase><pattern id='o'><let name='v' value='1'/></pattern>"
            + "<pattern id='p'><rule context='a'><report test='$v'>v</report></rule></pattern>"
        #expect(try Judging.findings(content, on: "<a/>") == ["p2.r1.a1 /a v"])
        #expect(throws: SchematronFailure.self) { try Judging.compile(content, phase: "f") }
    }

    @Test func `a rule's variable hides a global one, and its value still sees the hidden one`() throws {
        let content =
            "<let name='v' value='1'/>"
            + "<pattern><rule context='a'><let name='v' value='$v + 1'/><report test='$v'><value-of select='$v'/></report></rule>"
            + "<rule context='b'><report test='$v'><value-of select='$v'/></report></rule></pattern>"
        #expect(try said(content) == ["2", "1"])
    }

    @Test func `each node has its own values`() throws {
        let content =
            "<pattern><rule context='a | b'><let name='x' value='@x'/><let name='y' value='$x * 10'/>"
            + "<report test='$y'><value-of select='$y'/></report></rule></pattern>"
        #expect(try said(content) == ["10", "20"])
    }

    @Test(arguments: [
        "for $i in (1, 2) return $i", "for $i in(1, 2) return $i", "some $i in b satisfies $i", "every $i in//b satisfies $i", "some $i\n in\n b satisfies $i",
        "some $ i in b satisfies $i", "for $i in 1, $j in $i return $j", "'$none' = 'x'", "\"it's $none\" = 'x'", "$g", "$ g", "$g(: it's :) = $g",
        "(: $none :) 1", "(: it's (: $none :) not :) $g",
    ])
    func `a variable that an expression binds itself, or that is no variable at all, need not be declared`(test: String) {
        let escaped = test.replacing("\"", with: "&quot;")
        #expect(Judging.refusals("<let name='g' value='1'/><pattern><rule context='a'><report test=\"\(escaped)\">x</report></rule></pattern>") == [])
    }

    @Test(arguments: ["$none", "for $i in $none return 1", "$gg", "$g-1", "'a' = $none", "concat('', $none)", "$index = 1 and $in = 1"])
    func `a variable that nobody declares is refused with the rule and the code`(test: String) {
        #expect(Judging.refusals("<let name='g' value='1'/>" + rule(test)) == [.expression, .expression])
    }

    @Test func `a hidden variable is told apart in comments, quotes and other names`() throws {
        let content =
            "<let name='v' value='1'/><let name='vv' value='5'/>"
            + "<pattern><rule context='a'><let name='v' value='2'/><report test='true()'>"
            + "<value-of select=\"concat((: don't :) $v, '$v', $vv, for $v in 9 return $v)\"/></report></rule></pattern>"
        #expect(try said(content) == ["2$v59"])
    }

    @Test func `a name with a prefix is a name`() throws {
        #expect(try said("<let name='h:v' value='3'/>" + rule("$h:v")) == ["3"])
    }
}
