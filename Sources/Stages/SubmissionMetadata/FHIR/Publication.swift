// A publication over FHIR (ITI-65, ITI-105) as the submission that it stands for, and what is wrong with it.

public import FHIRResources
public import FoundationEssentials
public import XDSMessages

/// A publication over FHIR, read as the submission that it stands for.
///
/// The submission goes the way of every other one: what it says is held against its documents there. Here stands what only FHIR knows: its
/// references, its profiles, and which entry became which object, so that the answer can follow the order of the entries.
public struct Publication: Sendable {
    /// What became of an entry.
    public enum Part: Sendable, Hashable {
        /// The metadata of a document, under this id of the submission.
        case entry(String)
        /// The bytes of a document.
        case bytes(of: String)
        /// The submission set.
        case submissionSet
        /// Taken note of, and nothing made of it: a patient, a patch of a replaced document.
        case noted
        /// Not taken: a folder.
        case dropped
    }

    /// The submission that the publication stands for.
    public internal(set) var request = ProvideAndRegisterRequest(objects: RegistryObjectList(), documents: [])
    /// What is wrong with the publication itself.
    public internal(set) var remarks: [PublicationRemark] = []
    /// What became of each entry, in their order.
    public internal(set) var parts: [Part] = []
    /// Where each object of the submission stands, as FHIRPath names it.
    var expressions: [String: String] = [:]
    /// Where the bytes of each document stand.
    var byteExpressions: [String: String] = [:]

    /// Reads a Bundle (ITI-65).
    public init(transaction bundle: FHIRElement) {
        var reading = PublicationReading(bundle)
        reading.read()
        self = reading.publication
    }

    /// Reads a DocumentReference that carries its document (ITI-105).
    ///
    /// - Parameters:
    ///   - reference: the resource.
    ///   - sourceID: the OID of the system that submits, as the gateway names itself.
    ///   - name: names the submission set that the gateway makes for it.
    public init(simplified reference: FHIRElement, sourceID: String, named name: UUID) {
        var reading = PublicationReading(FHIRElement("Bundle"))
        reading.read(simplified: reference, sourceID: sourceID, named: name)
        self = reading.publication
    }

    init() {}

    /// Where a remark on an object of the submission belongs, as FHIRPath names it.
    ///
    /// - Parameters:
    ///   - object: the id of the object in the submission.
    ///   - code: the code of the remark.
    public func expression(of object: String?, code: String?) -> String? {
        guard let object else { return nil }
        // What was found in the document itself is told of its bytes.
        if code?.hasPrefix("xds.") != true, let bytes = byteExpressions[object] { return bytes }
        guard let expression = expressions[object] else { return nil }
        let isDocument = byteExpressions[object] != nil
        guard isDocument, let kind = code.flatMap(SubmissionRemark.Kind.init(rawValue:)), let element = kind.fhirElement else { return expression }
        return expression + "." + element
    }
}

extension SubmissionRemark.Kind {
    /// The element of a DocumentReference that a remark is about.
    fileprivate var fhirElement: String? {
        switch self {
        case .documentMissing: "content[0].attachment.url"
        case .hashDiffers: "content[0].attachment.hash"
        case .sizeDiffers: "content[0].attachment.size"
        case .mediaTypeDiffers: "content[0].attachment.contentType"
        case .languageDiffers: "content[0].attachment.language"
        case .titleDiffers: "content[0].attachment.title"
        case .creationTimeDiffers: "content[0].attachment.creation"
        case .formatDiffers: "content[0].format"
        case .uniqueIDDiffers, .uniqueIDRepeated, .uniqueIDTaken: "masterIdentifier"
        case .patientDiffers, .patientsMixed: "subject"
        case .typeDiffers: "type"
        case .classDiffers: "category[0]"
        case .confidentialityDiffers: "securityLabel"
        case .facilityDiffers: "context.facilityType"
        case .practiceSettingDiffers: "context.practiceSetting"
        case .serviceTimeDiffers: "context.period"
        case .authorDiffers: "author"
        case .relationNotInDocument, .relationNotInSubmission, .parentDiffers, .associationUnserved, .referenceUnknown: "relatesTo"
        default: nil
        }
    }
}
