// String values compared and lent in place, without making strings.

import Glibc
import XMLTree

enum NodeText {
    /// Whether the string value of a node is made of these bytes.
    static func equals(_ tables: TreeTables, _ node: UInt32, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { equals(tables, node, $0) }
    }

    /// Whether the string value of a node is made of these bytes.
    static func equals(_ tables: TreeTables, _ node: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if tables.kind[Int(node)] > NodeMatch.element {
            let value = tables.value(node)
            return value.count == bytes.count && (bytes.isEmpty || memcmp(value.baseAddress!, bytes.baseAddress!, bytes.count) == 0)
        }
        var matched = 0
        var index = node + 1
        while index < tables.end[Int(node)] {
            if tables.kind[Int(index)] == Node.Kind.text.rawValue {
                let value = tables.value(index)
                guard matched + value.count <= bytes.count else { return false }
                if !value.isEmpty, memcmp(value.baseAddress!, bytes.baseAddress! + matched, value.count) != 0 { return false }
                matched += value.count
            }
            index += 1
        }
        return matched == bytes.count
    }

    /// Lends the string value of a node; it is copied only when it is in several pieces.
    static func with<Result>(_ tables: TreeTables, _ node: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if tables.kind[Int(node)] > NodeMatch.element { return body(tables.value(node)) }
        var first: UInt32 = 0
        var index = node + 1
        let end = tables.end[Int(node)]
        while index < end {
            if tables.kind[Int(index)] == Node.Kind.text.rawValue {
                if first != 0 { return joined(tables, from: first, to: end).withUnsafeBufferPointer(body) }
                first = index
            }
            index += 1
        }
        return body(first == 0 ? UnsafeBufferPointer(start: nil, count: 0) : tables.value(first))
    }

    private static func joined(_ tables: TreeTables, from first: UInt32, to end: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in first..<end where tables.kind[Int(index)] == Node.Kind.text.rawValue { bytes += tables.value(index) }
        return bytes
    }
}
