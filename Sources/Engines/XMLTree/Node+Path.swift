// A node's path from the root, as a person would write it.

extension Node {
    /// An XPath from the root, for instance `/ClinicalDocument/author[2]/time/@value`.
    ///
    /// Names are as written in the document; a number stands only where siblings share the name.
    public var path: String {
        var steps: [String] = []
        var node = self
        while let parent = node.parent {
            steps.append(node.step(in: parent))
            node = parent
        }
        return steps.isEmpty ? "/" : steps.reversed().map { "/" + $0 }.joined()
    }

    private func step(in parent: Node) -> String {
        if kind == .attribute { return "@" + qualifiedName }
        let tables = tree.tables
        var before = 0
        var after = 0
        var sibling = tables.firstChild(parent.index)
        while sibling != 0 {
            if tables.kind[Int(sibling)] == tables.kind[row] && tables.name[Int(sibling)] == tables.name[row] {
                if sibling < index { before += 1 } else if sibling > index { after += 1 }
            }
            sibling = tables.next[Int(sibling)]
        }
        let number = before + after > 0 ? "[\(before + 1)]" : ""
        switch kind {
        case .text: return "text()" + number
        case .comment: return "comment()" + number
        case .processingInstruction: return "processing-instruction('\(localName)')" + number
        case .element, .attribute, .document: return qualifiedName + number
        }
    }
}
