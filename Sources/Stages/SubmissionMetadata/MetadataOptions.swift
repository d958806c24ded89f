// What the submitting system decides, and no document can say.

public import ClinicalTypes
import CodeSystems
public import XDSMessages

/// What the submitting system decides, and no document can say.
public struct MetadataOptions: Sendable, Hashable {
    /// The object identifier of the system that submits (`sourceId`).
    public var sourceID: OID
    /// The kind of activity that led to the submission (`contentTypeCode`, JDV_J59).
    public var contentType: CodedValue
    /// Restrictions of visibility, put after the document's own confidentiality.
    public var visibility: [Visibility]
    /// Who submits; nil where the first author of the document does.
    public var submitter: Author?

    /// Decides; the activity is `07`, outpatient care, unless told.
    public init(sourceID: OID, contentType: CodedValue = Self.outpatientCare, visibility: [Visibility] = [], submitter: Author? = nil) {
        self.sourceID = sourceID
        self.contentType = contentType
        self.visibility = visibility
        self.submitter = submitter
    }

    /// `07` of TRE_R209: consultations and outpatient care.
    public static let outpatientCare = activity("07")

    /// The activity of an HL7 v2 patient class (PV1-2): I, O, E, R and N; nil for another letter.
    public static func activity(ofPatientClass letter: String) -> CodedValue? {
        switch letter {
        case "I": activity("03")
        case "O", "E": activity("07")
        case "R": activity("19")
        case "N": activity("97")
        default: nil
        }
    }

    private static func activity(_ code: String) -> CodedValue {
        CodeTables.contentTypes[code, CodeSystemOID.activityTypes] ?? CodedValue(code: code, system: CodeSystemOID.activityTypes)
    }
}
