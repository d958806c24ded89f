// Walks a subtree in document order and calls the validator's event handlers.

import CXML
import Glibc
import XMLTree

/// One walk.
///
/// Nothing is copied: names, values and texts are handed over where they lie in the tree.
struct Replay {
    private let tree: FrozenTree
    private let tables: TreeTables
    private let start: startElementNsSAX2Func
    private let end: endElementNsSAX2Func
    private let told: charactersSAXFunc
    private let receiver: UnsafeMutableRawPointer
    private let collector: UnsafeMutablePointer<ViolationCollector>
    private(set) var identifiers: IdentifierWatch
    private var open: [UInt32] = []
    private var attributes: [UnsafePointer<UInt8>?] = []
    private var namespaces: [UInt32: [UnsafePointer<UInt8>?]] = [:]
    private var kept: [UnsafeMutablePointer<UInt8>] = []

    init(
        tree: FrozenTree, tables: TreeTables, handler: xmlSAXHandler, receiver: UnsafeMutableRawPointer,
        collector: UnsafeMutablePointer<ViolationCollector>, identifiers: IdentifierWatch
    ) {
        self.tree = tree
        self.tables = tables
        start = handler.startElementNs
        end = handler.endElementNs
        told = handler.characters
        self.receiver = receiver
        self.collector = collector
        self.identifiers = identifiers
    }

    mutating func run(_ root: Node) {
        defer { for string in kept { string.deallocate() } }
        gatherNamespaces(root)
        let last = tables.end[Int(root.index)]
        var index = root.index
        while index < last && !collector.pointee.isFull {
            while let top = open.last, tables.end[Int(top)] <= index { close(top) }
            switch tables.kind[Int(index)] {
            case Node.Kind.element.rawValue:
                begin(index)
                index += 1 + tables.attributeCount(index)
            case Node.Kind.text.rawValue:
                index = tell(index)
            default:
                index += 1
            }
        }
        // Closed even after the limit, when nothing more is collected: what the validator holds for an open element it frees at its end.
        while let top = open.last { close(top) }
    }

    private mutating func begin(_ element: UInt32) {
        collector.pointee.element = element
        let count = tables.attributeCount(element)
        var escaped: [UnsafeMutablePointer<UInt8>] = []
        attributes.removeAll(keepingCapacity: true)
        for attribute in element + 1..<element + 1 + count { append(attribute, &escaped) }
        let name = tables.name[Int(element)]
        let declared = namespaces.isEmpty ? nil : namespaces[element]
        attributes.withUnsafeMutableBufferPointer { attributes in
            var declared = declared ?? []
            declared.withUnsafeMutableBufferPointer { declared in
                start(
                    receiver, tree.localName(name).baseAddress, tree.prefix(tables.prefix[Int(element)])?.baseAddress, tree.namespaceURI(name)?.baseAddress,
                    Int32(declared.count / 2), declared.baseAddress, Int32(count), 0, attributes.baseAddress)
            }
        }
        for string in escaped { string.deallocate() }
        open.append(element)
    }

    /// Five pointers an attribute: local name, prefix, namespace, begin and end of the value.
    private mutating func append(_ attribute: UInt32, _ escaped: inout [UnsafeMutablePointer<UInt8>]) {
        let name = tables.name[Int(attribute)]
        var value = tables.value(attribute)
        if !identifiers.isIdle { identifiers.see(name, value) }
        if value.count > 0, memchr(value.baseAddress!, 0x26, value.count) != nil {
            let copy = Self.escapingAmpersands(value)
            escaped.append(copy.baseAddress!)
            value = UnsafeBufferPointer(copy)
        }
        attributes.append(tree.localName(name).baseAddress)
        attributes.append(tree.prefix(tables.prefix[Int(attribute)])?.baseAddress)
        attributes.append(tree.namespaceURI(name)?.baseAddress)
        attributes.append(value.baseAddress!)
        attributes.append(value.baseAddress! + value.count)
    }

    /// Tells a text, with what goes on behind comments and processing instructions; answers what comes next.
    ///
    /// In one piece: the validator copies all that it has of a value whenever more of it comes.
    private mutating func tell(_ text: UInt32) -> UInt32 {
        collector.pointee.text = text
        collector.pointee.element = tables.parent[Int(text)]
        var next = tables.next[Int(text)]
        let value = tables.value(text)
        let isWhole = next == 0 || tables.kind[Int(next)] == Node.Kind.element.rawValue
        if isWhole && isFollowedByText(value) {
            characters(value.baseAddress, value.count)
            return text + 1
        }
        var joined = Array(value)
        while next != 0, tables.kind[Int(next)] != Node.Kind.element.rawValue {
            if tables.kind[Int(next)] == Node.Kind.text.rawValue { joined += tables.value(next) }
            next = tables.next[Int(next)]
        }
        joined.append(0)
        joined.withUnsafeBufferPointer { characters($0.baseAddress, $0.count - 1) }
        return next == 0 ? tables.end[Int(collector.pointee.element)] : next
    }

    /// Whether the byte behind a value may be looked at, as libxml2 does when all before it is space.
    private func isFollowedByText(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = value.baseAddress, let last = value.last else { return false }
        return last > 0x20 || start >= tables.text && start < tables.text + tables.textCount
    }

    private func characters(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        if count > 0 && count <= Int(Int32.max) { told(receiver, bytes, Int32(count)) }
    }

    private mutating func close(_ element: UInt32) {
        collector.pointee.element = element
        let name = tables.name[Int(element)]
        end(receiver, tree.localName(name).baseAddress, tree.prefix(tables.prefix[Int(element)])?.baseAddress, tree.namespaceURI(name)?.baseAddress)
        open.removeLast()
    }

    // MARK: Namespaces

    /// The validator needs declarations to read the prefix in an `xsi:type`.
    ///
    /// Those around the root are given to the root.
    private mutating func gatherNamespaces(_ root: Node) {
        declare(root.namespacesInScope, on: root.index)
        for node in root.descendants where node.kind == .element {
            declare(node.namespaceDeclarations, on: node.index)
        }
    }

    private mutating func declare(_ declarations: [Node.NamespaceDeclaration], on element: UInt32) {
        if declarations.isEmpty { return }
        namespaces[element] = declarations.flatMap { [$0.prefix.map { keep($0) }, keep($0.uri ?? "")] }
    }

    private mutating func keep(_ string: String) -> UnsafePointer<UInt8> {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: string.utf8.count + 1)
        for (offset, byte) in string.utf8.enumerated() { copy[offset] = byte }
        copy[string.utf8.count] = 0
        kept.append(copy)
        return UnsafePointer(copy)
    }

    // MARK: Values

    /// A parser hands `&` to its listeners as a character reference, and the validator undoes that.
    ///
    /// Ours are told plain: they are written that way first.
    private static func escapingAmpersands(_ value: UnsafeBufferPointer<UInt8>) -> UnsafeMutableBufferPointer<UInt8> {
        let reference: StaticString = "&#38;"
        let ampersands = value.count { $0 == 0x26 }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: value.count + ampersands * (reference.utf8CodeUnitCount - 1))
        var filled = 0
        for byte in value {
            if byte == 0x26 {
                for offset in 0..<reference.utf8CodeUnitCount { copy[filled + offset] = reference.utf8Start[offset] }
                filled += reference.utf8CodeUnitCount
            } else {
                copy[filled] = byte
                filled += 1
            }
        }
        return copy
    }
}
