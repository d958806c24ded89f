// The tree of one document: read once, never changed, shared freely.

import Glibc
import Synchronization

/// A document as a tree of nodes after the XPath data model, with the place of every node in the bytes as received.
///
/// The nodes are rows of a table in document order. Character data and CDATA sections that touch are one text node, comments and processing instructions
/// are kept, namespace declarations are kept beside the elements (they are not attributes). Nothing in it can change, so threads may share it.
public final class FrozenTree: Sendable {
    /// The document as received; empty when it was not to be kept.
    public let source: [UInt8]
    /// The encoding it was read in: `UTF-8`, `US-ASCII`, `ISO-8859-1`, `ISO-8859-15`, `UTF-16LE` or `UTF-16BE`.
    public let encodingName: String
    let tables: TreeTables
    let names: FrozenNames
    /// Namespace declarations in document order of their elements.
    let declarations: FrozenBuffer<TreeBuilder.Declaration>
    let encoding: SourceEncoding
    let mark: Int
    private let rows: NodeColumns
    /// The index of lines and columns once someone has asked for it: the bits of a reference that this tree owns, 0 before.
    private let places = Atomic<UInt>(0)

    init(
        source: [UInt8], encoding: SourceEncoding, mark: Int, rows: NodeColumns, tables: TreeTables, names: FrozenNames,
        declarations: FrozenBuffer<TreeBuilder.Declaration>
    ) {
        self.source = source
        self.encoding = encoding
        self.mark = mark
        self.rows = rows
        self.tables = tables
        self.names = names
        self.declarations = declarations
        encodingName = encoding.name
    }

    deinit {
        if let index = UnsafeRawPointer(bitPattern: places.load(ordering: .acquiring)) { Unmanaged<PlaceIndex>.fromOpaque(index).release() }
        rows.release()
        free(UnsafeMutableRawPointer(mutating: tables.text))
        free(UnsafeMutableRawPointer(mutating: tables.decoded))
        free(UnsafeMutableRawPointer(mutating: tables.postingStart))
        free(UnsafeMutableRawPointer(mutating: tables.posting))
    }

    /// The document node: the parent of the root element and of the comments and processing instructions around it.
    public var document: Node { Node(tree: self, index: 0) }

    /// The root element.
    public var root: Node {
        var child = tables.firstChild(0)
        while tables.kind[Int(child)] != Node.Kind.element.rawValue { child = tables.next[Int(child)] }
        return Node(tree: self, index: child)
    }

    /// The node with a number; the number must be below `nodeCount`.
    public func node(_ index: UInt32) -> Node {
        precondition(index < tables.count)
        return Node(tree: self, index: index)
    }

    /// How many nodes there are, the document node and the attributes counted.
    public var nodeCount: Int { tables.count }

    /// Lends the raw tables to an engine; nothing of them may be kept when `body` has returned, unless the tree itself is kept as well.
    public func withTables<Result, Failure: Error>(_ body: (TreeTables) throws(Failure) -> Result) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(tables)
    }

    /// Lends the index of lines and columns.
    ///
    /// They are counted when they are first asked for; when two threads ask at once, one of their counts is kept.
    @inline(__always)
    func withPlaces<Result>(_ body: (borrowing PlaceIndex) -> Result) -> Result {
        let known = UnsafeRawPointer(bitPattern: places.load(ordering: .acquiring)) ?? countPlaces()
        return Unmanaged<PlaceIndex>.fromOpaque(known)._withUnsafeGuaranteedRef(body)
    }

    @inline(never)
    private func countPlaces() -> UnsafeRawPointer {
        let made = Unmanaged.passRetained(PlaceIndex(tables.text, tables.textCount, encoding: encoding, mark: mark))
        let (isKept, known) = places.compareExchange(expected: 0, desired: UInt(bitPattern: made.toOpaque()), ordering: .acquiringAndReleasing)
        if isKept { return UnsafeRawPointer(made.toOpaque()) }
        made.release()
        return UnsafeRawPointer(bitPattern: known)!
    }
}

/// Memory that a tree owns.
final class FrozenBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ buffer: consuming GrowingBuffer<Element>) {
        count = buffer.count
        base = buffer.release()
    }

    deinit {
        free(base)
    }
}
