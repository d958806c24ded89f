// What must hold of a signature that comes with the documents that it signs (IHE DSG).

import CDADocuments
import CredentialChecks
import FoundationEssentials
import XDSMessages
import XMLTree

extension ProvidedEntry {
    /// What is wrong with this document as a signature, or with its not being said to be one.
    func signatureRemarks(beside entries: [ProvidedEntry]) -> [SubmissionRemark] {
        guard isSignature else {
            guard mayBeSignature, case .failure(.wrongRoot(let root)) = CDADocument.read(bytes), Self.isSignature(root.node) else { return [] }
            return [SubmissionRemark(.signatureWithoutSigns, at: entry.entryUUID)]
        }
        guard let tree = try? FrozenTree.parse(bytes), Self.isSignature(tree.root) else {
            return [SubmissionRemark(.signatureUnreadable, at: entry.entryUUID)]
        }
        var found: [SubmissionRemark] = []
        let siblings = signed.compactMap { object -> ProvidedEntry? in
            guard case .sibling(let place, _) = object else { return nil }
            return entries[place]
        }
        if !siblings.contains(where: { !$0.isSignature }) { found.append(SubmissionRemark(.signatureAlone, at: entry.entryUUID)) }
        for sibling in siblings where !agrees(tree.root, with: sibling) {
            found.append(SubmissionRemark(.signatureOfOtherBytes, at: sibling.entry.entryUUID))
        }
        let missing = missingAttributes
        if !missing.isEmpty { found.append(SubmissionRemark(.signatureEntryIncomplete, at: entry.entryUUID, attribute: missing.joined(separator: ", "))) }
        return found
    }

    /// Whether the first bytes speak of XML signatures at all, so that not every document is read twice.
    private var mayBeSignature: Bool {
        String(decoding: bytes.prefix(2048), as: UTF8.self).contains(CDANamespace.signature)
    }

    private static func isSignature(_ node: Node) -> Bool { node.localName == "Signature" && node.namespaceURI == CDANamespace.signature }

    /// Whether the signature has the digest of a document wherever it names that document by its unique id and leaves its bytes as they are.
    private func agrees(_ signature: Node, with document: ProvidedEntry) -> Bool {
        let references = signature.descendants("Reference", in: CDANamespace.signature).filter { reference in
            guard let uri = reference[attribute: "URI"] else { return false }
            return Self.names(of: document.entry.uniqueId).contains(uri.lowercased()) && reference.child("Transforms", in: CDANamespace.signature) == nil
        }
        return references.allSatisfy { reference in
            guard let algorithm = reference.child("DigestMethod", in: CDANamespace.signature)?[attribute: "Algorithm"], let digest = Self.digests[algorithm],
                let value = reference.child("DigestValue", in: CDANamespace.signature)?.stringValue
            else { return true }
            return Data(base64Encoded: value, options: .ignoreUnknownCharacters).map { [UInt8]($0) } == digest(document.bytes)
        }
    }

    /// How a reference names a document: its unique id by itself or as a URN (IHE DSG).
    private static func names(of uniqueID: String) -> Set<String> {
        let id = uniqueID.lowercased()
        return [id, "urn:oid:" + id, "urn:uuid:" + id]
    }

    private static let digests: [String: @Sendable ([UInt8]) -> [UInt8]] = [
        "http://www.w3.org/2000/09/xmldsig#sha1": { Digest.sha1($0) }, "http://www.w3.org/2001/04/xmlenc#sha256": { Digest.sha256($0) },
    ]

    /// The attributes that a registry demands of an entry (ITI TF-3 table 4.3.1-3), where this one lacks them.
    private var missingAttributes: [String] {
        let attributes: [(String, Bool)] = [
            ("mimeType", !entry.mimeType.isEmpty), ("creationTime", entry.creationTime != nil), ("languageCode", entry.languageCode != nil),
            ("sourcePatientId", entry.sourcePatientId != nil), ("classCode", entry.classCode != nil), ("typeCode", entry.typeCode != nil),
            ("formatCode", entry.formatCode != nil), ("healthcareFacilityTypeCode", entry.healthcareFacilityTypeCode != nil),
            ("practiceSettingCode", entry.practiceSettingCode != nil), ("confidentialityCode", !entry.confidentialityCodes.isEmpty),
        ]
        return attributes.filter { !$0.1 }.map(\.0)
    }
}
