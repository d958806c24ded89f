// Lists from documents that never change: compared by a look-up, equal to what a comparison one by one gives.

import Testing
import XMLTree
import XPathEngine

struct InvariantListTests {
    private static let table = "<t><c k='a' s='x'>1</c><c k='b' s='y'>two</c><c k='a' s='x'/><v><c k='é' s=''>1.0</c></v></t>"
    private static let document = "<r><e k='a' s='x'/><e k='b' s='x'>two</e><e k=''>1</e><e/></r>"

    private final class Tables: DocumentResolver {
        let table: InvariantDocument

        init() throws { table = InvariantDocument(try FrozenTree.parse(Array(InvariantListTests.table.utf8)), uri: "urn:t") }

        func document(at uri: String) throws(XPathError) -> InvariantDocument? { uri == "urn:t" ? table : nil }
        func collection(at uri: String?) throws(XPathError) -> [InvariantDocument]? { nil }
    }

    /// The value of an expression in which `T` stands for a document: named by a literal, so that lists are kept, or by a call, so that they are not.
    private func value(_ expression: String, kept: Bool) throws -> String {
        let context = DynamicContext(item: .node(try FrozenTree.parse(Array(Self.document.utf8)).document), resolver: try Tables())
        let text = expression.replacing("T", with: kept ? "doc('urn:t')" : "doc(concat('urn:', 't'))")
        do {
            let compiled = try XPathExpression.compile(text, in: StaticContext())
            let first = try compiled.string(with: context)
            #expect(try compiled.string(with: context) == first)
            return first
        } catch {
            return error.code.rawValue
        }
    }

    @Test(arguments: [
        "for $e in //e return $e/@k = T/*/c/@k", "for $e in //e return T//c/@k = $e/@k", "//e[not(@k = T//c/@k)]/string(@k)",
        "for $e in //e return concat($e/@k, $e/@s) = T//c/concat(@k, @s)", "//e/@k = (T/t/c/@k, T/t/v/c/@k)", "//e = T//c", "//e[. = T//c]/@k",
        "//e = T//none", "//none = T//c", "1 = T//c", "1.0 = T//c", "'1.0' = T//c", "true() = T//c", "1 = T//c[3]", "//e = T//c[1]", "count(T//c[1])",
        "//e/@k != T//c/@k", "//e/@k < T//c/@k", "() = T//c", "'é' = T//c/@k", "error() = T//c", "//e = T//c/number(.)", "1 = T//c/string-length(.)",
        "T//c[@k = 'a'][2]/@s", "//e[@k = T//c[@s = 'y']/@k]/@k", "for $x in (1, 2) return T//c[$x]/@k", "(1, 'two') = T//c", "('two', 1) = T//c",
    ])
    func `a list that is kept compares like one that is not`(expression: String) throws {
        #expect(try value(expression, kept: true) == value(expression, kept: false))
    }

    @Test(arguments: ["//e = doc('urn:none')//c", "//none = doc('urn:none')//c"])
    func `a list of a document that is not there is an error`(expression: String) throws {
        #expect(try value(expression, kept: true) == "FODC0002")
    }

    @Test func `texts are found by all their bytes`() throws {
        let rows = (0..<500).map { "<c k='\($0)'/>" }.joined()
        let tree = try FrozenTree.parse(Array("<t>\(rows)</t>".utf8))
        let context = DynamicContext(item: .node(tree.document))
        context.present(InvariantDocument(tree, uri: "urn:big"))
        let found = try XPathExpression.compile("count((0 to 999)[string(.) = doc('urn:big')//c/@k])", in: StaticContext()).string(with: context)
        #expect(found == "500")
    }
}
