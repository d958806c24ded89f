// The names of a finished tree: C strings by number, and numbers by string.

import Glibc

/// Names, prefixes and namespace names, each under the number that the tables use; 0 is none.
final class FrozenNames: @unchecked Sendable {
    private let names: FrozenBuffer<NameEntry>
    private let prefixes: FrozenBuffer<StringEntry>
    private let namespaces: FrozenBuffer<StringEntry>
    private let strings: FrozenBuffer<UInt8>
    private let nameSlots: [UInt32]
    private let namespaceSlots: [UInt32]
    /// Makes collisions unforeseeable for whoever chooses the names.
    private static let seed = UInt64.random(in: .min ... .max)

    init(_ table: consuming NameTable) {
        (names, prefixes, namespaces, strings) = table.release()
        let strings = strings.base
        let entries = namespaces
        namespaceSlots = Self.slots(entries.count) { number in
            let entry = entries.base[number]
            return Self.hash(UnsafeBufferPointer(start: strings + Int(entry.start), count: Int(entry.length)), 0)
        }
        let locals = names
        nameSlots = Self.slots(locals.count) { number in
            let entry = locals.base[number]
            return Self.hash(UnsafeBufferPointer(start: strings + Int(entry.local), count: Int(entry.localLength)), entry.namespace)
        }
    }

    // MARK: Strings by number

    func localName(_ name: UInt32) -> UnsafeBufferPointer<UInt8> {
        let entry = names.base[Int(name)]
        return bytes(StringEntry(start: entry.local, length: entry.localLength))
    }

    func namespace(ofName name: UInt32) -> UInt32 { names.base[Int(name)].namespace }

    func namespace(_ number: UInt32) -> UnsafeBufferPointer<UInt8> { bytes(namespaces.base[Int(number)]) }

    func prefix(_ number: UInt16) -> UnsafeBufferPointer<UInt8> { bytes(prefixes.base[Int(number)]) }

    /// The bytes of a string; a NUL follows them.
    private func bytes(_ entry: StringEntry) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: strings.base + Int(entry.start), count: Int(entry.length))
    }

    // MARK: Numbers by string

    /// The number of a namespace name, 0 for none or an empty one; nil when the document does not use it.
    func namespaceNumber(_ name: String?) -> UInt32? {
        guard var name, !name.isEmpty else { return 0 }
        return name.withUTF8 { wanted in
            find(wanted, 0, in: namespaceSlots) { number in self.namespace(number) }
        }
    }

    /// The number of an expanded name; nil when no node has it.
    func nameNumber(_ local: String, namespace: UInt32) -> UInt32? {
        var local = local
        return local.withUTF8 { wanted in
            find(wanted, namespace, in: nameSlots) { number in
                self.namespace(ofName: number) == namespace ? self.localName(number) : nil
            }
        }
    }

    /// The number of a prefix, 0 for an empty one; nil when the document does not use it.
    func prefixNumber(_ prefix: String) -> UInt16? {
        if prefix.isEmpty { return 0 }
        return (1..<max(prefixes.count, 1)).first { self.prefix(UInt16($0)).elementsEqual(prefix.utf8) }.map { UInt16($0) }
    }

    private func find(
        _ wanted: UnsafeBufferPointer<UInt8>, _ salt: UInt32, in slots: [UInt32], _ candidate: (UInt32) -> UnsafeBufferPointer<UInt8>?
    ) -> UInt32? {
        var slot = Int(truncatingIfNeeded: Self.hash(wanted, salt)) & (slots.count - 1)
        while slots[slot] != 0 {
            if let bytes = candidate(slots[slot]), bytes.count == wanted.count,
                wanted.isEmpty || memcmp(bytes.baseAddress!, wanted.baseAddress!, wanted.count) == 0
            {
                return slots[slot]
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func slots(_ count: Int, hash: (Int) -> UInt64) -> [UInt32] {
        var size = 16
        while size < count * 2 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        for number in 1..<max(count, 1) {
            var slot = Int(truncatingIfNeeded: hash(number)) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt32(number)
        }
        return slots
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ salt: UInt32) -> UInt64 {
        var hash = seed ^ UInt64(salt) &* 0x9E37_79B9_7F4A_7C15
        for byte in bytes {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        return hash ^ hash >> 32
    }
}
