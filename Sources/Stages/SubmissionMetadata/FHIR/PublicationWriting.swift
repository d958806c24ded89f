// Documents as the publication over FHIR that submits them (ITI-65): a Bundle of type transaction.

public import FHIRResources
public import Foundation
import XDSMessages

extension FHIRElement {
    /// The publication that submits described documents, in one submission set (PDSm 3.1, ITI TF-2 3.65.4.1.2); nil without any, or of several patients.
    ///
    /// People are contained. An earlier document is named by its entry in the publication, else by its unique id: a patch beside it says that it is
    /// superseded, under the condition that the registry holds it by that id (FHIR R4, 3.1.0.9).
    ///
    /// - Parameters:
    ///   - documents: the documents, each with its description.
    ///   - next: gives fresh names for what has none in a registry: Binaries and patches.
    public static func publication(of documents: [(description: DescribedSubmission, bytes: [UInt8])], naming next: () -> UUID) -> FHIRElement? {
        guard let objects = XDMSubmission(sharing: documents)?.objects, let set = objects.submissionSets.first else { return nil }
        let siblings = Dictionary(documents.map { ($0.description.entry.uniqueId, $0.description.entry.entryUUID) }) { first, _ in first }
        var bundle = FHIRElement("Bundle")
        bundle.add("meta") { $0.add("profile", PublicationProfiles.bundle) }
        bundle.add("type", "transaction")
        let list = FHIRElement.list(set, id: nil, profile: PublicationProfiles.set, items: objects.documentEntries.map(\.entryUUID))
        bundle.enter(list, as: set.entryUUID, "POST", "List")
        for (description, bytes) in documents {
            let binary = next().urn
            bundle.enter(.binary(bytes, mediaType: description.entry.mimeType), as: binary, "POST", "Binary")
            // The creation of the resource is that of the document where it is known to the second, as PDSm's registries have it.
            let date = TimeText.instant(description.entry.creationTime) ?? TimeText.instant(set.submissionTime)
            var writing = DocumentReferenceWriting(entry: description.entry, url: binary, date: date)
            writing.profile = PublicationProfiles.document
            writing.custodian = description.custodian
            if let relation = description.relation, let code = FHIRNames.relations[relation.type] {
                let sibling = siblings[relation.targetUniqueID]
                writing.relations = [(code, sibling.map { .reference(to: $0) } ?? .reference(named: "urn:oid:" + relation.targetUniqueID))]
            }
            bundle.enter(writing.element, as: description.entry.entryUUID, "POST", "DocumentReference")
        }
        for (description, _) in documents {
            guard let relation = description.relation, relation.type.replacesTarget, siblings[relation.targetUniqueID] == nil else { continue }
            bundle.enter(.superseding, as: next().urn, "PATCH", ConditionalPatch.url(of: relation.targetUniqueID))
        }
        return bundle
    }

    private mutating func enter(_ resource: FHIRElement, as name: String, _ method: String, _ url: String) {
        add("entry") { entry in
            entry.add("fullUrl", name)
            entry.add("resource", resource)
            entry.add("request") { request in
                request.add("method", method)
                request.add("url", url)
            }
        }
    }

    private static func binary(_ bytes: [UInt8], mediaType: String) -> FHIRElement {
        var binary = FHIRElement("Binary")
        binary.add("contentType", mediaType)
        binary.add("data", bytes.base64)
        return binary
    }

    /// A reference by identifier, to what lies where the sender cannot see.
    private static func reference(named identifier: String) -> FHIRElement {
        var reference = FHIRElement("Reference")
        reference.add("type", "DocumentReference")
        reference.add("identifier", uri: identifier)
        return reference
    }

    /// A FHIRPath Patch that supersedes a document (MHD, IHE.MHD.Patch.Parameters).
    private static var superseding: FHIRElement {
        var patch = FHIRElement("Parameters")
        patch.add("meta") { $0.add("profile", PublicationProfiles.patch) }
        patch.add("parameter") { operation in
            operation.add("name", "operation")
            for (name, type, value) in [
                ("type", "valueCode", "replace"), ("path", "valueString", "DocumentReference.status"), ("value", "valueCode", "superseded"),
            ] {
                operation.add("part") { part in
                    part.add("name", name)
                    part.add(type, value)
                }
            }
        }
        return patch
    }
}

/// The profiles that a publication claims.
private enum PublicationProfiles {
    private static let pdsm = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
    static let bundle = pdsm + "pdsm-comprehensive-provide-document-bundle"
    static let set = pdsm + "pdsm-submissionset-comprehensive"
    static let document = pdsm + "pdsm-comprehensive-document-reference"
    static let patch = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/IHE.MHD.Patch.Parameters"
}

/// The address of a patch of a document that is known by its unique id alone: `DocumentReference?identifier=…` (FHIR R4, 3.1.0.9).
enum ConditionalPatch {
    private static let prefix = "DocumentReference?identifier="
    private static let system = "urn:ietf:rfc:3986|urn:oid:"

    /// The address for a unique id.
    static func url(of uniqueID: String) -> String { prefix + system.replacing("|", with: "%7C") + uniqueID.replacing("^", with: "%5E") }

    /// The unique id that an address names; nil for any other address.
    static func uniqueID(of url: String) -> String? {
        guard url.hasPrefix(prefix), let value = url.dropFirst(prefix.count).removingPercentEncoding, value.hasPrefix(system) else { return nil }
        return String(value.dropFirst(system.count))
    }
}
