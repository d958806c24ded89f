// Predicates answered by an index choose what a walk chooses.

import Testing
import XMLTree
import XPathEngine

struct ValueIndexTests {
    private static let document = """
        <r xmlns:p='urn:p'><l id='1'><c k='a' s='x'>one</c><c k='b' s='x'>two<i/>more</c><c k='a' s='y'/><d k='a'>1.0</d></l>
        <l id='2'><c k='a' s='x'>one</c><c s='x'>é</c><p:c k='a'/><c k=''/><c k='1'>1</c><m><c k='a' s='z'><n>one</n><n>two</n></c></m></l></r>
        """

    /// The places of the nodes that an expression chooses, or its error: in a document that never changes, and in one that is read like any other.
    private func places(_ expression: String, indexed: Bool) throws -> String {
        let tree = try FrozenTree.parse(Array(Self.document.utf8))
        var statics = StaticContext()
        statics.namespaces["p"] = "urn:p"
        let number = statics.declare(variable: ExpandedName("v"))
        let context = DynamicContext(item: .node(tree.document))
        context.set(try XPathExpression.compile("('a', 'b')", in: StaticContext()).evaluate(with: context), for: number)
        if indexed { context.present(InvariantDocument(tree, uri: "urn:tables")) }
        do {
            return try XPathExpression.compile(expression, in: statics).evaluate(with: context).map { item in
                if case .node(let node) = item { node.path } else { item.stringValue }
            }.joined(separator: " ")
        } catch {
            return error.code.rawValue
        }
    }

    @Test(arguments: [
        "//c[@k = 'a']", "//c['a' = @k]", "//c[@k = 'a' and @s = 'x']", "//c[@k = 'a'][@s = 'x']", "//c[text() = 'one']", "//c[. = 'twomore']",
        "//c[n = 'two']", "//c[n = ('one', 'two')]", "//c[@k = $v]", "//c[@k = ('a', 'b', 'a')]", "//c[@k = ()]", "//c[@k = '']", "//c[@k = 'no']",
        "/r/l/c[@k = 'a']", "/r/l[c/@k = 'b']", "//l[@id = '2']/c[@k = 'a']", "//l[c[@k = 'b']]", "//m//c[@k = 'a']", "//c[. = 'é']", "//p:c[@k = 'a']",
        "count(//c[@k = 'a'])", "exists(//c[@k = 'b'])", "empty(//c[@k = 'zz'])", "//l[not(c[@k = 'b'])]", "//c[@k = concat('', 'a')]",
        "//c[@k = string(('a')[1])]", "//c[@k = /r/l[1]/d/@k]", "for $x in ('a', 'b') return //c[@k = $x]", "//c[@k = 'a'][1]", "//c[1][@k = 'a']",
        "(//c[@k = 'a'])[2]", "//c[@k = 'a'][last()]", "//c[.//text() = 'one']", "//*[@k = 'a']", "//c[self::c = 'one']", "//c[@k = .]",
    ])
    func `an index chooses what a walk chooses`(expression: String) throws {
        #expect(try places(expression, indexed: true) == places(expression, indexed: false))
    }

    @Test(arguments: [("//c[@k = 1]", "FORG0001"), ("//d[. = 1]", "/r/l[1]/d"), ("//none[@k = 1]", ""), ("//c[@k = true()]", "FORG0001")])
    func `values that are no text are compared as ever`(expression: String, expected: String) throws {
        #expect(try places(expression, indexed: true) == expected)
        #expect(try places(expression, indexed: false) == expected)
    }

    @Test(arguments: [
        "//c[@s and number(@k) = 1 and @k = 'a']", "//none[@k = error()]", "//c[@k = error()]", "//c[@k = 'b' and error()]", "//c[@k = 'none' and error()]",
        "//c[error() and @k = 'none']", "//c[@k castable as xs:integer and @k = 1]",
    ])
    func `conditions that may fail fail or not as ever`(expression: String) throws {
        #expect(try places(expression, indexed: true) == places(expression, indexed: false))
    }

    @Test func `an index is shared by all that look into the document`() async throws {
        let document = InvariantDocument(try FrozenTree.parse(Array(Self.document.utf8)), uri: "urn:tables")
        let expression = try XPathExpression.compile("count(//c[@k = 'a'])", in: StaticContext())
        let counts = await withTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let context = DynamicContext(item: .node(document.tree.document))
                    context.present(document)
                    return (try? expression.string(with: context)) ?? ""
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: "4", count: 8))
    }

    @Test func `a document that turns out to be invariant on the way is indexed from then on`() throws {
        let tree = try FrozenTree.parse(Array(Self.document.utf8))
        let expression = try XPathExpression.compile("count(//c[@k = 'a'])", in: StaticContext())
        let context = DynamicContext(item: .node(tree.document), budget: 1000)
        #expect(try expression.string(with: context) == "4")
        context.present(InvariantDocument(tree, uri: "urn:late"))
        #expect(try expression.string(with: context) == "4")
    }
}
