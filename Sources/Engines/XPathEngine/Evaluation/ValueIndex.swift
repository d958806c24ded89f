// Nodes of a document that never changes, by the text of what stands at or below them.

import XMLTree

/// What `//name[@a = $x]` and `//name[text() = $x]` look up instead of walking.
///
/// A key is the string value of a node that a short path leads to. Keys are not copied: one node stands for all with the same text.
final class ValueIndex: Sendable {
    /// What is indexed: the nodes of a name, by what a path of plain steps leads to from them.
    struct Key: Hashable {
        struct Step: Hashable {
            let axis: Axis
            let test: NodeTest
        }

        let test: NodeTest
        let path: [Step]
    }

    private struct Entry {
        /// A node with the text.
        let text: UInt32
        var start: UInt32
        var count: UInt32
    }

    private let tree: FrozenTree
    private var tables: TreeTables { tree.withTables { $0 } }
    /// Numbers of entries, counted from 1; the length is a power of two.
    private let slots: [UInt32]
    private let entries: [Entry]
    private let nodes: [UInt32]
    /// Makes collisions unforeseeable for whoever writes the documents.
    private static let seed = UInt64.random(in: .min ... .max)

    /// Indexes nodes, given in document order, each with the nodes whose texts are its keys.
    init(_ tree: FrozenTree, _ candidates: [(node: UInt32, texts: Range<Int>)], texts: [UInt32]) {
        self.tree = tree
        let tables = tree.withTables { $0 }
        var size = 16
        while size * 2 < texts.count * 3 { size *= 2 }
        var slots = [UInt32](repeating: 0, count: size)
        var entries: [Entry] = []
        var last: [UInt32] = []
        var pairs: [(entry: UInt32, node: UInt32)] = []
        pairs.reserveCapacity(texts.count)
        for candidate in candidates {
            for text in texts[candidate.texts] {
                NodeText.with(tables, text) { bytes in
                    let slot = Self.slot(bytes, slots, entries, tables)
                    if slots[slot] == 0 {
                        entries.append(Entry(text: text, start: 0, count: 0))
                        last.append(0)
                        slots[slot] = UInt32(entries.count)
                    }
                    let entry = Int(slots[slot]) - 1
                    // The document node is never a candidate, so that 0 says none.
                    guard last[entry] != candidate.node else { return }
                    last[entry] = candidate.node
                    entries[entry].count += 1
                    pairs.append((UInt32(entry), candidate.node))
                }
            }
        }
        var start: UInt32 = 0
        for entry in entries.indices {
            entries[entry].start = start
            start += entries[entry].count
            entries[entry].count = 0
        }
        var nodes = [UInt32](repeating: 0, count: pairs.count)
        for (entry, node) in pairs {
            nodes[Int(entries[Int(entry)].start + entries[Int(entry)].count)] = node
            entries[Int(entry)].count += 1
        }
        self.slots = slots
        self.entries = entries
        self.nodes = nodes
    }

    /// The nodes with a text among their keys, in document order.
    func nodes(with text: UnsafeBufferPointer<UInt8>) -> ArraySlice<UInt32> {
        let found = slots[Self.slot(text, slots, entries, tables)]
        if found == 0 { return [] }
        let entry = entries[Int(found) - 1]
        return nodes[Int(entry.start)..<Int(entry.start + entry.count)]
    }

    /// The slot of a text, or the free one where it belongs.
    private static func slot(_ text: UnsafeBufferPointer<UInt8>, _ slots: [UInt32], _ entries: [Entry], _ tables: TreeTables) -> Int {
        var hash = seed
        for byte in text {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] != 0, !NodeText.equals(tables, entries[Int(slots[slot]) - 1].text, text) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }
}
