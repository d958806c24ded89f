// Copies one element of our own tree into libxml2's form: xmlsec never sees more than that, and no second parser runs.

import CXMLSec
import XMLTree

/// An element with everything below it as a libxml2 document of its own.
///
/// Namespaces that were declared above the element are declared on it, so that its canonical form is the one it had.
final class ElementCopy {
    let document: xmlDocPtr
    /// The copy of `ds:Signature`, if that was asked for.
    private(set) var signature: xmlNodePtr?

    /// Copies an element without the key information of its signature; nil where libxml2 has no memory.
    init?(_ element: Node, signature: Node?) {
        guard let document = xmlNewDoc("1.0") else { return nil }
        self.document = document
        guard let root = make(element, below: nil, declaring: element.namespacesInScope) else { return nil }
        xmlDocSetRootElement(document, root)
        guard finish(root, element), copyChildren(of: element, to: root, signature) else { return nil }
    }

    deinit { xmlFreeDoc(document) }

    var root: xmlNodePtr? { xmlDocGetRootElement(document) }

    private func make(_ element: Node, below parent: xmlNodePtr?, declaring declarations: [Node.NamespaceDeclaration]) -> xmlNodePtr? {
        guard let made = xmlNewDocNode(document, nil, element.localName, nil) else { return nil }
        for declaration in declarations { xmlNewNs(made, declaration.uri ?? "", declaration.prefix) }
        return made
    }

    /// Gives a linked element its namespace and its attributes; prefixes can be looked up only now.
    private func finish(_ made: xmlNodePtr, _ element: Node) -> Bool {
        if element.namespaceURI != nil {
            guard let namespace = xmlSearchNs(document, made, element.prefix) else { return false }
            xmlSetNs(made, namespace)
        }
        for attribute in element.attributes {
            var namespace: xmlNsPtr?
            if let prefix = attribute.prefix {
                namespace = xmlSearchNs(document, made, prefix)
                guard namespace != nil else { return false }
            }
            guard xmlNewNsProp(made, namespace, attribute.localName, attribute.stringValue) != nil else { return false }
        }
        return true
    }

    private func copyChildren(of element: Node, to parent: xmlNodePtr, _ signature: Node?) -> Bool {
        for child in element.children {
            var made: xmlNodePtr?
            switch child.kind {
            case .element:
                if child.localName == "KeyInfo", child.parent == signature { continue }
                made = make(child, below: parent, declaring: child.namespaceDeclarations)
            case .text:
                made = child.withValueBytes { bytes in
                    bytes.withMemoryRebound(to: UInt8.self) { xmlNewDocTextLen(document, $0.baseAddress, Int32($0.count)) }
                }
            case .comment: made = xmlNewDocComment(document, child.stringValue)
            case .processingInstruction: made = xmlNewDocPI(document, child.localName, child.stringValue)
            case .document, .attribute: continue
            }
            guard let made, xmlAddChild(parent, made) != nil else { return false }
            guard child.kind == .element else { continue }
            if child == signature { self.signature = made }
            guard finish(made, child), copyChildren(of: child, to: made, signature) else { return false }
        }
        return true
    }
}
