// The raw tables of a tree, for engines that walk it without reference counting.

/// The tables of one `FrozenTree` as plain pointers: borrow them with `FrozenTree.withTables`, never keep them beyond it.
///
/// A node is its index in document order. Index 0 is the document node, so 0 also says "none" for siblings and names. The attributes of an
/// element follow it at once; its first child, if any, is at `index + 1 + attributeCount(index)` when that lies below `end[index]`.
/// The descendants (and attributes) of a node are the indexes from `index + 1` up to `end[index]`.
public struct TreeTables: BitwiseCopyable, @unchecked Sendable {
    /// How many nodes there are.
    public let count: Int
    /// The `Node.Kind` of each node, as its raw value.
    public let kind: UnsafePointer<UInt8>
    /// The expanded name of each node (see `FrozenTree.nameID`); the target for processing instructions; 0 where there is none.
    public let name: UnsafePointer<UInt32>
    /// The prefix as written, an index for `FrozenTree.prefix`; 0 where there is none.
    public let prefix: UnsafePointer<UInt16>
    /// The parent; the document node is its own.
    public let parent: UnsafePointer<UInt32>
    /// One past the last node of the subtree.
    public let end: UnsafePointer<UInt32>
    /// The next sibling (for an attribute: the next attribute), or 0.
    public let next: UnsafePointer<UInt32>
    /// Where the value begins, for attributes, texts, comments and processing instructions (see `value`); for elements see `startTagEnd`.
    public let textStart: UnsafePointer<UInt32>
    /// The length of the value in bytes; for elements see `attributeCount`.
    public let textLength: UnsafePointer<UInt32>
    /// Where the node begins, in bytes of `text`; for attributes: where the start tag begins.
    public let sourceStart: UnsafePointer<UInt32>
    /// Where the node ends, likewise; for attributes: where the start tag ends.
    public let sourceEnd: UnsafePointer<UInt32>
    /// The document as UTF-8, without byte order mark, ended by a NUL.
    public let text: UnsafePointer<UInt8>
    /// Bytes of the document as UTF-8.
    public let textCount: Int
    /// The values that do not stand verbatim in `text`; their offsets go on where those of `text` and its NUL end.
    let decoded: UnsafePointer<UInt8>
    /// For each name the beginning of its elements in `posting`; the list of the last name ends at `postingStart[nameCount]`.
    public let postingStart: UnsafePointer<UInt32>
    /// The elements of every name, each list in document order.
    public let posting: UnsafePointer<UInt32>
    /// One more than the highest name.
    public let nameCount: Int

    /// How many attributes an element has.
    @inlinable
    public func attributeCount(_ element: UInt32) -> UInt32 { textLength[Int(element)] }

    /// Where the start tag of an element ends, in the UTF-8 text.
    @inlinable
    public func startTagEnd(_ element: UInt32) -> UInt32 { textStart[Int(element)] }

    /// The first child of an element or of the document, or 0.
    @inlinable
    public func firstChild(_ parent: UInt32) -> UInt32 {
        let child = parent + 1 + (kind[Int(parent)] == 1 ? textLength[Int(parent)] : 0)
        return child < end[Int(parent)] ? child : 0
    }

    /// The elements with a name, in document order.
    @inlinable
    public func postings(_ name: UInt32) -> UnsafeBufferPointer<UInt32> {
        guard name != 0, Int(name) < nameCount else { return UnsafeBufferPointer(start: nil, count: 0) }
        let start = Int(postingStart[Int(name)])
        return UnsafeBufferPointer(start: posting + start, count: Int(postingStart[Int(name) + 1]) - start)
    }

    /// The bytes of a node's own value (not for elements and the document).
    public func value(_ node: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = Int(textStart[Int(node)])
        return UnsafeBufferPointer(start: start <= textCount ? text + start : decoded + (start - textCount - 1), count: Int(textLength[Int(node)]))
    }
}
