// Schemas compiled late say the same as those compiled at once.

import SchematronEngine
import TestSupport
import Testing
import XMLTree

struct CompilationTimeTests {
    private static let content = """
        <let name='g' value='count(//b)'/>
        <pattern><rule abstract='true' id='r'><let name='v' value='@x'/><assert test="$v = '1'"><value-of select='$v'/> of <value-of select='$g'/></assert></rule>
        <rule context="b[@x != '3']"><extends rule='r'/></rule><rule context='c'><report test='true()'><name/></report></rule></pattern>
        """

    private func findings(_ content: String, on document: String, _ time: CompilationTime) throws -> [String] {
        let schema = try CompiledSchematron(try Judging.model(content), documents: RuleDocuments(Judging.files([:])), compiling: time)
        let report = RuleSet([schema]).judge(try FrozenTree.parse(Array(document.utf8)), options: RunOptions())
        return report.findings.map { "\($0.assertion?.identity ?? $0.rule.identity) \($0.node.path) \($0.foldedMessage) \($0.outcome)" }
    }

    @Test func `a schema compiled late finds the same`() throws {
        let document = "<a><b x='1'/><b x='2'/><b x='3'/><c/></a>"
        let found = try findings(Self.content, on: document, .onFirstUse)
        #expect(found == (try findings(Self.content, on: document, .now)))
        #expect(found.count == 2)
    }

    @Test func `what no document needs is never compiled`() throws {
        let documents = RuleDocuments(Judging.files([:]))
        let schema = try CompiledSchematron(try Judging.model(Self.content), documents: documents, compiling: .onFirstUse)
        #expect(schema.expressionCount == 0)
        _ = RuleSet([schema]).judge(try FrozenTree.parse(Array("<a><c/></a>".utf8)), options: RunOptions())
        #expect(schema.expressionCount == 1)
    }

    @Test(arguments: ["1 +", "nothing()", "$unknown", "p:x"])
    func `an error in an expression compiled late leaves its assertion undecided`(expression: String) throws {
        let content = "<pattern><rule context='a'><assert test='\(expression)'>no</assert><assert test='false()'>yes</assert></rule></pattern>"
        #expect(throws: SchematronFailure.self) { try Judging.compile(content) }
        let schema = try CompiledSchematron(try Judging.model(content), documents: RuleDocuments(Judging.files([:])), compiling: .onFirstUse)
        let report = RuleSet([schema]).judge(try FrozenTree.parse(Array("<a/>".utf8)), options: RunOptions())
        #expect(report.isUndecided)
        #expect(report.findings.map(\.isDefect) == [true, false])
    }

    @Test func `a context that is no pattern is refused at once`() throws {
        let model = try Judging.model("<pattern><rule context='ancestor::a'><assert test='true()'/></rule></pattern>")
        #expect(throws: SchematronFailure.self) {
            try CompiledSchematron(model, documents: RuleDocuments(Judging.files([:])), compiling: .onFirstUse)
        }
    }

    @Test func `threads may meet at a rule that is compiled late`() async throws {
        let schema = try CompiledSchematron(try Judging.model(Self.content), documents: RuleDocuments(Judging.files([:])), compiling: .onFirstUse)
        let rules = RuleSet([schema])
        let tree = try FrozenTree.parse(Array("<a><b x='1'/><b x='2'/><c/></a>".utf8))
        let counts = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<16 { group.addTask { rules.judge(tree, options: RunOptions()).findings.count } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 2, count: 16))
    }
}
