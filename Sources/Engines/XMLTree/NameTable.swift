// The names of a document, each kept once: local names with their namespace, prefixes, namespace names.

import Glibc

/// Finds the number of a pair of interned pointers.
///
/// libxml2 keeps every name once a document, so two pointers are a whole name.
struct PointerPairs: ~Copyable {
    private var slots: UnsafeMutablePointer<(first: UInt, second: UInt, number: UInt32)>
    private var mask: Int
    private var used = 0

    init() {
        mask = 511
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: (0, 0, 0), count: mask + 1)
    }

    deinit {
        slots.deallocate()
    }

    @inline(__always)
    private static func hash(_ first: UInt, _ second: UInt) -> Int {
        let mixed = (first &* 0x9E37_79B9_7F4A_7C15) ^ (second &* 0xC2B2_AE3D_27D4_EB4F)
        return Int(truncatingIfNeeded: mixed >> 29)
    }

    /// The number kept for a pair, or 0.
    ///
    /// The first pointer is never null.
    @inline(__always)
    func number(_ first: UInt, _ second: UInt) -> UInt32 {
        var slot = Self.hash(first, second) & mask
        while slots[slot].first != 0 {
            if slots[slot].first == first && slots[slot].second == second { return slots[slot].number }
            slot = (slot + 1) & mask
        }
        return 0
    }

    @inline(never)
    mutating func insert(_ first: UInt, _ second: UInt, number: UInt32) {
        if used * 2 > mask {
            let old = slots
            let oldCount = mask + 1
            mask = oldCount * 2 - 1
            slots = .allocate(capacity: mask + 1)
            slots.initialize(repeating: (0, 0, 0), count: mask + 1)
            for slot in 0..<oldCount where old[slot].first != 0 { place(old[slot]) }
            old.deallocate()
        }
        place((first, second, number))
        used += 1
    }

    private mutating func place(_ entry: (first: UInt, second: UInt, number: UInt32)) {
        var slot = Self.hash(entry.first, entry.second) & mask
        while slots[slot].first != 0 { slot = (slot + 1) & mask }
        slots[slot] = entry
    }
}

/// One expanded name in the finished table.
struct NameEntry: BitwiseCopyable {
    /// Where the local name stands in the strings.
    var local: UInt32
    var localLength: UInt32
    /// The number of the namespace name; 0 for none.
    var namespace: UInt32
}

/// A string in the finished table.
struct StringEntry: BitwiseCopyable {
    var start: UInt32
    var length: UInt32
}

/// The names while a document is read.
///
/// Number 0 is "no name" in each of the three lists.
struct NameTable: ~Copyable {
    private var pairs = PointerPairs()
    private var prefixPairs = PointerPairs()
    private var namespacePairs = PointerPairs()
    var names = GrowingBuffer<NameEntry>(capacity: 256)
    var prefixes = GrowingBuffer<StringEntry>(capacity: 16)
    var namespaces = GrowingBuffer<StringEntry>(capacity: 16)
    /// How many elements have each name.
    var elementCounts = GrowingBuffer<UInt32>(capacity: 256)
    /// All strings, each ended by a NUL.
    var strings = GrowingBuffer<UInt8>(capacity: 4096)
    /// The limit that the names have gone beyond: their number or the length of one.
    private(set) var excess: ParseFailureCode?
    private let mostNames: Int
    private let mostBytes: Int

    init(limits: ParseLimits) {
        mostNames = limits.names
        mostBytes = limits.nameBytes
        strings.append(0)
        names.append(NameEntry(local: 0, localLength: 0, namespace: 0))
        elementCounts.append(0)
        prefixes.append(StringEntry(start: 0, length: 0))
        namespaces.append(StringEntry(start: 0, length: 0))
    }

    @inline(__always)
    mutating func name(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> UInt32 {
        let known = pairs.number(UInt(bitPattern: local), UInt(bitPattern: namespace))
        return known != 0 ? known : add(local, namespace)
    }

    @inline(never)
    private mutating func add(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> UInt32 {
        let number = UInt32(names.count)
        let string = keep(local)
        names.append(NameEntry(local: string.start, localLength: string.length, namespace: self.namespace(namespace)))
        elementCounts.append(0)
        pairs.insert(UInt(bitPattern: local), UInt(bitPattern: namespace), number: number)
        return number
    }

    @inline(__always)
    mutating func prefix(_ prefix: UnsafePointer<UInt8>?) -> UInt16 {
        guard let prefix else { return 0 }
        let known = prefixPairs.number(UInt(bitPattern: prefix), 0)
        if known != 0 { return UInt16(truncatingIfNeeded: known) }
        let number = UInt32(prefixes.count)
        prefixes.append(keep(prefix))
        prefixPairs.insert(UInt(bitPattern: prefix), 0, number: number)
        return UInt16(truncatingIfNeeded: number)
    }

    mutating func namespace(_ name: UnsafePointer<UInt8>?) -> UInt32 {
        guard let name, name.pointee != 0 else { return 0 }
        let known = namespacePairs.number(UInt(bitPattern: name), 0)
        if known != 0 { return known }
        let number = UInt32(namespaces.count)
        namespaces.append(keep(name))
        namespacePairs.insert(UInt(bitPattern: name), 0, number: number)
        return number
    }

    private mutating func keep(_ string: UnsafePointer<UInt8>) -> StringEntry {
        let length = strlen(UnsafeRawPointer(string).assumingMemoryBound(to: CChar.self))
        if length > mostBytes { excess = .limitNameLength }
        // Prefixes are numbered in sixteen bits.
        if names.count > mostNames || namespaces.count > mostNames || prefixes.count >= Int(UInt16.max) { excess = excess ?? .limitNames }
        let start = strings.count
        strings.append(string, count: length + 1)
        return StringEntry(start: UInt32(start), length: UInt32(length))
    }

    /// Gives the four lists away.
    consuming func release() -> (
        names: FrozenBuffer<NameEntry>, prefixes: FrozenBuffer<StringEntry>, namespaces: FrozenBuffer<StringEntry>, strings: FrozenBuffer<UInt8>
    ) {
        (FrozenBuffer(names), FrozenBuffer(prefixes), FrozenBuffer(namespaces), FrozenBuffer(strings))
    }
}
