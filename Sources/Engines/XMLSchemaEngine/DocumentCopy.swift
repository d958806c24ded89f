// A subtree as libxml2's own tree, for the one check that its event interface leaves out.

import CXML
import XMLTree

/// A copy of a subtree that libxml2 can validate as a document.
///
/// Each of its elements and attributes remembers the number of ours.
final class DocumentCopy {
    private let document: xmlDocPtr

    /// Copies an element and all below it; nil when memory runs out.
    init?(of root: Node) {
        guard let document = xmlNewDoc("1.0") else { return nil }
        self.document = document
        guard let top = Self.element(root, in: document, under: nil) else { return nil }
        Self.complete(top, as: root, declaring: root.namespacesInScope)
        var open = [(source: root.index, copy: top)]
        var text: [UInt8] = []
        func endText() {
            if let around = open.last?.copy, !text.isEmpty, let copy = xmlNewDocTextLen(document, text, Int32(text.count)) { xmlAddChild(around, copy) }
            text.removeAll(keepingCapacity: true)
        }
        for node in root.descendants {
            // Text goes on behind comments, as in a replay.
            if node.kind != .text && node.kind != .element { continue }
            let parent = node.parent?.index
            if node.kind == .element || open.last?.source != parent { endText() }
            while let last = open.last, last.source != parent { open.removeLast() }
            guard let around = open.last?.copy else { break }
            if node.kind == .text {
                text += node.stringValue.utf8
            } else if let element = Self.element(node, in: document, under: around) {
                Self.complete(element, as: node, declaring: node.namespaceDeclarations)
                open.append((node.index, element))
            }
        }
        endText()
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
