// A subtree as libxml2's own tree, for the one check that its event interface leaves out.

import CXML
import XMLTree

/// A copy of a subtree that libxml2 can validate as a document. Each of its elements and attributes remembers the number of ours.
final class DocumentCopy {
    private let document: xmlDocPtr

    /// Copies an element and all below it; nil when memory runs out.
    init?(of root: Node) {
        guard let document = xmlNewDoc("1.0") else { return nil }
        self.document = document
        guard let top = Self.element(root, in: document, under: nil) else { return nil }
        Self.complete(top, as: root, declaring: root.namespacesInScope)
        var open = [(source: root.index, copy: top)]
        for node in root.descendants {
            let parent = node.parent?.index
            while let last = open.last, last.source != parent { open.removeLast() }
            guard let around = open.last?.copy else { break }
            switch node.kind {
            case .element:
                guard let element = Self.element(node, in: document, under: around) else { continue }
                Self.complete(element, as: node, declaring: node.namespaceDeclarations)
                open.append((node.index, element))
            case .text:
                let text = node.stringValue
                if let copy = xmlNewDocTextLen(document, text, Int32(text.utf8.count)) { xmlAddChild(around, copy) }
            default:
                // What stands between two texts keeps them two.
                if let comment = xmlNewDocComment(document, "") { xmlAddChild(around, comment) }
            }
        }
    }

    deinit {
        xmlFreeDoc(document)
    }

    /// Validates the copy; answers as libxml2 does, with -1 for its own failure.
    func validate(_ context: OpaquePointer) -> Int32 {
        xmlSchemaValidateDoc(context, document)
    }

    /// The number of our node behind an element or attribute of a copy.
    static func index(of copy: UnsafeMutableRawPointer) -> UInt32 {
        // libxml2 has two structures for them, which begin alike.
        UInt32(UInt(bitPattern: copy.assumingMemoryBound(to: xmlNode.self).pointee._private))
    }

    private static func element(_ node: Node, in document: xmlDocPtr, under parent: xmlNodePtr?) -> xmlNodePtr? {
        guard let element = xmlNewDocNode(document, nil, node.localName, nil) else { return nil }
        element.pointee._private = UnsafeMutableRawPointer(bitPattern: UInt(node.index))
        if let parent { xmlAddChild(parent, element) } else { xmlDocSetRootElement(document, element) }
        return element
    }

    /// Gives an element its declarations, its namespace and its attributes.
    private static func complete(_ element: xmlNodePtr, as node: Node, declaring declarations: [Node.NamespaceDeclaration]) {
        for declaration in declarations { xmlNewNs(element, declaration.uri ?? "", declaration.prefix) }
        if node.namespaceURI != nil { element.pointee.ns = xmlSearchNs(element.pointee.doc, element, node.prefix) }
        for attribute in node.attributes {
            let namespace = attribute.namespaceURI == nil ? nil : xmlSearchNs(element.pointee.doc, element, attribute.prefix)
            let copy = xmlNewNsProp(element, namespace, attribute.localName, attribute.stringValue)
            copy?.pointee._private = UnsafeMutableRawPointer(bitPattern: UInt(attribute.index))
        }
    }
}
