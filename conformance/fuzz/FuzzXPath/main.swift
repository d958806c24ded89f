// Compiles every input as an expression, and evaluates it on a small tree with a budget.

import FuzzSupport
import Glibc
import XMLTree
import XPathEngine

let source = """
    <?x y?><a:list xmlns:a="urn:a" xmlns="urn:b" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xml:lang="fr"><!-- c -->
    <item code="1" xsi:type="a:T">one</item>
    <item code="22" id="x">deux<b/>zwei</item><item code="-3.5e1"/><a:item when="2026-11-22T06:00:00Z" xml:id="k">2026-11-22</a:item><n> 7 </n></a:list>
    """

/// Has the one document that expressions may ask for.
final class OneDocument: DocumentResolver {
    let document: InvariantDocument

    init(_ document: InvariantDocument) { self.document = document }

    func document(at uri: String) throws(XPathError) -> InvariantDocument? { uri.hasSuffix("/one.xml") ? document : nil }

    func collection(at uri: String?) throws(XPathError) -> [InvariantDocument]? { uri == nil ? [document] : nil }
}

let document = InvariantDocument(try FrozenTree.parse(Array(source.utf8)), uri: "file:///one.xml")
let resolver = OneDocument(document)

exit(
    fuzz { start, count in
        guard count < 4096 else { return -1 }
        let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        var statics = StaticContext(
            namespaces: [
                "a": "urn:a", "xs": "http://www.w3.org/2001/XMLSchema", "fn": StaticContext.functionNamespace,
                "xsi": "http://www.w3.org/2001/XMLSchema-instance",
            ], defaultElementNamespace: "urn:b", baseURI: "file:///rules.sch")
        let variable = statics.declare(variable: ExpandedName("v"))
        guard let expression = try? XPathExpression.compile(text, in: statics) else { return 0 }
        for item in [document.tree.document, document.tree.root] {
            let dynamic = DynamicContext(resolver: resolver)
            dynamic.budget = 100_000
            dynamic.item = .node(item)
            dynamic.set(XPathSequence(document.tree.root), for: variable)
            _ = try? expression.evaluate(with: dynamic)
            _ = try? expression.effectiveBooleanValue(with: dynamic)
            _ = try? expression.string(with: dynamic)
        }
        return 0
    })
