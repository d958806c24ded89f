// The functions that XSLT adds to XPath and that rules use.

import XMLTree
import XPathEngine

/// `current()` and `document()` (XSLT 2.0, sections 16.6.1 and 16.1).
///
/// `document()` gives nothing for what is not there, as the published implementation does; `doc()` raises an error.
enum StylesheetFunctions {
    /// Adds the functions to a context; relative references start from a file of the set.
    static func declare(in context: inout StaticContext, file: String, documents: RuleDocuments) throws(XPathError) {
        let namespace = StaticContext.functionNamespace
        context.declare(
            function: HostFunction(ExpandedName("current", in: namespace), parameters: []) {
                (dynamic, _, _) throws(XPathError) -> XPathSequence in
                guard let item = dynamic.item else { throw XPathError(.xpdy0002, "there is no current node") }
                return XPathSequence(item)
            })
        let body: HostFunction.Body = { (dynamic, _, arguments) throws(XPathError) -> XPathSequence in
            var nodes: [XPathItem] = []
            for item in arguments[0] {
                let reference = item.stringValue
                let found = try dynamic.document(reference, from: file) { () throws(XPathError) in
                    guard let name = RuleFiles.resolve(reference, from: file) else { return nil }
                    let uri = RuleDocuments.address(of: name)
                    guard try documents.document(at: uri) != nil else { return nil }
                    return try dynamic.document(at: uri)
                }
                if let found { nodes.append(.node(found.tree.document)) }
            }
            return XPathSequence(nodes)
        }
        let name = ExpandedName("document", in: namespace)
        context.declare(function: HostFunction(name, parameters: [.anything], returns: .items(.node(.node), .any), body: body))
        context.declare(
            function: HostFunction(name, parameters: [.anything, .items(.node(.node), .one)], returns: .items(.node(.node), .any), body: body))
    }
}
