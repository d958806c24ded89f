// Where in a publication the error of a registry belongs.

public import XDSMessages

extension Publication {
    /// The element that an error of a registry is about, as FHIRPath names it.
    ///
    /// A registry tells the object by its id, and the attribute at most in its words: those of our own begin with its name. An attribute that is not
    /// told leaves the resource.
    ///
    /// - Parameters:
    ///   - object: the id of the object in the publication.
    ///   - error: what the registry said.
    public func expression(of object: String?, registryError error: RegistryError) -> String? {
        guard let object, let expression = expressions[object] else { return nil }
        let isDocument = byteExpressions[object] != nil
        if isDocument, error.code == .invalidDocumentContent { return byteExpressions[object] }
        let elements = isDocument ? Self.elementsOfDocuments : Self.elementsOfSets
        let isOfSetOrDocument = isDocument || request.objects.submissionSets.contains { $0.entryUUID == object }
        guard isOfSetOrDocument, let element = Self.elementsByCode[error.code] ?? elements[Self.attribute(error.codeContext)] else { return expression }
        return expression + "." + element
    }

    private static func attribute(_ words: String) -> String { String(words.prefix { $0 != " " && $0 != ":" }) }

    private static let elementsByCode: [RegistryErrorCode: String] = [.patientIdDoesNotMatch: "subject", .unknownPatientId: "subject"]

    private static let elementsOfDocuments: [String: String] = [
        "uniqueId": "masterIdentifier", "patientId": "subject", "hash": "content[0].attachment.hash", "size": "content[0].attachment.size",
        "mimeType": "content[0].attachment.contentType", "title": "content[0].attachment.title", "languageCode": "content[0].attachment.language",
        "creationTime": "content[0].attachment.creation", "formatCode": "content[0].format", "classCode": "category[0]", "typeCode": "type",
        "confidentialityCode": "securityLabel", "author": "author", "healthcareFacilityTypeCode": "context.facilityType",
        "practiceSettingCode": "context.practiceSetting", "serviceStartTime": "context.period.start", "serviceStopTime": "context.period.end",
        "sourcePatientId": "context.sourcePatientInfo",
    ]

    private static let elementsOfSets: [String: String] = [
        "uniqueId": "identifier", "patientId": "subject", "sourceId": "extension(ihe-sourceId)", "submissionTime": "date",
        "contentTypeCode": "extension(ihe-designationType)", "title": "title", "author": "source",
    ]
}
