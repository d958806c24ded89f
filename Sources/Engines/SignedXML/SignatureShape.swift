// Reads ds:Signature child by child and refuses all that is not on the list.

import Foundation
import XMLTree

/// What a signature says of itself.
struct SignatureShape {
    let algorithm: SignatureAlgorithm
    let digest: SignatureDigest
    let certificates: [[UInt8]]

    init(_ signature: Node, covering identifier: String, _ policy: SignaturePolicy) throws(SignedXMLFailure) {
        // What is not an element, an attribute or a text could part a value in two readings.
        guard !signature.descendants.contains(where: { $0.kind == .comment || $0.kind == .processingInstruction }) else {
            throw SignedXMLFailure(.signatureStructure, "Signature", expected: "no comments", received: "a comment or a processing instruction")
        }
        let parts = try Self.children(of: signature, "Signature", ["SignedInfo", "SignatureValue"], optional: ["KeyInfo"])
        let info = parts[0]
        let listed = try Self.children(of: info, "SignedInfo", ["CanonicalizationMethod", "SignatureMethod", "Reference"], optional: [], repeats: true)
        try Self.canonicalization(listed[0])
        algorithm = try Self.algorithm(listed[1], policy)
        guard listed.count == 3 else { throw SignedXMLFailure(.reference, "SignedInfo/Reference", expected: "1", received: "\(listed.count - 2)") }
        digest = try Self.reference(listed[2], covering: identifier, policy)
        guard Self.bytes(of: parts[1], atMost: 4_096)?.isEmpty == false else {
            throw SignedXMLFailure(.invalid, "SignatureValue", expected: "base64")
        }
        certificates = try KeyInformation.certificates(parts.count > 2 ? parts[2] : nil, policy)
    }

    private static func canonicalization(_ method: Node) throws(SignedXMLFailure) {
        let field = "SignedInfo/CanonicalizationMethod"
        guard method[attribute: "Algorithm"] == SignatureName.exclusive else {
            throw SignedXMLFailure(.algorithm, field + "/@Algorithm", expected: SignatureName.exclusive, received: method[attribute: "Algorithm"])
        }
        try inclusivePrefixes(method, field)
    }

    private static func algorithm(_ method: Node, _ policy: SignaturePolicy) throws(SignedXMLFailure) -> SignatureAlgorithm {
        let named = method[attribute: "Algorithm"]
        guard let algorithm = named.flatMap(SignatureAlgorithm.init), policy.algorithms.contains(algorithm) else {
            let expected = policy.algorithms.map(\.rawValue).sorted().joined(separator: " | ")
            throw SignedXMLFailure(.algorithm, "SignedInfo/SignatureMethod/@Algorithm", expected: expected, received: named)
        }
        guard method.firstChild == nil else { throw SignedXMLFailure(.algorithm, "SignedInfo/SignatureMethod", expected: "no parameters") }
        return algorithm
    }

    private static func reference(
        _ reference: Node, covering identifier: String, _ policy: SignaturePolicy
    ) throws(SignedXMLFailure) -> SignatureDigest {
        let field = "SignedInfo/Reference"
        let parts = try children(of: reference, field, ["Transforms", "DigestMethod", "DigestValue"], optional: [])
        let transforms = try children(of: parts[0], field + "/Transforms", ["Transform"], optional: [], repeats: true)
        let named = transforms.map { $0[attribute: "Algorithm"] ?? "" }
        let wanted = [SignatureName.enveloped, SignatureName.exclusive]
        let foreign = SignedXMLFailure(
            .transform, field + "/Transforms", expected: "enveloped-signature, xml-exc-c14n#", received: named.prefix(4).joined(separator: ", "))
        guard named.allSatisfy(wanted.contains) else { throw foreign }
        let uri = reference[attribute: "URI"] ?? ""
        guard uri == "#" + identifier else {
            // A plain fragment names another element of the document: what would be read is not what is signed.
            let isFragment = uri.hasPrefix("#") && uri.count > 1 && !uri.contains("(")
            throw SignedXMLFailure(isFragment ? .wrapping : .reference, field + "/@URI", expected: "#" + identifier, received: uri)
        }
        guard named == wanted else { throw foreign }
        guard transforms[0].firstChild == nil else { throw SignedXMLFailure(.transform, field + "/Transforms/Transform[1]", expected: "no parameters") }
        try inclusivePrefixes(transforms[1], field + "/Transforms/Transform[2]")
        guard let digest = parts[1][attribute: "Algorithm"].flatMap(SignatureDigest.init), policy.digests.contains(digest) else {
            let expected = policy.digests.map(\.rawValue).sorted().joined(separator: " | ")
            throw SignedXMLFailure(.algorithm, field + "/DigestMethod/@Algorithm", expected: expected, received: parts[1][attribute: "Algorithm"])
        }
        guard parts[1].firstChild == nil, bytes(of: parts[2], atMost: 128)?.isEmpty == false else {
            throw SignedXMLFailure(.signatureStructure, field + "/DigestValue", expected: "base64")
        }
        return digest
    }

    /// The only parameter of exclusive canonicalization: at most one list of prefixes, of a sane length.
    private static func inclusivePrefixes(_ method: Node, _ field: String) throws(SignedXMLFailure) {
        var lists = 0
        for child in method.children {
            if child.isWhitespace { continue }
            let list = child.kind == .element ? child[attribute: "PrefixList"] : nil
            guard child.kind == .element, child.localName == "InclusiveNamespaces", child.namespaceURI == SignatureName.exclusive,
                let list, list.utf8.count <= 1_024, child.firstChild == nil
            else { throw SignedXMLFailure(.transform, field, expected: "InclusiveNamespaces/@PrefixList of at most 1024 bytes") }
            lists += 1
        }
        guard lists <= 1 else { throw SignedXMLFailure(.transform, field, expected: "one InclusiveNamespaces", received: "\(lists)") }
    }

    /// The element children, which must be these, in this order; white space between them is passed over.
    static func children(
        of parent: Node, _ field: String, _ names: [String], optional: [String], repeats: Bool = false
    ) throws(SignedXMLFailure) -> [Node] {
        let wanted = names + optional
        var found: [Node] = []
        for child in parent.children where !child.isWhitespace {
            let place = repeats ? min(found.count, wanted.count - 1) : found.count
            guard child.kind == .element, child.namespaceURI == SignatureName.namespace, place < wanted.count, child.localName == wanted[place] else {
                let received = child.kind == .element ? child.localName : "text"
                throw SignedXMLFailure(.signatureStructure, field, expected: wanted.joined(separator: ", "), received: received)
            }
            found.append(child)
        }
        guard found.count >= names.count else {
            throw SignedXMLFailure(.signatureStructure, field, expected: names.joined(separator: ", "), received: "\(found.count) of them")
        }
        return found
    }

    /// The bytes of an element that holds base64 text and nothing else; nil where it does not.
    static func bytes(of element: Node, atMost limit: Int) -> [UInt8]? {
        guard element.elements.first(where: { _ in true }) == nil else { return nil }
        let text = element.withValueBytes { bytes in bytes.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } }
        guard text.count <= limit * 4 / 3 + 4 else { return nil }
        return Data(base64Encoded: Data(text)).map { Array($0) }
    }
}
