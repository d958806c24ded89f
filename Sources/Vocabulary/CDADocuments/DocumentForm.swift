// The three outsides that a CDA document may have, and what it means when there is none of them.

public import ClinicalTypes
public import XMLTree

/// The outside of a document (CI-SIS, minimal structure): the root element that carries the ClinicalDocument.
public enum DocumentForm: String, Sendable, Hashable, Codable {
    /// `ClinicalDocument` itself.
    case plain
    /// An XSLT stylesheet whose `Contenu` is the document.
    case selfPresenting
    /// An enveloping XML signature whose `Object` is the document.
    case signed
}

/// A document that is XML and yet no CDA: what its root is instead.
public struct WrongRoot: Error, Sendable, Hashable {
    /// What is wrong with the root.
    public enum Reason: String, Sendable, Hashable, Codable {
        /// The name is `ClinicalDocument`, the namespace is not that of HL7 v3, or there is none.
        case namespace
        /// Another element altogether.
        case element
        /// A stylesheet or a signature, with no ClinicalDocument where one is expected.
        case emptyWrapper
    }

    /// What is wrong.
    public let reason: Reason
    /// The root element.
    public let node: Node

    /// The local name of the root.
    public var localName: String { node.localName }
    /// The namespace of the root.
    public var namespaceURI: String? { node.namespaceURI }
    /// Where the root stands.
    public var place: Place { Place(line: node.line, column: node.column, byteRange: node.startTagRange, xpath: node.path) }
}

/// Why bytes could not be read as a CDA document.
public enum DocumentReadFailure: Error, Sendable {
    /// They are no well-formed XML, or beyond a limit.
    case notXML(ParseFailure)
    /// They are XML with another root.
    case wrongRoot(WrongRoot)
}

extension FrozenTree {
    /// The ClinicalDocument of this tree and the form in which it comes.
    func clinicalDocument() -> Result<(Node, DocumentForm), WrongRoot> {
        let top = root
        switch (top.localName, top.namespaceURI) {
        case ("ClinicalDocument", CDANamespace.hl7): return .success((top, .plain))
        case ("ClinicalDocument", _): return .failure(WrongRoot(reason: .namespace, node: top))
        case ("stylesheet", CDANamespace.xslt), ("transform", CDANamespace.xslt):
            guard let inner = top.child("Contenu", in: CDANamespace.wrapper)?.hl7("ClinicalDocument") else {
                return .failure(WrongRoot(reason: .emptyWrapper, node: top))
            }
            return .success((inner, .selfPresenting))
        case ("Signature", CDANamespace.signature):
            guard let inner = top.children("Object", in: CDANamespace.signature).lazy.compactMap({ $0.hl7("ClinicalDocument") }).first else {
                return .failure(WrongRoot(reason: .emptyWrapper, node: top))
            }
            return .success((inner, .signed))
        default: return .failure(WrongRoot(reason: .element, node: top))
        }
    }
}
