// A CDA document: its header as typed values over the tree, each with its place, and its body.

public import ClinicalTypes
public import XMLTree

/// A CDA R2 document, read.
///
/// Reading is tolerant: what is missing is nil or an empty list, what is written is kept as written. Every value keeps its
/// element (`node`), and so its line, column, byte range and path. The parts of the header are members of the document:
/// `document.effectiveTime` is `document.header.effectiveTime`. `description` holds no content.
@dynamicMemberLookup
public struct CDADocument: Sendable {
    /// The tree that the document stands in.
    public let tree: FrozenTree
    /// The `ClinicalDocument` element.
    public let node: Node
    /// The outside in which the document comes.
    public let form: DocumentForm
    /// The header, part by part.
    public let header: CDAHeader
    /// The body, nil where there is none.
    public let body: DocumentBody?

    /// Reads the ClinicalDocument of a tree.
    public init(tree: FrozenTree) throws(WrongRoot) {
        let (node, form) = try tree.clinicalDocument().get()
        self.tree = tree
        self.node = node
        self.form = form
        (header, body) = readHeader(of: node)
    }

    /// Parses bytes and reads their ClinicalDocument.
    public static func read(_ bytes: [UInt8], limits: ParseLimits = .standard) -> Result<CDADocument, DocumentReadFailure> {
        do throws(ParseFailure) {
            let tree = try FrozenTree.parse(bytes, limits: limits)
            do throws(WrongRoot) { return .success(try CDADocument(tree: tree)) } catch { return .failure(.wrongRoot(error)) }
        } catch {
            return .failure(.notXML(error))
        }
    }

    /// A part of the header.
    public subscript<Part>(dynamicMember part: KeyPath<CDAHeader, Part>) -> Part { header[keyPath: part] }

    /// The bytes as received.
    public var source: [UInt8] { tree.source }

    /// Whether the document comes as a stylesheet that shows it.
    public var isSelfPresenting: Bool { form == .selfPresenting }

    /// The media type of the bytes as received: `text/xml`, or `application/xslt+xml` for the self-presenting form.
    public var mimeType: String { isSelfPresenting ? "application/xslt+xml" : "text/xml" }

    /// The unique id as XDS writes it: `root` or `root^extension`; nil where the document has no id.
    public var uniqueID: String? { header.id?.uniqueID }

    /// Where a node stands.
    public func place(of node: Node) -> Place { node.place }
}

extension CDADocument: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The form and the size: never content.
    public var description: String { "CDADocument(\(form.rawValue), \(tree.source.count) bytes)" }
    /// The same as `description`.
    public var debugDescription: String { description }
    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
