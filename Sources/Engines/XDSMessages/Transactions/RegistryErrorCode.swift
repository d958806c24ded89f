// The codes of registry errors.

/// The code of a registry error (ITI TF-3 4.2.4.1); unknown codes are kept by their text.
public struct RegistryErrorCode: RawRepresentable, Sendable, Hashable, Codable {
    /// The code as it travels.
    public var rawValue: String

    /// Names a code.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// An entry without its document.
    public static let missingDocument = RegistryErrorCode(rawValue: "XDSMissingDocument")
    /// A document without its entry.
    public static let missingDocumentMetadata = RegistryErrorCode(rawValue: "XDSMissingDocumentMetadata")
    /// Wrong metadata, says the registry.
    public static let registryMetadataError = RegistryErrorCode(rawValue: "XDSRegistryMetadataError")
    /// Wrong metadata, says the repository.
    public static let repositoryMetadataError = RegistryErrorCode(rawValue: "XDSRepositoryMetadataError")
    /// Extra metadata was not kept (a warning).
    public static let extraMetadataNotSaved = RegistryErrorCode(rawValue: "XDSExtraMetadataNotSaved")
    /// One unique id twice in a submission, says the registry.
    public static let registryDuplicateUniqueIdInMessage = RegistryErrorCode(rawValue: "XDSRegistryDuplicateUniqueIdInMessage")
    /// One unique id twice in a submission, says the repository.
    public static let repositoryDuplicateUniqueIdInMessage = RegistryErrorCode(rawValue: "XDSRepositoryDuplicateUniqueIdInMessage")
    /// The unique id is registered already.
    public static let duplicateUniqueIdInRegistry = RegistryErrorCode(rawValue: "XDSDuplicateUniqueIdInRegistry")
    /// The unique id is registered with other bytes, or the hash is not that of the bytes.
    public static let nonIdenticalHash = RegistryErrorCode(rawValue: "XDSNonIdenticalHash")
    /// The size is not that of the bytes.
    public static let nonIdenticalSize = RegistryErrorCode(rawValue: "XDSNonIdenticalSize")
    /// No document of that unique id.
    public static let documentUniqueIdError = RegistryErrorCode(rawValue: "XDSDocumentUniqueIdError")
    /// The patient is not known.
    public static let unknownPatientId = RegistryErrorCode(rawValue: "XDSUnknownPatientId")
    /// Not all objects are of one patient.
    public static let patientIdDoesNotMatch = RegistryErrorCode(rawValue: "XDSPatientIdDoesNotMatch")
    /// The answer would span patients.
    public static let resultNotSinglePatient = RegistryErrorCode(rawValue: "XDSResultNotSinglePatient")
    /// The registry cannot be reached.
    public static let registryNotAvailable = RegistryErrorCode(rawValue: "XDSRegistryNotAvailable")
    /// The registry has too much to do.
    public static let registryBusy = RegistryErrorCode(rawValue: "XDSRegistryBusy")
    /// The repository has too much to do.
    public static let repositoryBusy = RegistryErrorCode(rawValue: "XDSRepositoryBusy")
    /// The registry lacks resources.
    public static let registryOutOfResources = RegistryErrorCode(rawValue: "XDSRegistryOutOfResources")
    /// The repository lacks resources.
    public static let repositoryOutOfResources = RegistryErrorCode(rawValue: "XDSRepositoryOutOfResources")
    /// The registry failed.
    public static let registryError = RegistryErrorCode(rawValue: "XDSRegistryError")
    /// The repository failed.
    public static let repositoryError = RegistryErrorCode(rawValue: "XDSRepositoryError")
    /// No such stored query here.
    public static let unknownStoredQuery = RegistryErrorCode(rawValue: "XDSUnknownStoredQuery")
    /// A required parameter is absent.
    public static let storedQueryMissingParam = RegistryErrorCode(rawValue: "XDSStoredQueryMissingParam")
    /// A parameter has more values than it may.
    public static let storedQueryParamNumber = RegistryErrorCode(rawValue: "XDSStoredQueryParamNumber")
    /// More results than the registry answers with.
    public static let tooManyResults = RegistryErrorCode(rawValue: "XDSTooManyResults")
    /// The document to be replaced is replaced already.
    public static let registryDeprecatedDocumentError = RegistryErrorCode(rawValue: "XDSRegistryDeprecatedDocumentError")
    /// The document to be replaced cannot be.
    public static let replaceFailed = RegistryErrorCode(rawValue: "XDSReplaceFailed")
    /// No such repository here.
    public static let unknownRepositoryId = RegistryErrorCode(rawValue: "XDSUnknownRepositoryId")
    /// An association with an object that does not exist.
    public static let unresolvedReference = RegistryErrorCode(rawValue: "UnresolvedReferenceException")
    /// The document's content is not what its metadata say.
    public static let invalidDocumentContent = RegistryErrorCode(rawValue: "InvalidDocumentContent")
    /// The document waits (a warning).
    public static let documentQueued = RegistryErrorCode(rawValue: "DocumentQueued")
    /// The update of metadata cannot be done.
    public static let metadataUpdateError = RegistryErrorCode(rawValue: "XDSMetadataUpdateError")
    /// The update asked for is none that this place does.
    public static let metadataUpdateOperationError = RegistryErrorCode(rawValue: "XDSMetadataUpdateOperationError")
    /// The update is of another version than the current one.
    public static let metadataVersionError = RegistryErrorCode(rawValue: "XDSMetadataVersionError")
    /// The patient of the update is not that of the object.
    public static let patientIDReconciliationError = RegistryErrorCode(rawValue: "XDSPatientIDReconciliationError")
    /// An identifier of the update does not name one object.
    public static let metadataIdentifierError = RegistryErrorCode(rawValue: "XDSMetadataIdentifierError")
    /// The update changes an attribute that may not be changed.
    public static let unmodifiableMetadata = RegistryErrorCode(rawValue: "UnmodifiableMetadataError")
    /// What is asked for is against a rule of this place.
    public static let localPolicyRestriction = RegistryErrorCode(rawValue: "LocalPolicyRestrictionError")
    /// The request is not one that this place answers.
    public static let invalidRequest = RegistryErrorCode(rawValue: "XDSInvalidRequestException")
    /// The folders of the submission were not kept (a warning).
    public static let partialFolderContent = RegistryErrorCode(rawValue: "PartialFolderContentNotProcessed")
    /// An association that completes a document was not kept (a warning).
    public static let partialAppendContent = RegistryErrorCode(rawValue: "PartialAppendContentNotProcessed")
    /// An association of transformation was not kept (a warning).
    public static let partialTransformContent = RegistryErrorCode(rawValue: "PartialTransformNotProcessed")
    /// Another association was not kept (a warning).
    public static let partialRelationshipContent = RegistryErrorCode(rawValue: "PartialRelationshipContentNotProcessed")
}
