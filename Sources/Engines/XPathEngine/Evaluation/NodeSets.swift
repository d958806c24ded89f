// Nodes of one or several trees, in document order and each once.

import XMLTree

/// Nodes in document order, tree by tree.
struct NodeSet {
    /// The nodes of one tree.
    struct Part {
        let scope: Scope
        var indexes: [UInt32]
    }

    var parts: [Part] = []

    var isEmpty: Bool { parts.allSatisfy(\.indexes.isEmpty) }

    init() {}

    init(_ scope: Scope, _ indexes: [UInt32]) {
        if !indexes.isEmpty { parts = [Part(scope: scope, indexes: Self.ordered(indexes))] }
    }

    /// The nodes of a sequence; an atomic value among them is an error with the code given.
    init(_ sequence: XPathSequence, in scope: Scope, orThrow code: XPathError.Code) throws {
        self.init()
        switch sequence.storage {
        case .empty: return
        case .one(.node(let node)): parts = [Part(scope: scope.scope(of: node.tree), indexes: [node.index])]
        case .nodes(let tree, let indexes): self = NodeSet(scope.scope(of: tree), indexes)
        case .many(let items):
            for item in items {
                guard case .node(let node) = item else { throw XPathError(code, "an atomic value where a node is expected") }
                add(node.index, of: scope.scope(of: node.tree))
            }
            order()
        case .one, .range, .wideRange: throw XPathError(code, "an atomic value where a node is expected")
        }
    }

    /// Adds a node; `order` must be called before the set is used.
    mutating func add(_ index: UInt32, of scope: Scope) {
        if let last = parts.indices.last, parts[last].scope == scope {
            parts[last].indexes.append(index)
        } else if let part = parts.firstIndex(where: { $0.scope == scope }) {
            parts[part].indexes.append(index)
        } else {
            parts.append(Part(scope: scope, indexes: [index]))
        }
    }

    mutating func order() {
        parts.sort { $0.scope.pointee.order < $1.scope.pointee.order }
        for part in parts.indices { parts[part].indexes = Self.ordered(parts[part].indexes) }
    }

    /// Ascending and without doubles; nothing is done to a list that is so already.
    static func ordered(_ indexes: [UInt32]) -> [UInt32] {
        var isOrdered = true
        for position in indexes.indices.dropFirst() where indexes[position] <= indexes[position - 1] {
            isOrdered = false
            break
        }
        if isOrdered { return indexes }
        var result: [UInt32] = []
        result.reserveCapacity(indexes.count)
        for index in indexes.sorted() where result.last != index { result.append(index) }
        return result
    }

    var sequence: XPathSequence {
        switch parts.count {
        case 0: return .empty
        case 1: return XPathSequence(parts[0].scope.pointee.tree, parts[0].indexes)
        default: return XPathSequence(parts.flatMap { part in part.indexes.map { .node(part.scope.node($0)) } })
        }
    }

    func union(_ other: NodeSet) -> NodeSet {
        var result = self
        for part in other.parts {
            for index in part.indexes { result.add(index, of: part.scope) }
        }
        result.order()
        return result
    }

    func filtered(by other: NodeSet, keepsShared: Bool) -> NodeSet {
        var result = NodeSet()
        for part in parts {
            let others = Set(other.parts.first { $0.scope == part.scope }?.indexes ?? [])
            let kept = part.indexes.filter { others.contains($0) == keepsShared }
            if !kept.isEmpty { result.parts.append(Part(scope: part.scope, indexes: kept)) }
        }
        return result
    }
}
