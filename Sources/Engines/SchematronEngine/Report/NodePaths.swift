// Paths that mean a node whatever the prefixes: `/*:a[namespace-uri()='n'][1]/@b`.

import XMLTree

/// Writes paths of the nodes of one tree; siblings are counted once.
struct NodePaths {
    let tree: FrozenTree
    /// The places of elements among the siblings of their name, from 1; 0 for those that were not asked for.
    private var numbers: [UInt32]
    /// How many siblings of a name there were so far; all 0 between two countings.
    private var counts: [UInt32]
    /// The steps to elements of a name, up to the number.
    private var steps: [[UInt8]]

    init(_ tree: FrozenTree) {
        self.tree = tree
        let (nodes, names) = tree.withTables { ($0.count, $0.nameCount) }
        numbers = [UInt32](repeating: 0, count: nodes)
        counts = [UInt32](repeating: 0, count: names)
        steps = [[UInt8]](repeating: [], count: names)
    }

    /// Writes the path of a node, escaped as an attribute needs it.
    mutating func write(_ node: Node, to writer: inout SVRLWriter) {
        if node.index == 0 { return writer.write("/") }
        tree.withTables { tables in
            // From the node up, and then the other way round.
            var chain: [UInt32] = []
            var index = node.index
            while index != 0 {
                chain.append(index)
                index = tables.parent[Int(index)]
            }
            for index in chain.reversed() { step(index, tables, to: &writer) }
        }
    }

    private mutating func step(_ index: UInt32, _ tables: TreeTables, to writer: inout SVRLWriter) {
        let name = Int(tables.name[Int(index)])
        switch tables.kind[Int(index)] {
        case Node.Kind.element.rawValue:
            if steps[name].isEmpty { steps[name] = step(name, "/", "/*:") }
            writer.write(steps[name])
            writer.write("[")
            writer.write(Int(number(of: index, tables)))
            writer.write("]")
        case Node.Kind.attribute.rawValue: writer.write(step(name, "/@", "/@*:"))
        case let kind:
            writer.write(kind == Node.Kind.text.rawValue ? "/text" : kind == Node.Kind.comment.rawValue ? "/comment" : "/processing-instruction")
            writer.write("()[")
            writer.write(place(of: index, tables))
            writer.write("]")
        }
    }

    private func step(_ name: Int, _ plain: StaticString, _ qualified: StaticString) -> [UInt8] {
        var writer = SVRLWriter()
        let namespace = tree.namespaceURI(UInt32(name))
        writer.write(namespace == nil ? plain : qualified)
        writer.escape(tree.localName(UInt32(name)))
        if let namespace {
            writer.write("[namespace-uri()='")
            writer.escape(namespace)
            writer.write("']")
        }
        return writer.bytes
    }

    private mutating func number(of element: UInt32, _ tables: TreeTables) -> UInt32 {
        if numbers[Int(element)] != 0 { return numbers[Int(element)] }
        let first = tables.firstChild(tables.parent[Int(element)])
        var sibling = first
        while sibling != 0 {
            if tables.kind[Int(sibling)] == Node.Kind.element.rawValue {
                let name = Int(tables.name[Int(sibling)])
                counts[name] += 1
                numbers[Int(sibling)] = counts[name]
            }
            sibling = tables.next[Int(sibling)]
        }
        sibling = first
        while sibling != 0 {
            if tables.kind[Int(sibling)] == Node.Kind.element.rawValue { counts[Int(tables.name[Int(sibling)])] = 0 }
            sibling = tables.next[Int(sibling)]
        }
        return numbers[Int(element)]
    }

    /// The place among siblings of the same kind.
    private func place(of node: UInt32, _ tables: TreeTables) -> Int {
        var place = 1
        var sibling = tables.firstChild(tables.parent[Int(node)])
        while sibling != 0, sibling != node {
            if tables.kind[Int(sibling)] == tables.kind[Int(node)] { place += 1 }
            sibling = tables.next[Int(sibling)]
        }
        return place
    }
}
