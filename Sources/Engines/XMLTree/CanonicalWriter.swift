// Writes nodes as Canonical XML 1.0 (W3C Recommendation of 15 March 2001), without recursion.

/// The writer's state: the bytes, and the namespace bindings that they already say.
struct CanonicalWriter {
    let tree: FrozenTree
    let comments: Bool
    private(set) var output: [UInt8] = []
    /// Bindings written by the open elements: prefix number and namespace number, innermost last.
    private var written: [(prefix: UInt16, namespace: UInt32)] = []
    private var open: [(element: UInt32, end: UInt32, written: Int)] = []

    init(tree: FrozenTree, comments: Bool) {
        self.tree = tree
        self.comments = comments
    }

    mutating func write(_ node: Node) {
        let tables = tree.tables
        if node.kind == .attribute { return escape(tables.value(node.index), inAttribute: true) }
        var index = node.index
        let end = tables.end[Int(index)]
        while index < end {
            close(before: index)
            switch Node.Kind(rawValue: tables.kind[Int(index)]) {
            case .element: startElement(index, isApex: index == node.index)
            case .text: escape(tables.value(index), inAttribute: false)
            case .comment where comments: besideRoot(index) { $0.comment(index) }
            case .processingInstruction: besideRoot(index) { $0.instruction(index) }
            default: break
            }
            index += 1
        }
        close(before: end)
    }

    private mutating func close(before index: UInt32) {
        while let last = open.last, last.end <= index {
            open.removeLast()
            written.removeSubrange(last.written...)
            output += "</".utf8
            name(of: last.element)
            output.append(0x3E)
        }
    }

    /// Outside the root element a line feed parts what stands before and after it.
    private mutating func besideRoot(_ index: UInt32, _ body: (inout Self) -> Void) {
        let isOutside = tree.tables.parent[Int(index)] == 0
        let isAfter = isOutside && index > tree.root.index
        if isAfter { output.append(0x0A) }
        body(&self)
        if isOutside && !isAfter { output.append(0x0A) }
    }

    private mutating func comment(_ index: UInt32) {
        output += "<!--".utf8
        output += tree.tables.value(index)
        output += "-->".utf8
    }

    private mutating func instruction(_ index: UInt32) {
        output += "<?".utf8
        name(of: index)
        let data = tree.tables.value(index)
        if !data.isEmpty {
            output.append(0x20)
            output += data
        }
        output += "?>".utf8
    }

    private mutating func startElement(_ element: UInt32, isApex: Bool) {
        let tables = tree.tables
        open.append((element, tables.end[Int(element)], written.count))
        output.append(0x3C)
        name(of: element)
        for binding in bindings(of: element, isApex: isApex) {
            written.append(binding)
            output += binding.prefix == 0 ? Array(" xmlns".utf8) : Array(" xmlns:".utf8) + tree.names.prefix(binding.prefix)
            output += "=\"".utf8
            escape(tree.names.namespace(binding.namespace), inAttribute: true)
            output.append(0x22)
        }
        for attribute in sortedAttributes(of: element) {
            output.append(0x20)
            name(of: attribute)
            output += "=\"".utf8
            escape(tables.value(attribute), inAttribute: true)
            output.append(0x22)
        }
        output.append(0x3E)
    }

    /// The bindings to write: at the apex all in scope, below it those that differ from what is written; by prefix.
    private func bindings(of element: UInt32, isApex: Bool) -> [(prefix: UInt16, namespace: UInt32)] {
        var found: [(prefix: UInt16, namespace: UInt32)] = []
        var scope = element
        repeat {
            for declaration in tree.declarations(of: scope) where !found.contains(where: { $0.prefix == declaration.prefix }) {
                found.append((declaration.prefix, declaration.namespace))
            }
            scope = tree.tables.parent[Int(scope)]
        } while isApex && scope != 0
        return
            found
            .filter { binding in (written.last { $0.prefix == binding.prefix }?.namespace ?? 0) != binding.namespace }
            .sorted { tree.names.prefix($0.prefix).lexicographicallyPrecedes(tree.names.prefix($1.prefix)) }
    }

    private func sortedAttributes(of element: UInt32) -> [UInt32] {
        let names = tree.names
        let count = tree.tables.attributeCount(element)
        if count < 2 { return count == 0 ? [] : [element + 1] }
        return (element + 1...element + count).sorted { one, other in
            let first = tree.tables.name[Int(one)]
            let second = tree.tables.name[Int(other)]
            let firstNamespace = names.namespace(names.namespace(ofName: first))
            let secondNamespace = names.namespace(names.namespace(ofName: second))
            if !firstNamespace.elementsEqual(secondNamespace) { return firstNamespace.lexicographicallyPrecedes(secondNamespace) }
            return names.localName(first).lexicographicallyPrecedes(names.localName(second))
        }
    }

    private mutating func name(of node: UInt32) {
        let prefix = tree.tables.prefix[Int(node)]
        if prefix != 0 {
            output += tree.names.prefix(prefix)
            output.append(0x3A)
        }
        output += tree.names.localName(tree.tables.name[Int(node)])
    }

    private mutating func escape(_ value: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
        for byte in value {
            switch byte {
            case 0x26: output += "&amp;".utf8
            case 0x3C: output += "&lt;".utf8
            case 0x3E where !inAttribute: output += "&gt;".utf8
            case 0x22 where inAttribute: output += "&quot;".utf8
            case 0x09 where inAttribute: output += "&#x9;".utf8
            case 0x0A where inAttribute: output += "&#xA;".utf8
            case 0x0D: output += "&#xD;".utf8
            default: output.append(byte)
            }
        }
    }
}
