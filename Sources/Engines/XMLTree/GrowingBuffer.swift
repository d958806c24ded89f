// A raw buffer that grows while a document is read and is handed over whole when the tree is frozen.

import Glibc

/// Memory without reference counting or bounds checks, for the parser's callbacks: an `Array` would pay for both at every event.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 16)
        base = Self.allocate(nil, self.capacity)
    }

    deinit {
        free(base)
    }

    private static func allocate(_ old: UnsafeMutablePointer<Element>?, _ capacity: Int) -> UnsafeMutablePointer<Element> {
        guard let memory = realloc(old, max(capacity, 1) * MemoryLayout<Element>.stride) else { fatalError("out of memory") }
        return memory.assumingMemoryBound(to: Element.self)
    }

    @inline(never)
    private mutating func grow(to wanted: Int) {
        capacity = max(wanted, capacity * 2)
        base = Self.allocate(base, capacity)
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        base[count] = element
        count += 1
    }

    @inline(__always)
    mutating func append(_ elements: UnsafePointer<Element>, count more: Int) {
        if count + more > capacity { grow(to: count + more) }
        (base + count).update(from: elements, count: more)
        count += more
    }

    @inline(__always)
    mutating func removeLast() {
        count -= 1
    }

    /// Gives the memory away, cut to size: the caller frees it with `free`.
    consuming func release() -> UnsafeMutablePointer<Element> {
        let exact = capacity > count + count / 8 ? Self.allocate(base, count) : base
        discard self
        return exact
    }
}
