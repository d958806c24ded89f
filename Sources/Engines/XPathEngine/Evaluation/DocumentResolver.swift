// The only way in for other documents.

import Synchronization
public import XMLTree

/// Finds the documents that an expression asks for; it alone decides which exist.
public protocol DocumentResolver: AnyObject, Sendable {
    /// The document with an absolute URI, or nil when there is none: `FODC0002`.
    ///
    /// - Throws: an error of its own, which the expression then raises.
    func document(at uri: String) throws(XPathError) -> InvariantDocument?

    /// The items of a collection; nil as URI asks for the default collection. Nil when there is none: `FODC0004`.
    func collection(at uri: String?) throws(XPathError) -> [InvariantDocument]?
}

/// A document that many evaluations read and none changes, with the indexes that they make on the way.
public final class InvariantDocument: Sendable {
    /// The document.
    public let tree: FrozenTree
    /// Where it was found; `fn:document-uri` and `fn:base-uri` tell.
    public let uri: String
    private let indexes = Mutex<[ValueIndex.Key: ValueIndex]>([:])
    private let lists = Mutex<[String: InvariantList]>([:])

    /// A document and its absolute URI.
    public init(_ tree: FrozenTree, uri: String) {
        self.tree = tree
        self.uri = uri
    }

    /// The index for a key, made when it is first asked for.
    func index(_ key: ValueIndex.Key, makingItBy make: () throws -> ValueIndex) rethrows -> ValueIndex {
        if let known = indexes.withLock({ $0[key] }) { return known }
        let made = try make()
        return indexes.withLock { indexes in
            if let known = indexes[key] { return known }
            indexes[key] = made
            return made
        }
    }

    /// What a path gives here, read when it is first asked for.
    func list(_ path: String, readingItBy read: () throws -> InvariantList) rethrows -> InvariantList {
        if let known = lists.withLock({ $0[path] }) { return known }
        let made = try read()
        return lists.withLock { lists in
            if let known = lists[path] { return known }
            lists[path] = made
            return made
        }
    }
}
