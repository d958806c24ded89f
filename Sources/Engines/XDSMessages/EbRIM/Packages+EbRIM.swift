// Submission sets, folders and associations as ebRIM objects, and back.

extension SubmissionSet {
    /// The set as an ebRIM object (ITI TF-3 4.2.3.3), without its node.
    var registryObject: RegistryObject {
        var object = RegistryObject(.registryPackage, id: entryUUID, objectType: Scheme.ObjectType.registryPackage)
        object.home = homeCommunityId
        object.status = availabilityStatus?.rawValue
        object.add(slot: "submissionTime", submissionTime)
        object.add(slot: "intendedRecipient", intendedRecipients)
        object.name = title
        object.description = comments
        for author in authors { object.add(author, scheme: Scheme.SubmissionSet.author) }
        object.add(contentTypeCode, scheme: Scheme.SubmissionSet.contentTypeCode)
        object.identifiers = [
            ExternalIdentifier(scheme: Scheme.SubmissionSet.patientId, value: patientId, name: "XDSSubmissionSet.patientId"),
            ExternalIdentifier(scheme: Scheme.SubmissionSet.uniqueId, value: uniqueId, name: "XDSSubmissionSet.uniqueId"),
            ExternalIdentifier(scheme: Scheme.SubmissionSet.sourceId, value: sourceId, name: "XDSSubmissionSet.sourceId"),
        ]
        object.add(extra)
        return object
    }

    /// Reads the set from an ebRIM object.
    init(_ object: RegistryObject, irregularities: inout [MetadataIrregularity]) {
        var facts = ObjectFacts(object)
        self.init(
            entryUUID: object.id, uniqueId: facts.identifier(Scheme.SubmissionSet.uniqueId) ?? "",
            sourceId: facts.identifier(Scheme.SubmissionSet.sourceId) ?? "", patientId: facts.identifier(Scheme.SubmissionSet.patientId) ?? "")
        homeCommunityId = object.home
        availabilityStatus = object.status.map(AvailabilityStatus.init(rawValue:))
        submissionTime = facts.value("submissionTime")
        intendedRecipients = facts.values("intendedRecipient")
        title = object.name
        comments = object.description
        authors = facts.authors(Scheme.SubmissionSet.author)
        contentTypeCode = facts.code(Scheme.SubmissionSet.contentTypeCode, "contentTypeCode")
        extra = facts.rest
        irregularities += facts.irregularities
    }
}

extension Folder {
    /// The folder as an ebRIM object (ITI TF-3 4.2.3.4), without its node.
    var registryObject: RegistryObject {
        var object = RegistryObject(.registryPackage, id: entryUUID, objectType: Scheme.ObjectType.registryPackage)
        object.home = homeCommunityId
        object.status = availabilityStatus?.rawValue
        object.add(slot: "lastUpdateTime", lastUpdateTime)
        object.name = title
        object.description = comments
        for code in codeList { object.add(code, scheme: Scheme.Folder.code) }
        object.identifiers = [
            ExternalIdentifier(scheme: Scheme.Folder.patientId, value: patientId, name: "XDSFolder.patientId"),
            ExternalIdentifier(scheme: Scheme.Folder.uniqueId, value: uniqueId, name: "XDSFolder.uniqueId"),
        ]
        object.add(extra)
        return object
    }

    /// Reads the folder from an ebRIM object.
    init(_ object: RegistryObject, irregularities: inout [MetadataIrregularity]) {
        var facts = ObjectFacts(object)
        self.init(
            entryUUID: object.id, uniqueId: facts.identifier(Scheme.Folder.uniqueId) ?? "",
            patientId: facts.identifier(Scheme.Folder.patientId) ?? "")
        homeCommunityId = object.home
        availabilityStatus = object.status.map(AvailabilityStatus.init(rawValue:))
        lastUpdateTime = facts.value("lastUpdateTime")
        title = object.name
        comments = object.description
        codeList = facts.codes(Scheme.Folder.code, "codeList")
        extra = facts.rest
        irregularities += facts.irregularities
    }
}

extension Association {
    /// The association as an ebRIM object (ITI TF-3 4.2.2).
    var registryObject: RegistryObject {
        var object = RegistryObject(.association, id: entryUUID, objectType: Scheme.ObjectType.association)
        object.associationType = type.rawValue
        object.source = source
        object.target = target
        object.status = availabilityStatus?.rawValue
        object.slots = slots
        object.add(documentationCode, scheme: Scheme.associationDocumentation)
        return object
    }

    /// Reads the association from an ebRIM object.
    init(_ object: RegistryObject, irregularities: inout [MetadataIrregularity]) {
        var facts = ObjectFacts(object)
        self.init(
            entryUUID: object.id, type: AssociationType(rawValue: object.associationType ?? ""), source: object.source ?? "",
            target: object.target ?? "")
        documentationCode = facts.code(Scheme.associationDocumentation, "documentation")
        availabilityStatus = object.status.map(AvailabilityStatus.init(rawValue:))
        slots = facts.rest.slots
        irregularities += facts.irregularities
    }
}
