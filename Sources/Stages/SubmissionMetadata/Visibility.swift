// Who may see a document in the record, beyond its own confidentiality.

import ClinicalTypes
import CodeSystems

/// A restriction of visibility (TRE_A07): registry metadata alone carry it, never the document (JDV_J58).
public enum Visibility: String, Sendable, Hashable, Codable, CaseIterable {
    /// Masked from professionals, the author and the treating physician excepted.
    case maskedFromProfessionals = "MASQUE_PS"
    /// Not yet visible to the patient.
    case invisibleToPatient = "INVISIBLE_PATIENT"
    /// Not visible to the patient's legal representatives.
    case invisibleToLegalRepresentatives = "INVISIBLE_REPRESENTANTS_LEGAUX"

    /// The restriction of that code, in the spelling of the registry or in that of HL7 v2 messages.
    public init?(code: String) {
        self.init(rawValue: code == "INVISIBLE_REP_LEGAUX" ? "INVISIBLE_REPRESENTANTS_LEGAUX" : code)
    }

    /// The published code.
    var code: CodedValue {
        CodeTables.visibility[rawValue, CodeSystemOID.visibility] ?? CodedValue(code: rawValue, system: CodeSystemOID.visibility)
    }
}
