// A submission set or a folder of a registry as a List (ITI-66).

public import FHIRResources
public import XDSMessages

extension FHIRElement {
    /// A submission set as a resource, with the documents that the associations name.
    public static func list(_ set: SubmissionSet, members: [Association] = []) -> FHIRElement {
        var list = FHIRElement("List")
        list.add("id", FHIRNames.id(of: set.entryUUID))
        var people = ContainedPeople()
        let subject = people.patient(set.patientId, sourceID: nil)
        let source = set.authors.first.flatMap { people.author($0) }
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
        if let comments = set.comments { list.add("note") { $0.add("text", comments) } }
        list.enumerate(members, of: set.entryUUID)
        return list
    }

    /// A folder as a resource, with the documents that the associations name.
    public static func list(_ folder: Folder, members: [Association] = []) -> FHIRElement {
        var list = FHIRElement("List")
        list.add("id", FHIRNames.id(of: folder.entryUUID))
        var people = ContainedPeople()
        let subject = people.patient(folder.patientId, sourceID: nil)
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
        list.enumerate(members, of: folder.entryUUID)
        return list
    }

    private static let mhd = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"
    private static let listTypes = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes"

    private mutating func identify(_ uniqueID: String, _ entryUUID: String) {
        add("identifier", uri: "urn:oid:" + uniqueID, use: "usual")
        add("identifier", uri: entryUUID, use: "official")
    }

    private mutating func enumerate(_ members: [Association], of object: String) {
        for member in members where member.type == .hasMember && member.source == object {
            add("entry") { $0.add("item", to: "DocumentReference/" + FHIRNames.id(of: member.target)) }
        }
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
