// General comparison of nodes and values, on bytes where both are text.

import Glibc
import XMLTree

enum TextComparison {
    /// Whether a node's value compares so with one of several items.
    static func holds(_ scope: Scope, _ node: UInt32, _ comparison: ComparisonOperator, _ others: XPathSequence) throws -> Bool {
        switch others.storage {
        case .empty: return false
        case .one(let item): return try holds(scope, node, comparison, item)
        case .nodes(let tree, let indexes):
            let other = scope.scope(of: tree)
            return NodeText.with(scope.pointee.tables, node) { text in
                indexes.contains { index in holds(other.pointee.tables, index, comparison.swapped, text) }
            }
        default:
            for item in others where try holds(scope, node, comparison, item) { return true }
            return false
        }
    }

    /// Whether a node's value compares so with an item.
    static func holds(_ scope: Scope, _ node: UInt32, _ comparison: ComparisonOperator, _ other: XPathItem) throws -> Bool {
        switch other {
        case .node(let other):
            return NodeText.with(scope.pointee.tables, node) { text in
                other.tree.withTables { holds($0, other.index, comparison.swapped, text) }
            }
        case .atomic(.untypedAtomic(var text)), .atomic(.string(var text, _)), .atomic(.anyURI(var text)):
            return text.withUTF8 { holds(scope.pointee.tables, node, comparison, $0) }
        default:
            let value = XPathItem.node(scope.node(node)).typedValue
            return try GeneralComparison.holds(value, comparison, other.typedValue, implicitTimezone: scope.context.implicitTimezone)
        }
    }

    /// Whether two items compare so.
    static func holds(_ scope: Scope, _ one: XPathItem, _ comparison: ComparisonOperator, _ other: XPathItem) throws -> Bool {
        switch (one, other) {
        case (.node(let node), _): try holds(scope.scope(of: node.tree), node.index, comparison, other)
        case (_, .node(let node)): try holds(scope.scope(of: node.tree), node.index, comparison.swapped, one)
        default: try GeneralComparison.holds(one.typedValue, comparison, other.typedValue, implicitTimezone: scope.context.implicitTimezone)
        }
    }

    /// Nodes without a schema are text, and so compared by code points.
    private static func holds(_ tables: TreeTables, _ node: UInt32, _ comparison: ComparisonOperator, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch comparison {
        case .equal: NodeText.equals(tables, node, text)
        case .notEqual: !NodeText.equals(tables, node, text)
        default: comparison.holds(NodeText.with(tables, node) { order($0, text) }, 0)
        }
    }

    /// Less than zero, zero or more than zero, by bytes, which order as code points do.
    private static func order(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(one.count, other.count)
        if shared > 0 {
            let order = memcmp(one.baseAddress!, other.baseAddress!, shared)
            if order != 0 { return Int(order) }
        }
        return one.count - other.count
    }
}
