// What is wrong with a publication over FHIR before its documents are looked at: the constraints of MHD and of PDSm.

public import ClinicalTypes
public import FHIRResources
public import XDSMessages

/// What is wrong with a publication over FHIR, or not taken of it.
public struct PublicationRemark: Sendable, Hashable {
    /// What it is; the raw value is the stable code, listed in docs/fhir.md.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A Bundle that is no transaction, or a resource that is none of those published here.
        case notTransaction = "fhir.not-transaction"
        /// An entry that is no part of a publication.
        case entryUnserved = "fhir.entry-unserved"
        /// A method other than that which creates the resource.
        case methodUnserved = "fhir.method-unserved"
        /// Two entries of one full URL.
        case fullURLRepeated = "fhir.full-url-repeated"
        /// None or several submission sets.
        case submissionSetCount = "fhir.submission-set-count"
        /// No DocumentReference.
        case documentMissing = "fhir.document-missing"
        /// An element that MHD or PDSm demands.
        case required = "fhir.element-required"
        /// An element that MHD or PDSm forbids.
        case forbidden = "fhir.element-forbidden"
        /// A code other than the one that the profile fixes.
        case codeUnexpected = "fhir.code-unexpected"
        /// A reference that leads out of the publication: nothing is fetched.
        case referenceUnresolved = "fhir.reference-unresolved"
        /// A patient without an identifier.
        case patientUnidentified = "fhir.patient-unidentified"
        /// A hash that is no SHA-1 in base64.
        case hashMalformed = "fhir.hash-malformed"
        /// An identifier that is no OID.
        case identifierMalformed = "fhir.identifier-malformed"
        /// A time that is none.
        case timeMalformed = "fhir.time-malformed"
        /// A FHIR document in the place of a Binary.
        case fhirDocument = "fhir.document-unserved"
        /// A relation of a kind that is not forwarded, or a second one.
        case relationUnserved = "fhir.relation-unserved"
        /// A patch of something else than the status of a document that is replaced.
        case patchUnserved = "fhir.patch-unserved"
        /// A document that replaces another without the patch that says so of the other.
        case patchMissing = "fhir.patch-missing"
        /// A folder.
        case folderUnserved = "fhir.folder-unserved"
    }

    /// What it is.
    public let kind: Kind
    /// The element, as FHIRPath names it.
    public let expression: String
    /// Where it stands in the text, when that is known.
    public let place: FHIRPlace?
    /// What was expected: the name of a code or element; never content.
    public let expected: String?

    init(_ kind: Kind, _ expression: String, _ place: FHIRPlace? = nil, expected: String? = nil) {
        self.kind = kind
        self.expression = expression
        self.place = place
        self.expected = expected
    }

    /// Whether it refuses the publication.
    public var refuses: Bool { kind.severity >= .error }
}

extension PublicationRemark.Kind {
    /// Errors refuse the publication as a whole.
    public var severity: Severity {
        switch self {
        case .patchMissing, .folderUnserved: .warning
        default: .error
        }
    }

    /// The registry's code for it (ITI TF-2 3.65.4.1.3, ITI TF-3 table 4.2.4.1-2).
    public var registryCode: RegistryErrorCode {
        switch self {
        case .folderUnserved: RegistryErrorCode(rawValue: "PartialFolderContentNotProcessed")
        case .fhirDocument: RegistryErrorCode(rawValue: "FHIRDocumentNotSupported")
        case .documentMissing, .referenceUnresolved: .missingDocument
        case .patientUnidentified: .unknownPatientId
        default: .repositoryMetadataError
        }
    }
}
