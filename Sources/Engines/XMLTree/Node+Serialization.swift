// A node written back as XML, in a form that compares.

extension Node {
    /// The node as UTF-8, in the form of Canonical XML 1.0: attributes by namespace and name, namespace declarations by prefix and only where they change
    /// something, empty elements as a pair of tags, line ends as line feeds.
    ///
    /// Two documents that differ only in how they are written give the same bytes.
    public func serialized(comments: Bool = true) -> [UInt8] {
        var writer = CanonicalWriter(tree: tree, comments: comments)
        writer.write(self)
        return writer.output
    }
}
