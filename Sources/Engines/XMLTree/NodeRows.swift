// The columns of the node table while a document is read.

import Glibc

/// The columns grow together: one capacity check for a whole row.
struct NodeRows: ~Copyable {
    private(set) var count = 0
    private var capacity: Int
    private(set) var kind: UnsafeMutablePointer<UInt8>
    private(set) var prefix: UnsafeMutablePointer<UInt16>
    private(set) var name: UnsafeMutablePointer<UInt32>
    private(set) var parent: UnsafeMutablePointer<UInt32>
    private(set) var end: UnsafeMutablePointer<UInt32>
    private(set) var next: UnsafeMutablePointer<UInt32>
    private(set) var textStart: UnsafeMutablePointer<UInt32>
    private(set) var textLength: UnsafeMutablePointer<UInt32>
    private(set) var sourceStart: UnsafeMutablePointer<UInt32>
    private(set) var sourceEnd: UnsafeMutablePointer<UInt32>

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        kind = Self.resized(nil, self.capacity)
        prefix = Self.resized(nil, self.capacity)
        name = Self.resized(nil, self.capacity)
        parent = Self.resized(nil, self.capacity)
        end = Self.resized(nil, self.capacity)
        next = Self.resized(nil, self.capacity)
        textStart = Self.resized(nil, self.capacity)
        textLength = Self.resized(nil, self.capacity)
        sourceStart = Self.resized(nil, self.capacity)
        sourceEnd = Self.resized(nil, self.capacity)
    }

    deinit {
        free(kind)
        free(prefix)
        free(name)
        free(parent)
        free(end)
        free(next)
        free(textStart)
        free(textLength)
        free(sourceStart)
        free(sourceEnd)
    }

    private static func resized<T>(_ old: UnsafeMutablePointer<T>?, _ capacity: Int) -> UnsafeMutablePointer<T> {
        guard let memory = realloc(old, capacity * MemoryLayout<T>.stride) else { fatalError("out of memory") }
        return memory.assumingMemoryBound(to: T.self)
    }

    @inline(never)
    private mutating func resize(_ rows: Int) {
        capacity = rows
        kind = Self.resized(kind, rows)
        prefix = Self.resized(prefix, rows)
        name = Self.resized(name, rows)
        parent = Self.resized(parent, rows)
        end = Self.resized(end, rows)
        next = Self.resized(next, rows)
        textStart = Self.resized(textStart, rows)
        textLength = Self.resized(textLength, rows)
        sourceStart = Self.resized(sourceStart, rows)
        sourceEnd = Self.resized(sourceEnd, rows)
    }

    /// Adds a node whose subtree is itself alone, without a next sibling; answers its index.
    @inline(__always)
    mutating func add(_ kind: Node.Kind, name: UInt32, prefix: UInt16, parent: UInt32, text: TextRange, source: TextRange) -> UInt32 {
        if count == capacity { resize(capacity + capacity / 2) }
        let row = count
        self.kind[row] = kind.rawValue
        self.prefix[row] = prefix
        self.name[row] = name
        self.parent[row] = parent
        end[row] = UInt32(truncatingIfNeeded: row + 1)
        next[row] = 0
        textStart[row] = text.start
        textLength[row] = text.length
        sourceStart[row] = source.start
        sourceEnd[row] = source.start &+ source.length
        count = row + 1
        return UInt32(truncatingIfNeeded: row)
    }

    /// Cuts the columns to size and hands their memory over.
    consuming func release() -> NodeColumns {
        if capacity > count + count / 8 { resize(max(count, 1)) }
        let columns = NodeColumns(
            count: count, kind: kind, prefix: prefix, name: name, parent: parent, end: end, next: next, textStart: textStart, textLength: textLength,
            sourceStart: sourceStart, sourceEnd: sourceEnd)
        discard self
        return columns
    }
}

/// A run of bytes of the text, or of the values that go on behind it.
struct TextRange: BitwiseCopyable {
    var start: UInt32
    var length: UInt32

    @inline(__always)
    init(_ start: Int, length: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.length = UInt32(truncatingIfNeeded: length)
    }
}

/// The columns of a finished tree; whoever holds them frees them.
struct NodeColumns: @unchecked Sendable {
    let count: Int
    let kind: UnsafeMutablePointer<UInt8>
    let prefix: UnsafeMutablePointer<UInt16>
    let name: UnsafeMutablePointer<UInt32>
    let parent: UnsafeMutablePointer<UInt32>
    let end: UnsafeMutablePointer<UInt32>
    let next: UnsafeMutablePointer<UInt32>
    let textStart: UnsafeMutablePointer<UInt32>
    let textLength: UnsafeMutablePointer<UInt32>
    let sourceStart: UnsafeMutablePointer<UInt32>
    let sourceEnd: UnsafeMutablePointer<UInt32>

    func release() {
        free(kind)
        free(prefix)
        for column in [name, parent, end, next, textStart, textLength, sourceStart, sourceEnd] { free(column) }
    }
}
