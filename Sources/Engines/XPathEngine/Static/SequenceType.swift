// The types of sequences: what kind of items, and how many.

/// How many items a sequence may hold.
public enum Occurrence: Sendable, Hashable {
    /// Exactly one.
    case one
    /// None or one: `?`.
    case optional
    /// Any number: `*`.
    case any
    /// At least one: `+`.
    case some

    func allows(_ count: Int) -> Bool {
        switch self {
        case .one: count == 1
        case .optional: count <= 1
        case .any: true
        case .some: count >= 1
        }
    }
}

/// The type of one item (XPath 2.0, section 2.5.3).
public enum ItemType: Sendable, Hashable {
    /// `item()`.
    case item
    /// `node()`, `element(name)` and the other tests of kinds.
    case node(KindTest)
    /// An atomic type or one derived from it.
    case atomic(AtomicType)
}

/// A test of a node's kind, and for some kinds of its name (XPath 2.0, section 2.5.3).
public indirect enum KindTest: Sendable, Hashable {
    /// `node()`.
    case node
    /// `text()`.
    case text
    /// `comment()`.
    case comment
    /// `processing-instruction()`, with a target or without.
    case processingInstruction(String?)
    /// `element()`; the type is false when no element of a document without schema can have it.
    case element(ExpandedName?, typeFits: Bool)
    /// `attribute()`, likewise.
    case attribute(ExpandedName?, typeFits: Bool)
    /// `document-node()`, with a test of its one element or without.
    case document(KindTest?)
}

/// The type of a sequence (XPath 2.0, section 2.5.3).
public enum SequenceType: Sendable, Hashable {
    /// `empty-sequence()`.
    case empty
    /// Items of a type, so many of them.
    case items(ItemType, Occurrence)

    /// Exactly one value of an atomic type.
    public static func one(_ type: AtomicType) -> SequenceType { .items(.atomic(type), .one) }
    /// One value of an atomic type or none.
    public static func optional(_ type: AtomicType) -> SequenceType { .items(.atomic(type), .optional) }
    /// Any number of values of an atomic type.
    public static func any(_ type: AtomicType) -> SequenceType { .items(.atomic(type), .any) }
    /// Any sequence: `item()*`.
    public static let anything = SequenceType.items(.item, .any)
}
