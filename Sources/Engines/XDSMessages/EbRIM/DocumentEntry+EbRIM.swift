// Document entries as extrinsic objects, and back.

extension DocumentEntry {
    /// The entry as an ebRIM object (ITI TF-3 4.2.3.2).
    var registryObject: RegistryObject {
        var object = RegistryObject(.extrinsicObject, id: entryUUID, objectType: kind.rawValue)
        object.logicalId = logicalId
        object.home = homeCommunityId
        object.status = availabilityStatus?.rawValue
        object.mimeType = mimeType
        object.add(slot: "creationTime", creationTime)
        object.add(slot: "hash", hash)
        object.add(slot: "languageCode", languageCode)
        object.add(slot: "legalAuthenticator", legalAuthenticator)
        object.add(slot: "serviceStartTime", serviceStartTime)
        object.add(slot: "serviceStopTime", serviceStopTime)
        object.add(slot: "size", size.map(String.init))
        object.add(slot: "sourcePatientId", sourcePatientId)
        object.add(slot: "sourcePatientInfo", sourcePatientInfo)
        object.add(slot: "URI", uri)
        object.add(slot: "repositoryUniqueId", repositoryUniqueId)
        object.add(slot: "documentAvailability", documentAvailability)
        object.add(slot: "urn:ihe:iti:xds:2013:referenceIdList", referenceIdList)
        object.name = title
        object.description = comments
        object.version = version.map(String.init)
        for author in authors { object.add(author, scheme: Scheme.Document.author) }
        object.add(classCode, scheme: Scheme.Document.classCode)
        for code in confidentialityCodes { object.add(code, scheme: Scheme.Document.confidentialityCode) }
        for code in eventCodeList { object.add(code, scheme: Scheme.Document.eventCode) }
        object.add(formatCode, scheme: Scheme.Document.formatCode)
        object.add(healthcareFacilityTypeCode, scheme: Scheme.Document.healthcareFacilityTypeCode)
        object.add(practiceSettingCode, scheme: Scheme.Document.practiceSettingCode)
        object.add(typeCode, scheme: Scheme.Document.typeCode)
        object.identifiers = [
            ExternalIdentifier(scheme: Scheme.Document.patientId, value: patientId, name: "XDSDocumentEntry.patientId"),
            ExternalIdentifier(scheme: Scheme.Document.uniqueId, value: uniqueId, name: "XDSDocumentEntry.uniqueId"),
        ]
        object.add(extra)
        return object
    }

    /// Reads the entry from an ebRIM object.
    init(_ object: RegistryObject, irregularities: inout [MetadataIrregularity]) {
        var facts = ObjectFacts(object)
        self.init(
            entryUUID: object.id, uniqueId: facts.identifier(Scheme.Document.uniqueId) ?? "",
            patientId: facts.identifier(Scheme.Document.patientId) ?? "", mimeType: object.mimeType ?? "")
        logicalId = object.logicalId
        homeCommunityId = object.home
        if let kind = DocumentEntryKind(rawValue: object.objectType) { self.kind = kind } else { facts.report(.unknownObjectType, "objectType") }
        availabilityStatus = object.status.map(AvailabilityStatus.init(rawValue:))
        creationTime = facts.value("creationTime")
        hash = facts.value("hash")
        languageCode = facts.value("languageCode")
        legalAuthenticator = facts.value("legalAuthenticator")
        serviceStartTime = facts.value("serviceStartTime")
        serviceStopTime = facts.value("serviceStopTime")
        size = facts.number(facts.value("size"), "size")
        sourcePatientId = facts.value("sourcePatientId")
        sourcePatientInfo = facts.values("sourcePatientInfo")
        uri = facts.value("URI")
        repositoryUniqueId = facts.value("repositoryUniqueId")
        documentAvailability = facts.value("documentAvailability")
        referenceIdList = facts.values("urn:ihe:iti:xds:2013:referenceIdList")
        title = object.name
        comments = object.description
        version = facts.number(object.version, "VersionInfo")
        authors = facts.authors(Scheme.Document.author)
        classCode = facts.code(Scheme.Document.classCode, "classCode")
        confidentialityCodes = facts.codes(Scheme.Document.confidentialityCode, "confidentialityCode")
        eventCodeList = facts.codes(Scheme.Document.eventCode, "eventCodeList")
        formatCode = facts.code(Scheme.Document.formatCode, "formatCode")
        healthcareFacilityTypeCode = facts.code(Scheme.Document.healthcareFacilityTypeCode, "healthcareFacilityTypeCode")
        practiceSettingCode = facts.code(Scheme.Document.practiceSettingCode, "practiceSettingCode")
        typeCode = facts.code(Scheme.Document.typeCode, "typeCode")
        extra = facts.rest
        irregularities += facts.irregularities
    }
}
