// Watches for identifiers that are used twice.

import Glibc
import XMLTree

/// The attributes that a schema may type as `xs:ID`, by local name, read off its source files.
///
/// It names too many rather than too few: a name counts wherever it occurs, since all that follows from it is a closer look.
struct IdentifierNames: Sendable {
    private(set) var names: Set<String> = []

    init(_ sources: [[UInt8]]) {
        let schema = "http://www.w3.org/2001/XMLSchema"
        // The schema of schemas has a document type declaration, and is not read; no document is judged by it.
        let trees = sources.compactMap { try? FrozenTree.parse($0) }
        var types: Set<Substring> = ["ID"]
        let simpleTypes = trees.flatMap { $0.elements("simpleType", in: schema) }
        var known = 0
        while known != types.count {
            known = types.count
            for type in simpleTypes {
                guard let name = type[attribute: "name"], let base = type.child("restriction")?[attribute: "base"] else { continue }
                if types.contains(Self.localPart(base)) { types.insert(name[...]) }
            }
        }
        for attribute in trees.flatMap({ $0.elements("attribute", in: schema) }) {
            let type = attribute[attribute: "type"] ?? attribute.child("simpleType")?.child("restriction")?[attribute: "base"]
            if let name = attribute[attribute: "name"], let type, types.contains(Self.localPart(type)) { names.insert(name) }
        }
    }

    private static func localPart(_ name: String) -> Substring {
        name.lastIndex(of: ":").map { name[name.index(after: $0)...] } ?? name[...]
    }
}

/// The identifiers met in one document.
struct IdentifierWatch {
    /// The numbers, in this document, of the names to watch.
    ///
    /// Few schemas have more than one.
    private var watched: [UInt32] = []
    private var seen: Set<UInt64> = []
    /// Whether some value came twice, or seemed to.
    private(set) var foundTwice = false

    init(_ names: IdentifierNames, in tree: FrozenTree) {
        for name in names.names {
            for namespace in [nil, "http://www.w3.org/XML/1998/namespace"] {
                if let number = tree.nameID(name, in: namespace) { watched.append(number) }
            }
        }
    }

    var isIdle: Bool { watched.isEmpty }

    mutating func see(_ name: UInt32, _ value: UnsafeBufferPointer<UInt8>) {
        guard watched.contains(name) else { return }
        var hasher = Hasher()
        var bytes = Slice(base: value, bounds: value.indices)
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(value)[bytes.startIndex..<bytes.endIndex]))
        if !seen.insert(UInt64(bitPattern: Int64(hasher.finalize()))).inserted { foundTwice = true }
    }
}
