// Sequences brought to the types that operators and functions expect.

import XMLTree

enum Conversion {
    /// The typed values of all items (XPath 2.0, section 2.4.2).
    static func atomized(_ sequence: XPathSequence) -> [AtomicValue] {
        switch sequence.storage {
        case .empty: []
        case .one(let item): [item.typedValue]
        default: sequence.map(\.typedValue)
        }
    }

    /// One value or none.
    ///
    /// - Throws: `XPTY0004` for more than one.
    static func optionalValue(_ sequence: XPathSequence) throws -> AtomicValue? {
        switch sequence.storage {
        case .empty: return nil
        case .one(let item): return item.typedValue
        default:
            guard sequence.count <= 1 else { throw XPathError(.xpty0004, "several items where one is expected") }
            return sequence.first?.typedValue
        }
    }

    /// The effective boolean value (XPath 2.0, section 2.4.3).
    static func effectiveBooleanValue(_ sequence: XPathSequence) throws -> Bool {
        switch sequence.storage {
        case .empty: return false
        case .one(.node), .one(.namespace), .nodes: return true
        case .one(.atomic(let value)): return try value.effectiveBooleanValue()
        case .many(let items):
            guard case .atomic = items[0] else { return true }
            throw XPathError(.forg0006, "several values have no effective boolean value")
        case .range(let low, let high):
            guard low == high else { throw XPathError(.forg0006, "several values have no effective boolean value") }
            return low != 0
        case .wideRange: throw XPathError(.forg0006, "several values have no effective boolean value")
        }
    }

    /// Whether a predicate's value chooses the item at a position.
    static func chooses(_ sequence: XPathSequence, at position: Int) throws -> Bool {
        if case .atomic(let value)? = sequence.single, value.isNumeric {
            if case .integer(let wanted, _) = value { return wanted == position }
            return value.numericDouble == Double(position)
        }
        return try effectiveBooleanValue(sequence)
    }

    // MARK: Sequence types

    static func matches(_ sequence: XPathSequence, _ type: SequenceType, _ scope: Scope) -> Bool {
        switch type {
        case .empty: sequence.isEmpty
        case .items(let item, let occurrence):
            occurrence.allows(sequence.count) && sequence.allSatisfy { matches($0, item, scope) }
        }
    }

    static func matches(_ item: XPathItem, _ type: ItemType, _ scope: Scope) -> Bool {
        switch (type, item) {
        case (.item, _): true
        case (.node(let test), .node(let node)): matches(node, test)
        case (.node(let test), .namespace): test == .node
        case (.atomic(let atomic), .atomic(let value)): value.type.isSubtype(of: atomic)
        default: false
        }
    }

    static func matches(_ node: Node, _ test: KindTest) -> Bool {
        switch test {
        case .node: true
        case .text: node.kind == .text
        case .comment: node.kind == .comment
        case .processingInstruction(let target): node.kind == .processingInstruction && (target == nil || target == node.localName)
        case .element(let name, let typeFits): node.kind == .element && typeFits && (name.map { isNamed(node, $0) } ?? true)
        case .attribute(let name, let typeFits): node.kind == .attribute && typeFits && (name.map { isNamed(node, $0) } ?? true)
        case .document(nil): node.kind == .document
        case .document(let inner?):
            node.kind == .document && node.elements.total == 1 && node.elements.allSatisfy { matches($0, inner) }
        }
    }

    private static func isNamed(_ node: Node, _ name: ExpandedName) -> Bool {
        node.localName == name.localName && (node.namespaceURI ?? "") == name.namespaceURI
    }

    // MARK: Arguments

    /// An argument converted to the type of its parameter (XPath 2.0, section 3.1.5).
    static func argument(_ sequence: XPathSequence, as type: SequenceType, _ scope: Scope) throws -> XPathSequence {
        guard case .items(let item, let occurrence) = type else {
            guard sequence.isEmpty else { throw XPathError(.xpty0004, "an argument must be empty") }
            return sequence
        }
        var converted = sequence
        switch item {
        case .item: break
        case .node:
            guard sequence.allSatisfy({ matches($0, item, scope) }) else { throw XPathError(.xpty0004, "an argument is not of the expected kind") }
        case .atomic(let atomic):
            switch sequence.storage {
            case .empty, .range, .wideRange: break
            case .one(let single): converted = XPathSequence(try Promotion.functionArgument(single.typedValue, as: atomic))
            default: converted = XPathSequence(try sequence.map { .atomic(try Promotion.functionArgument($0.typedValue, as: atomic)) })
            }
            if sequence.count > 1, sequence.integerBounds != nil, !AtomicType.integer.isSubtype(of: atomic) {
                converted = XPathSequence(try sequence.map { .atomic(try Promotion.functionArgument($0.typedValue, as: atomic)) })
            }
        }
        guard occurrence.allows(converted.count) else { throw XPathError(.xpty0004, "an argument has the wrong number of items") }
        return converted
    }
}

extension Node.Siblings {
    /// How many there are; nothing is consumed.
    var total: Int { reduce(0) { count, _ in count + 1 } }
}
