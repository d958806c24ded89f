// Looks at the further signatures of a security header: they are not relied on, but none may cover what is not where it seems to be.

import XMLTree

/// The signatures beside the assertion.
enum MessageSignatures {
    /// Refuses a signature in the header that refers to something which stands elsewhere than in the header block itself, as header, or as the Body.
    ///
    /// A signed Body that was moved aside while another one took its place (McIntosh and Austel, 2005) shows in this way. That a Body is signed is never
    /// reported: who wants its integrity has TLS.
    static func refuseMisplaced(in block: Node) throws(SignedXMLFailure) {
        let signatures = block.children("Signature", in: SignatureName.namespace)
        guard !signatures.isEmpty else { return }
        guard signatures.count <= 4 else { throw SignedXMLFailure(.limits, "Security/Signature", expected: "at most 4", received: "\(signatures.count)") }
        let places = [block, block.parent, block.parent?.parent]
        for signature in signatures {
            let references = signature.descendants("Reference", in: SignatureName.namespace)
            guard references.count <= 16 else {
                throw SignedXMLFailure(.limits, "Security/Signature/SignedInfo", expected: "at most 16 references", received: "\(references.count)")
            }
            for reference in references {
                guard let uri = reference[attribute: "URI"], uri.hasPrefix("#"), uri.count > 1 else {
                    throw SignedXMLFailure(.reference, "Security/Signature/SignedInfo/Reference/@URI", expected: "#…", received: reference[attribute: "URI"])
                }
                let covered = elements(identifiedBy: String(uri.dropFirst()), in: block.tree)
                guard covered.count == 1, places.contains(covered[0].parent) || signature.isAncestor(of: covered[0]) else {
                    throw SignedXMLFailure(.wrapping, "Security/Signature", expected: "a reference to the Body or to a header block", received: uri)
                }
            }
        }
    }

    private static func elements(identifiedBy identifier: String, in tree: FrozenTree) -> [Node] {
        let wanted = Array(identifier.utf8)
        return tree.withTables { tables in
            (0..<UInt32(tables.count)).filter { index in
                tables.kind[Int(index)] == Node.Kind.attribute.rawValue && ["ID", "Id", "id"].contains(tree.node(index).localName)
                    && tables.value(index).elementsEqual(wanted)
            }.compactMap { tree.node($0).parent }
        }
    }
}
