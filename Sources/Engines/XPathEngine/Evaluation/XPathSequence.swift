// The value of every expression.

public import XMLTree

/// A sequence of items (XDM, section 2.5); sequences do not nest.
public struct XPathSequence: Sendable, RandomAccessCollection {
    enum Storage {
        case empty
        case one(XPathItem)
        case many([XPathItem])
        /// Nodes of one tree.
        case nodes(FrozenTree, [UInt32])
        /// Consecutive integers, both ends included.
        case range(Int, Int)
        /// Consecutive integers beyond 64 bits: the first one, and how many.
        case wideRange(BigInteger, Int)
    }

    let storage: Storage

    init(_ storage: Storage) { self.storage = storage }

    /// No item.
    public static let empty = XPathSequence(.empty)

    /// One item.
    public init(_ item: XPathItem) { storage = .one(item) }

    /// One value.
    public init(_ value: AtomicValue) { storage = .one(.atomic(value)) }

    /// One node.
    public init(_ node: Node) { storage = .one(.node(node)) }

    /// Several items.
    public init(_ items: [XPathItem]) {
        switch items.count {
        case 0: storage = .empty
        case 1: storage = .one(items[0])
        default: storage = .many(items)
        }
    }

    init(_ value: Bool) { storage = .one(.atomic(.boolean(value))) }

    init(_ value: String) { storage = .one(.atomic(.string(value))) }

    init(_ value: Int) { storage = .one(.atomic(.integer(value))) }

    init(_ value: AtomicValue?) { storage = value.map { .one(.atomic($0)) } ?? .empty }

    init(_ tree: FrozenTree, _ indexes: [UInt32]) {
        switch indexes.count {
        case 0: storage = .empty
        case 1: storage = .one(.node(tree.node(indexes[0])))
        default: storage = .nodes(tree, indexes)
        }
    }

    /// The first position.
    public var startIndex: Int { 0 }

    /// How many items there are.
    public var endIndex: Int {
        switch storage {
        case .empty: 0
        case .one: 1
        case .many(let items): items.count
        case .nodes(_, let indexes): indexes.count
        case .range(let low, let high): high - low + 1
        case .wideRange(_, let count): count
        }
    }

    /// The item at a position, counted from zero.
    public subscript(position: Int) -> XPathItem {
        switch storage {
        case .empty: preconditionFailure("the sequence is empty")
        case .one(let item):
            precondition(position == 0)
            return item
        case .many(let items): return items[position]
        case .nodes(let tree, let indexes): return .node(tree.node(indexes[position]))
        case .range(let low, let high):
            precondition(position >= 0 && position <= high - low)
            return .atomic(.integer(low + position))
        case .wideRange(let low, let count):
            precondition(position >= 0 && position < count)
            return .atomic(.whole(low + BigInteger(position)))
        }
    }

    /// The one item, nil when there are none or several.
    public var single: XPathItem? {
        if case .one(let item) = storage { return item }
        return count == 1 ? self[0] : nil
    }

    /// The least and the greatest of consecutive integers; nil for other sequences.
    var integerBounds: (low: BigInteger, high: BigInteger)? {
        switch storage {
        case .range(let low, let high): (BigInteger(low), BigInteger(high))
        case .wideRange(let low, let count): (low, low + BigInteger(count - 1))
        case .one(.atomic(let value)): value.wholeNumber.map { ($0, $0) }
        default: nil
        }
    }

    /// The string values of all items.
    public var strings: [String] { map(\.stringValue) }
}
