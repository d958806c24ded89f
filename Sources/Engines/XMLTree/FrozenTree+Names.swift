// Names by number, for engines that compare numbers instead of strings.

extension FrozenTree {
    /// The number under which the tables know an expanded name, nil when no node of this document has it.
    public func nameID(_ localName: String, in namespace: String?) -> UInt32? {
        guard let number = names.namespaceNumber(namespace) else { return nil }
        return names.nameNumber(localName, namespace: number)
    }

    /// The local name behind a number, ended by a NUL; valid as long as the tree.
    public func localName(_ nameID: UInt32) -> UnsafeBufferPointer<UInt8> { names.localName(nameID) }

    /// The namespace name behind a name's number, ended by a NUL; nil where the name has none.
    ///
    /// Valid as long as the tree.
    public func namespaceURI(_ nameID: UInt32) -> UnsafeBufferPointer<UInt8>? {
        let namespace = names.namespace(ofName: nameID)
        return namespace == 0 ? nil : names.namespace(namespace)
    }

    /// The prefix behind a number of `TreeTables.prefix`, ended by a NUL; nil for 0.
    ///
    /// Valid as long as the tree.
    public func prefix(_ number: UInt16) -> UnsafeBufferPointer<UInt8>? {
        number == 0 ? nil : names.prefix(number)
    }

    /// All elements with an expanded name, in document order.
    public func elements(_ localName: String, in namespace: String?) -> [Node] {
        guard let name = nameID(localName, in: namespace) else { return [] }
        return tables.postings(name).map { Node(tree: self, index: $0) }
    }

    /// The first element below the root with an expanded name: the document that a style sheet carries, when it presents itself.
    ///
    /// Nil when the root itself has that name, since then nothing carries it. Places in it are those of the bytes as received.
    public func embeddedDocument(named localName: String, in namespace: String?) -> Node? {
        guard let name = nameID(localName, in: namespace), tables.name[root.row] != name else { return nil }
        return tables.postings(name).first.map { Node(tree: self, index: $0) }
    }
}
