// Where in a document something stands.

/// A place in the bytes of a document, as a person and as a program would look for it.
public struct Place: Sendable, Hashable, Codable {
    /// The line, counted from 1.
    public var line: Int
    /// The column, counted from 1 in Unicode scalars.
    public var column: Int
    /// The bytes of the node in the document as received.
    public var byteRange: Range<Int>?
    /// The node as an XPath from the root, for instance `/ClinicalDocument/author[1]/time/@value`.
    public var xpath: String?

    /// Names a place.
    public init(line: Int, column: Int, byteRange: Range<Int>? = nil, xpath: String? = nil) {
        self.line = line
        self.column = column
        self.byteRange = byteRange
        self.xpath = xpath
    }
}
