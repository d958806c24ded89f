// What is wrong with the submission of another system, or said otherwise in it than in its documents.

public import ClinicalTypes
public import XDSMessages

/// What is wrong with the submission of another system, or said otherwise in it than in its documents.
public struct SubmissionRemark: Sendable, Hashable {
    /// What it is; the raw value is the stable code, listed in docs/xds.md.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A slot, classification, number or id that cannot be read in one way.
        case metadataUnreadable = "xds.metadata-unreadable"
        /// None or several submission sets.
        case submissionSetCount = "xds.submission-set-count"
        /// No entry at all.
        case noEntry = "xds.no-entry"
        /// An entry without its document.
        case documentMissing = "xds.document-missing"
        /// A document without its entry.
        case entryMissing = "xds.entry-missing"
        /// Two documents for one entry.
        case documentRepeated = "xds.document-repeated"
        /// An entry that is not once, and as an original, a member of the set.
        case notMember = "xds.not-member"
        /// An id that identity needs is missing.
        case identifierMissing = "xds.identifier-missing"
        /// Objects of several patients.
        case patientsMixed = "xds.patients-mixed"
        /// One unique id for two objects.
        case uniqueIDRepeated = "xds.unique-id-repeated"
        /// Other bytes are held under the unique id.
        case uniqueIDTaken = "xds.unique-id-taken"
        /// The hash is not that of the bytes that came.
        case hashDiffers = "xds.hash-differs"
        /// The size is not that of the bytes that came.
        case sizeDiffers = "xds.size-differs"
        /// A document that is made on demand.
        case onDemandUnserved = "xds.on-demand-unserved"
        /// A folder that is not once a member of the set.
        case folderNotMember = "xds.folder-not-member"
        /// An association with an object that is neither in the submission nor named as a registered one is.
        case referenceUnknown = "xds.reference-unknown"
        /// A signature that signs no document of the submission.
        case signatureAlone = "xds.signature-alone"
        /// A signature that nothing says of what it signs.
        case signatureWithoutSigns = "xds.signature-without-signs"
        /// What is said to sign is no signature.
        case signatureUnreadable = "xds.signature-unreadable"
        /// A signature of other bytes than those of the document that it is said to sign.
        case signatureOfOtherBytes = "xds.signature-of-other-bytes"
        /// The entry of a signature lacks what the registry demands.
        case signatureEntryIncomplete = "xds.signature-entry-incomplete"
        /// An association of a kind that is not forwarded, or between objects that it cannot relate.
        case associationUnserved = "xds.association-unserved"
        /// The submission relates a document that itself says nothing of it, or something else.
        case relationNotInDocument = "xds.relation-not-in-document"
        /// The document relates to another one, and the submission does not.
        case relationNotInSubmission = "xds.relation-not-in-submission"
        /// Submission and document relate to different documents.
        case parentDiffers = "xds.parent-differs"
        /// The entry is of another patient than the document.
        case patientDiffers = "xds.patient-differs"
        /// The entry has another unique id than the document.
        case uniqueIDDiffers = "xds.unique-id-differs"
        /// Another type.
        case typeDiffers = "xds.type-differs"
        /// Another class.
        case classDiffers = "xds.class-differs"
        /// Another format.
        case formatDiffers = "xds.format-differs"
        /// Another media type.
        case mediaTypeDiffers = "xds.media-type-differs"
        /// Another time of creation.
        case creationTimeDiffers = "xds.creation-time-differs"
        /// Other times of the service.
        case serviceTimeDiffers = "xds.service-time-differs"
        /// Another language.
        case languageDiffers = "xds.language-differs"
        /// Levels of confidentiality that the document does not have.
        case confidentialityDiffers = "xds.confidentiality-differs"
        /// Another kind of facility.
        case facilityDiffers = "xds.facility-differs"
        /// Another practice setting.
        case practiceSettingDiffers = "xds.practice-setting-differs"
        /// Another title.
        case titleDiffers = "xds.title-differs"
        /// Other authors.
        case authorDiffers = "xds.author-differs"
        /// Metadata that are not forwarded.
        case notForwarded = "xds.metadata-not-forwarded"
        /// Folders or references of a document that came before without them.
        case companionsLate = "xds.companions-late"
        /// A kind of activity that the table does not have.
        case contentTypeUnknown = "xds.content-type-unknown"
    }

    /// What it is.
    public let kind: Kind
    /// The object of the submission, by its id there; empty where the whole submission is meant.
    public let object: String
    /// The attribute or association meant, by its name; never a value.
    public let attribute: String?
    /// What the entry says; content.
    public let found: String?
    /// What the document says; content.
    public let expected: String?

    init(_ kind: Kind, at object: String, attribute: String? = nil, found: String? = nil, expected: String? = nil) {
        self.kind = kind
        self.object = object
        self.attribute = attribute
        self.found = found
        self.expected = expected
    }

    /// Whether it refuses the submission.
    public var refuses: Bool { kind.severity >= .error }

    /// The finding, to be kept with the document.
    public var finding: Finding {
        let suffix = attribute.map { " (\($0))" } ?? ""
        return Finding(
            code: kind.rawValue, severity: kind.severity, stage: .metadata,
            message: Bilingual(fr: kind.words.fr + suffix, en: kind.words.en + suffix), found: found, allowed: expected.map { AllowedValues(first: [$0]) })
    }

    /// The error or warning of the registry response: what is wrong and where, without content.
    public func registryError(in language: Language) -> RegistryError {
        let finding = finding
        return RegistryError(
            kind.registryCode, "[\(kind.rawValue)] \(finding.message[language])", severity: refuses ? .error : .warning,
            location: object.isEmpty ? nil : object)
    }
}
