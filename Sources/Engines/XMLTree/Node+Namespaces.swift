// Which prefixes mean what at a node.

extension Node {
    /// A namespace declaration of a start tag.
    public struct NamespaceDeclaration: Sendable, Hashable {
        /// The prefix; nil for the default namespace.
        public var prefix: String?
        /// The namespace name; nil where `xmlns=""` takes the default away.
        public var uri: String?
    }

    /// The namespace that a prefix (empty for the default) is bound to at this node; nil where it is not.
    public func namespaceURI(forPrefix prefix: String) -> String? {
        if prefix == "xml" { return "http://www.w3.org/XML/1998/namespace" }
        if prefix == "xmlns" { return "http://www.w3.org/2000/xmlns/" }
        guard let wanted = tree.names.prefixNumber(prefix) else { return nil }
        var scope: Node? = kind == .element ? self : parent
        while let element = scope, element.index != 0 {
            for declaration in tree.declarations(of: element.index) where declaration.prefix == wanted {
                return declaration.namespace == 0 ? nil : String(decoding: tree.names.namespace(declaration.namespace), as: UTF8.self)
            }
            scope = element.parent
        }
        return nil
    }

    /// The namespace declarations of this element's own start tag, in order.
    public var namespaceDeclarations: [NamespaceDeclaration] {
        tree.declarations(of: index).map { tree.declaration($0) }
    }

    /// All bindings at this node, the nearest of each prefix, without those that were taken away and without `xml`.
    public var namespacesInScope: [NamespaceDeclaration] {
        var seen: Set<UInt16> = []
        var found: [NamespaceDeclaration] = []
        var scope: Node? = kind == .element ? self : parent
        while let element = scope, element.index != 0 {
            for declaration in tree.declarations(of: element.index) where seen.insert(declaration.prefix).inserted && declaration.namespace != 0 {
                found.append(tree.declaration(declaration))
            }
            scope = element.parent
        }
        return found
    }
}

extension FrozenTree {
    /// The declarations of one start tag.
    func declarations(of element: UInt32) -> UnsafeBufferPointer<TreeBuilder.Declaration> {
        let all = UnsafeBufferPointer(start: UnsafePointer(declarations.base), count: declarations.count)
        let start = all.partitioningIndex { $0.element >= element }
        var end = start
        while end < all.count && all[end].element == element { end += 1 }
        return UnsafeBufferPointer(rebasing: all[start..<end])
    }

    func declaration(_ declaration: TreeBuilder.Declaration) -> Node.NamespaceDeclaration {
        Node.NamespaceDeclaration(
            prefix: declaration.prefix == 0 ? nil : String(decoding: names.prefix(declaration.prefix), as: UTF8.self),
            uri: declaration.namespace == 0 ? nil : String(decoding: names.namespace(declaration.namespace), as: UTF8.self))
    }
}
