// A signature as it stands in a document, its shape held to a short list of what may be there; nothing is proven yet.

public import XMLTree

/// An enveloped signature over one element, read but not yet verified.
///
/// The shape is that of SAML 2.0 Core, 5.4: one reference to the element that holds the signature, by its identifier, through the enveloped and the
/// exclusive canonical transforms. Everything else that XML Signature allows is refused here, before any transform, digest or key is looked at.
public struct UnverifiedSignature: Sendable {
    /// The element that the signature is a child of, and which it must cover.
    public let element: Node
    /// The value of the element's `ID` attribute.
    public let identifier: String
    /// How the signature was made.
    public let algorithm: SignatureAlgorithm
    /// How the element was digested.
    public let digest: SignatureDigest
    /// The certificates that the signature carries, DER, in order; candidates, and nothing more.
    public let certificates: [[UInt8]]
    let signature: Node
    let policy: SignaturePolicy

    /// Reads the signature of an element.
    public init(of element: Node, policy: SignaturePolicy = .standard) throws(SignedXMLFailure) {
        let own = element.children("Signature", in: SignatureName.namespace)
        guard let signature = own.first else { throw SignedXMLFailure(.unsigned, "Signature", expected: "an enveloped signature") }
        // A thousand references are told as such, not as too many nodes.
        let references = signature.child("SignedInfo", in: SignatureName.namespace)?.children("Reference", in: SignatureName.namespace).count ?? 1
        guard references < 2 else { throw SignedXMLFailure(.reference, "SignedInfo/Reference", expected: "1", received: "\(references)") }
        try Self.refuseExcess(element, policy)
        guard own.count == 1 else { throw SignedXMLFailure(.signatureStructure, "Signature", expected: "1", received: "\(own.count)") }
        guard element.descendants("Signature", in: SignatureName.namespace).count == 1 else {
            throw SignedXMLFailure(.wrapping, "Signature", expected: "1", received: "another one within the signed element")
        }
        guard let identifier = element[attribute: "ID"], Self.isIdentifier(identifier) else {
            throw SignedXMLFailure(.structure, "@ID", expected: "xs:ID")
        }
        let shape = try SignatureShape(signature, covering: identifier, policy)
        try Self.refuseRivals(of: element, identifier)
        self.element = element
        self.identifier = identifier
        self.policy = policy
        self.signature = signature
        algorithm = shape.algorithm
        digest = shape.digest
        certificates = shape.certificates
    }

    private static func refuseExcess(_ element: Node, _ policy: SignaturePolicy) throws(SignedXMLFailure) {
        let nodes = element.tree.withTables { Int($0.end[Int(element.index)] - element.index) }
        guard nodes <= policy.maximumNodes else {
            throw SignedXMLFailure(.limits, element.localName, expected: "at most \(policy.maximumNodes) nodes", received: "\(nodes)")
        }
        let bytes = element.byteRange.count
        guard bytes <= policy.maximumBytes else {
            throw SignedXMLFailure(.limits, element.localName, expected: "at most \(policy.maximumBytes) bytes", received: "\(bytes)")
        }
    }

    /// No other attribute of the document that somebody might take for an identifier may have the same value.
    private static func refuseRivals(of element: Node, _ identifier: String) throws(SignedXMLFailure) {
        let wanted = Array(identifier.utf8)
        let tree = element.tree
        let rivals = tree.withTables { tables in
            var rivals = 0
            for index in 0..<UInt32(tables.count) where tables.kind[Int(index)] == Node.Kind.attribute.rawValue {
                guard Int(tables.textLength[Int(index)]) == wanted.count, tables.value(index).elementsEqual(wanted) else { continue }
                let name = tree.localName(tables.name[Int(index)])
                // ID, Id, id and xml:id.
                if name.count == 2, name[0] | 0x20 == UInt8(ascii: "i"), name[1] | 0x20 == UInt8(ascii: "d") { rivals += 1 }
            }
            return rivals
        }
        guard rivals == 1 else { throw SignedXMLFailure(.duplicateIdentifier, "@ID", expected: "1 element", received: "\(rivals)") }
    }

    /// An xs:ID in ASCII (SAML 2.0 Core, 1.3.4), at most 128 characters.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a) || byte == UInt8(ascii: "_") }
}
