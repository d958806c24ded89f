// Small questions to nodes that every reader of messages asks.

import XMLTree

extension Node {
    /// Whether this is the element of that name.
    func isElement(_ name: String, in namespace: String) -> Bool { kind == .element && localName == name && namespaceURI == namespace }

    /// The text without the white space around it.
    var trimmedText: String {
        let text = stringValue
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }

    /// The text as a qualified name, its prefix looked up here.
    var qualifiedText: QualifiedName {
        let text = trimmedText
        guard let colon = text.firstIndex(of: ":") else { return QualifiedName(text, in: "") }
        return QualifiedName(String(text[text.index(after: colon)...]), in: namespaceURI(forPrefix: String(text[..<colon])) ?? "")
    }

    /// Whether the element holds that child and nothing else but white space.
    func isWrapping(_ only: Node) -> Bool {
        children.allSatisfy { child in
            switch child.kind {
            case .element: child == only
            case .text: child.stringValue.allSatisfy(\.isWhitespace)
            default: true
            }
        }
    }
}
