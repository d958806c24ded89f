// Which parameters each stored query takes (ITI TF-2 3.18.4.1.2.3.7).

import XDSMessages

/// What one stored query takes.
struct QueryDefinition: Sendable {
    /// The parameters that must be there.
    var required: [String] = []
    /// The parameters of which exactly one must be there.
    var oneOf: [String] = []
    /// The parameters that may be there.
    var optional: [String] = []
    /// The parameters that have one value only.
    var single: Set<String> = []

    /// Every parameter that the query knows; `$homeCommunityId` and `$MetadataLevel` go with all.
    var known: Set<String> { Set(required + oneOf + optional + ["$homeCommunityId", "$MetadataLevel"]) }

    /// The stored queries of XDS; no other is answered.
    static let all: [StoredQueryID: QueryDefinition] = [
        .findDocuments: QueryDefinition(required: [patient, status], optional: ofDocuments, single: [patient]),
        .findDocumentsByReferenceId: QueryDefinition(required: [patient, status, entry + "ReferenceIdList"], optional: ofDocuments, single: [patient]),
        .findSubmissionSets: QueryDefinition(
            required: [set + "PatientId", set + "Status"],
            optional: [set + "SourceId", set + "SubmissionTimeFrom", set + "SubmissionTimeTo", set + "AuthorPerson", set + "ContentType"],
            single: [set + "PatientId", set + "AuthorPerson"]),
        .findFolders: QueryDefinition(
            required: [folder + "PatientId", folder + "Status"],
            optional: [folder + "LastUpdateTimeFrom", folder + "LastUpdateTimeTo", folder + "CodeList"], single: [folder + "PatientId"]),
        .getAll: QueryDefinition(required: ["$patientId", status, set + "Status", folder + "Status"], optional: ofContents, single: ["$patientId"]),
        .getDocuments: QueryDefinition(oneOf: documentIds),
        .getFolders: QueryDefinition(oneOf: folderIds),
        .getAssociations: QueryDefinition(required: ["$uuid"]),
        .getDocumentsAndAssociations: QueryDefinition(oneOf: documentIds),
        .getSubmissionSets: QueryDefinition(required: ["$uuid"]),
        .getSubmissionSetAndContents: QueryDefinition(oneOf: setIds, optional: ofContents, single: Set(setIds)),
        .getFolderAndContents: QueryDefinition(oneOf: folderIds, optional: ofContents, single: Set(folderIds)),
        .getFoldersForDocument: QueryDefinition(oneOf: documentIds, single: Set(documentIds)),
        .getRelatedDocuments: QueryDefinition(required: ["$AssociationTypes"], oneOf: documentIds, single: Set(documentIds)),
    ]

    private static let entry = "$XDSDocumentEntry"
    private static let set = "$XDSSubmissionSet"
    private static let folder = "$XDSFolder"
    private static let patient = "$XDSDocumentEntryPatientId"
    private static let status = "$XDSDocumentEntryStatus"
    /// By version, by document, or, since metadata have versions, by all that is one document.
    private static let documentIds = [entry + "EntryUUID", entry + "UniqueId", entry + "LogicalID"]
    private static let setIds = [set + "EntryUUID", set + "UniqueId"]
    private static let folderIds = [folder + "EntryUUID", folder + "UniqueId"]
    private static let ofContents = [entry + "FormatCode", entry + "ConfidentialityCode", entry + "Type"]
    private static let ofDocuments =
        ofContents
        + [
            "ClassCode", "TypeCode", "PracticeSettingCode", "HealthcareFacilityTypeCode", "EventCodeList", "AuthorPerson", "CreationTimeFrom",
            "CreationTimeTo", "ServiceStartTimeFrom", "ServiceStartTimeTo", "ServiceStopTimeFrom", "ServiceStopTimeTo",
        ].map { entry + $0 }
}
