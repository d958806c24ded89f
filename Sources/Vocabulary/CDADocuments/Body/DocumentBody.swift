// The body of a document: one enclosed file (level 1) or sections (level 3).

public import XMLTree

/// The body of a document (CDA R2, 4.3.1).
public enum DocumentBody: Sendable, Hashable {
    /// `nonXMLBody`: one enclosed file.
    case unstructured(UnstructuredBody)
    /// `structuredBody`: sections.
    case structured(StructuredBody)

    /// The element of the body.
    public var node: Node {
        switch self {
        case .unstructured(let body): body.node
        case .structured(let body): body.node
        }
    }
}

/// One enclosed file (`nonXMLBody`): the CDA is of level 1.
public struct UnstructuredBody: HeaderElement {
    /// The `nonXMLBody` element.
    public let node: Node
    /// The `text` element that holds the file.
    public let text: Node?
    /// The media type, as written, for instance `application/pdf`.
    public let mediaType: String?
    /// The representation, as written: `B64` or `TXT`.
    public let representation: String?

    /// Reads a `nonXMLBody`.
    public init(_ node: Node) {
        self.node = node
        text = node.hl7("text")
        mediaType = text?.trimmed("mediaType")
        representation = text?.trimmed("representation")
    }

    /// The enclosed file: decoded from base64 where the representation says so, else the UTF-8 text.
    ///
    /// - Parameter limit: the most bytes that may come out; 64 MiB unless told.
    public func decoded(limit: Int = 64 << 20) -> Result<[UInt8], Base64Failure> {
        guard let text else { return .success([]) }
        return text.withValueBytes { written in
            guard representation == "B64" else { return written.count <= limit ? .success(Array(written)) : .failure(.tooLarge(limit: limit)) }
            return decodeBase64(written, limit: limit)
        }
    }
}

/// Sections (`structuredBody`): the CDA is of level 2 or 3.
public struct StructuredBody: HeaderElement {
    /// The `structuredBody` element.
    public let node: Node

    /// Reads a `structuredBody`.
    public init(_ node: Node) { self.node = node }

    /// The sections at the top, in order; read when asked.
    public var sections: [Section] { sectionsWithin(node) }
}

/// One section of a structured body (CDA R2, 4.3.2).
public struct Section: HeaderElement {
    /// The `section` element.
    public let node: Node

    /// Reads a section.
    public init(_ node: Node) { self.node = node }

    /// The templates that it follows.
    public var templateIDs: [IdentifierElement] { node.hl7All("templateId").map(IdentifierElement.init) }
    /// The identifier.
    public var id: IdentifierElement? { node.hl7("id").map(IdentifierElement.init) }
    /// The code.
    public var code: CodedElement? { node.hl7("code").map(CodedElement.init) }
    /// The title.
    public var title: TextElement? { node.hl7("title").map(TextElement.init) }
    /// The narrative block.
    public var text: Node? { node.hl7("text") }
    /// The sections within, in order.
    public var sections: [Section] { sectionsWithin(node) }
}

private func sectionsWithin(_ node: Node) -> [Section] {
    node.hl7All("component").compactMap { $0.hl7("section").map(Section.init) }
}
