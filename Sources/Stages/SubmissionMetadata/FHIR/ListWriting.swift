// A submission set or a folder of a registry as a List (ITI-65, ITI-66).

public import FHIRResources
public import XDSMessages

extension FHIRElement {
    /// A submission set as a resource, with the documents that the associations name.
    public static func list(_ set: SubmissionSet, members: [Association] = []) -> FHIRElement {
        list(set, id: FHIRNames.id(of: set.entryUUID), items: items(members, of: set.entryUUID))
    }

    /// A submission set as a resource, with references to its documents.
    ///
    /// - Parameters:
    ///   - id: the id of the resource, where it has one.
    ///   - profile: the profile that it claims.
    static func list(_ set: SubmissionSet, id: String?, profile: String? = nil, items: [String]) -> FHIRElement {
        var list = FHIRElement("List")
        list.add("id", id)
        if let profile { list.add("meta") { $0.add("profile", profile) } }
        var people = ContainedPeople()
        let subject = people.patient(set.patientId)
        let author = set.authors.first
        let source = author.flatMap { $0.person == nil ? nil : people.author($0, asRole: true) }
        // An institution alone submits by an extension of the reference (MHD, ihe-authorOrg).
        let organization = source == nil ? author?.institutions.first.flatMap { people.institution($0) } : nil
        for resource in people.resources { list.add("contained", resource) }
        if let code = set.contentTypeCode {
            list.add("extension") { type in
                type.add("url", mhd + "ihe-designationType")
                type.add("valueCodeableConcept", concept: code)
            }
        }
        list.add("extension") { source in
            source.add("url", mhd + "ihe-sourceId")
            source.add("valueIdentifier", uri: "urn:oid:" + set.sourceId)
        }
        list.identify(set.uniqueId, set.entryUUID)
        list.add("status", FHIRNames.listStatus(of: set.availabilityStatus))
        list.add("mode", "working")
        list.add("title", set.title)
        list.add("code", concept: Code(code: "submissionset", scheme: listTypes))
        list.add("subject", to: subject)
        list.add("date", TimeText.iso(set.submissionTime))
        if let source { list.add("source", to: source) }
        if let organization {
            list.add("source") { source in
                source.add("extension") { own in
                    own.add("url", mhd + "ihe-authorOrg")
                    own.add("valueReference", to: organization)
                }
            }
        }
        if let comments = set.comments { list.add("note") { $0.add("text", comments) } }
        for item in items { list.add("entry") { $0.add("item", to: item) } }
        return list
    }

    /// A folder as a resource, with the documents that the associations name.
    public static func list(_ folder: Folder, members: [Association] = []) -> FHIRElement {
        var list = FHIRElement("List")
        list.add("id", FHIRNames.id(of: folder.entryUUID))
        var people = ContainedPeople()
        let subject = people.patient(folder.patientId)
        for resource in people.resources { list.add("contained", resource) }
        for code in folder.codeList {
            list.add("extension") { type in
                type.add("url", mhd + "ihe-designationType")
                type.add("valueCodeableConcept", concept: code)
            }
        }
        list.identify(folder.uniqueId, folder.entryUUID)
        list.add("status", FHIRNames.listStatus(of: folder.availabilityStatus))
        list.add("mode", "working")
        list.add("title", folder.title)
        list.add("code", concept: Code(code: "folder", scheme: listTypes))
        list.add("subject", to: subject)
        list.add("date", TimeText.iso(folder.lastUpdateTime))
        for item in items(members, of: folder.entryUUID) { list.add("entry") { $0.add("item", to: item) } }
        return list
    }

    private static let mhd = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
    private static let listTypes = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes"

    private mutating func identify(_ uniqueID: String, _ entryUUID: String) {
        add("identifier", uri: "urn:oid:" + uniqueID, use: "usual")
        add("identifier", uri: entryUUID, use: "official")
    }

    private static func items(_ members: [Association], of object: String) -> [String] {
        members.filter { $0.type == .hasMember && $0.source == object }.map { "DocumentReference/" + FHIRNames.id(of: $0.target) }
    }
}

extension FHIRNames {
    /// The status of a List: what is replaced is retired.
    fileprivate static func listStatus(of status: AvailabilityStatus?) -> String {
        switch status {
        case .deprecated?: "retired"
        case .deleted?: "entered-in-error"
        default: "current"
        }
    }
}
