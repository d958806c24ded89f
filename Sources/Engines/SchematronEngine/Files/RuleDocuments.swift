// The documents that rules look things up in: value sets, tables of codes.

import Synchronization
public import XMLTree
public import XPathEngine

/// Finds the documents of a set of files for expressions, reads each at most once, and keeps them for all that come after.
///
/// Documents have made-up absolute addresses (`pack:///name`), so that nothing outside of the set can be named.
public final class RuleDocuments: DocumentResolver {
    private enum State {
        case read(InvariantDocument)
        case absent

        var document: InvariantDocument? {
            if case .read(let document) = self { document } else { nil }
        }
    }

    private struct Contents {
        var documents: [String: State] = [:]
        var names: [String: State] = [:]
        var missing: Set<String> = []
    }

    private static let root = "pack:///"
    /// The files.
    public let files: SealedFolder
    private let contents = Mutex(Contents())

    /// Documents of a set of files; nothing is read yet.
    public init(_ files: SealedFolder) {
        self.files = files
    }

    /// The made-up address of a file.
    static func address(of name: String) -> String {
        var address = root
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "+"):
                address.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return address
    }

    /// The files that expressions asked for and that are not there or cannot be read, sorted.
    public var missing: [String] { contents.withLock { $0.missing.sorted() } }

    /// The document at a made-up address; nil for every other address.
    public func document(at uri: String) throws(XPathError) -> InvariantDocument? {
        if let known = contents.withLock({ $0.documents[uri] }) { return known.document }
        guard uri.hasPrefix(Self.root) else {
            contents.withLock { _ = $0.missing.insert(uri) }
            return nil
        }
        guard let name = SealedFolder.resolve(String(uri.dropFirst(Self.root.count)), from: "") else { return nil }
        let found = files.find(name)
        let state = found.map { read($0.name, uri: uri) } ?? .absent
        contents.withLock { contents in
            contents.documents[uri] = state
            if case .absent = state { contents.missing.insert(name) }
        }
        return state.document
    }

    /// There are no collections.
    public func collection(at uri: String?) throws(XPathError) -> [InvariantDocument]? { nil }

    private func read(_ name: String, uri: String) -> State {
        if let known = contents.withLock({ $0.names[name] }) { return known }
        let tree = files.bytes(of: name).flatMap { try? FrozenTree.parse($0, keepsSource: false) }
        let state = tree.map { State.read(InvariantDocument($0, uri: uri)) } ?? .absent
        return contents.withLock { contents in
            if let known = contents.names[name] { return known }
            contents.names[name] = state
            return state
        }
    }
}
