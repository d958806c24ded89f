// The entry of a registry as a DocumentReference (ITI-65, ITI-67).

public import FHIRResources
public import XDSMessages

extension FHIRElement {
    /// The entry as a resource.
    ///
    /// - Parameters:
    ///   - entry: the entry, as the registry gave it.
    ///   - relations: the associations of the answer; those that start from the entry are told.
    ///   - base: the address before `Binary/…`, where the document is read (ITI-68).
    public static func documentReference(_ entry: DocumentEntry, relations: [Association] = [], base: String) -> FHIRElement {
        let id = entry.resourceID
        var writing = DocumentReferenceWriting(entry: entry, url: base + "Binary/" + id, date: TimeText.instant(entry.creationTime))
        writing.id = id
        writing.relations = relations.filter { $0.source == entry.entryUUID }.compactMap { relation in
            guard let code = FHIRNames.relations[relation.type] else { return nil }
            return (code, .reference(to: "DocumentReference/" + FHIRNames.id(of: relation.target)))
        }
        return writing.element
    }
}

/// An entry while it is written as a DocumentReference.
struct DocumentReferenceWriting {
    /// The entry.
    let entry: DocumentEntry
    /// Where the document is read.
    let url: String
    /// When the resource was made.
    let date: String?
    /// The id of the resource, where it has one.
    var id: String?
    /// The profile that it claims.
    var profile: String?
    /// Who keeps the document, as XON: no attribute of a registry.
    var custodian: String?
    /// Relations to other documents, with the references to these.
    var relations: [(code: String, target: FHIRElement)] = []

    /// The resource; its elements stand in the order of the specification.
    var element: FHIRElement {
        var reference = FHIRElement("DocumentReference")
        reference.add("id", id)
        if entry.version != nil || profile != nil {
            reference.add("meta") { meta in
                meta.add("versionId", entry.version.map { String($0) })
                meta.add("profile", profile)
            }
        }
        var people = ContainedPeople()
        let patient = people.patient(entry.patientId, sourceID: entry.sourcePatientId, traits: entry.sourcePatientInfo)
        let authors = entry.authors.compactMap { people.author($0) }
        let authenticator = entry.legalAuthenticator.flatMap { people.authenticator($0) }
        let keeper = custodian.flatMap { people.institution($0) }
        for resource in people.resources { reference.add("contained", resource) }
        if entry.availabilityStatus == .archived {
            reference.add("extension") { archived in
                archived.add("url", "http://esante.gouv.fr/cisis/fhir/StructureDefinition/PDSm_isArchived")
                archived.add("valueBoolean", "true")
            }
        }
        reference.add("masterIdentifier", uri: "urn:oid:" + entry.uniqueId)
        reference.add("identifier", uri: entry.entryUUID, use: "official")
        reference.add("status", FHIRNames.status(of: entry.availabilityStatus))
        reference.add("type", concept: entry.typeCode)
        reference.add("category", concept: entry.classCode)
        reference.add("subject", to: patient)
        reference.add("date", date)
        for author in authors { reference.add("author", to: author) }
        if let authenticator { reference.add("authenticator", to: authenticator) }
        if let keeper { reference.add("custodian", to: keeper) }
        for relation in relations {
            reference.add("relatesTo") { related in
                related.add("code", relation.code)
                related.add("target", relation.target)
            }
        }
        reference.add("description", entry.comments.flatMap { $0.isEmpty ? nil : $0 })
        for code in entry.confidentialityCodes { reference.add("securityLabel", concept: code) }
        reference.add("content") { content in
            content.add("attachment") { $0.describe(entry, url: url) }
            content.add("format", coding: entry.formatCode)
        }
        reference.add("context") { $0.describe(context: entry, source: patient) }
        return reference
    }
}

extension FHIRElement {
    fileprivate mutating func describe(_ entry: DocumentEntry, url: String) {
        add("contentType", entry.mimeType)
        add("language", entry.languageCode)
        add("url", url)
        add("size", entry.size.map { String($0) })
        add("hash", entry.hash.flatMap { Self.hash($0) })
        add("title", entry.title.flatMap { $0.isEmpty ? nil : $0 })
        add("creation", TimeText.iso(entry.creationTime))
    }

    /// The hash in base64 in the place of hexadecimal.
    private static func hash(_ text: String) -> String? {
        guard text.utf8.count == 40 else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes.base64
    }

    fileprivate mutating func describe(context entry: DocumentEntry, source: String) {
        for code in entry.eventCodeList { add("event", concept: code) }
        if entry.serviceStartTime != nil || entry.serviceStopTime != nil {
            add("period") { period in
                period.add("start", TimeText.iso(entry.serviceStartTime))
                period.add("end", TimeText.iso(entry.serviceStopTime))
            }
        }
        add("facilityType", concept: entry.healthcareFacilityTypeCode)
        add("practiceSetting", concept: entry.practiceSettingCode)
        add("sourcePatientInfo", to: source)
        for related in entry.referenceIdList {
            let field = HL7Field(related)
            guard let value = field[1] else { continue }
            add("related") { reference in
                reference.add("identifier") { identifier in
                    if let type = field[5] { identifier.add("type") { $0.add("coding", coding: Code(code: type, scheme: FHIRNames.uri)) } }
                    identifier.add("system", field.authority(4).map { FHIRNames.uri(of: $0) })
                    identifier.add("value", value)
                }
            }
        }
    }

    /// Adds a reference under a name.
    mutating func add(_ name: String, to target: String) { add(name, .reference(to: target)) }

    /// A reference by address.
    static func reference(to target: String) -> FHIRElement {
        var reference = FHIRElement("Reference")
        reference.add("reference", target)
        return reference
    }
}

extension DocumentEntry {
    /// The id of its resource, the same for every version of the metadata.
    var resourceID: String { FHIRNames.id(of: logicalId ?? entryUUID) }
}

extension FHIRNames {
    /// The relations that a resource can tell (ITI TF-2 3.67: appends, transforms, replaces, signs).
    static let relations: [AssociationType: String] = [
        .replaces: "replaces", .appends: "appends", .transforms: "transforms", .signs: "signs", .transformsAndReplaces: "replaces", .isSnapshotOf: "transforms",
    ]

    /// The id of a resource: the entryUUID without its prefix.
    static func id(of entryUUID: String) -> String { entryUUID.hasPrefix("urn:uuid:") ? String(entryUUID.dropFirst(9)) : entryUUID }

    /// The status of a resource: what is put away is current still.
    static func status(of status: AvailabilityStatus?) -> String {
        switch status {
        case .deprecated?: "superseded"
        case .deleted?: "entered-in-error"
        default: "current"
        }
    }
}

extension TimeText {
    /// A DTM in UTC as a FHIR instant; nil where it is less precise than a second.
    static func instant(_ dtm: String?) -> String? { dtm?.utf8.count == 14 ? iso(dtm) : nil }
}
