// The published value sets that the header of a document draws on.

/// The published value sets, each read once, when it is first asked for.
public enum CodeTables {
    /// Kinds of facility of the national framework (JDV_J02), wider than the record's own subset.
    public static let facilityTypes = CodeTable(name: "JDV_J02", table: "facility-types")
    /// Kinds of facility of the shared record (healthcareFacilityTypeCode, JDV_J61).
    public static let recordFacilityTypes = CodeTable(name: "JDV_J61", table: "facility-types") { $0("in_record") == "yes" }
    /// Settings of practice of the shared record (practiceSettingCode, JDV_J62).
    public static let practiceSettings = CodeTable(name: "JDV_J62", table: "practice-settings")
    /// Kinds of activity that lead to a submission (contentTypeCode, JDV_J59).
    public static let contentTypes = CodeTable(name: "JDV_J59", table: "content-types")
    /// Professions and specialities of authors (authorSpecialty, JDV_J01).
    public static let authorSpecialities = CodeTable(name: "JDV_J01", table: "author-specialities")
    /// Professions as a credential states them (JDV_J65 and the lists it draws on).
    public static let professions = CodeTable(name: "JDV_J65", table: "professions")
    /// Functions of participants (functionCode, JDV_J47).
    public static let functions = CodeTable(name: "JDV_J47", table: "functions")
    /// Kinds of identifiers of referenceIdList in the national framework (JDV_J197).
    public static let referenceIDTypes = CodeTable(name: "JDV_J197", table: "reference-id-types")
    /// Kinds of identifiers of referenceIdList that the shared record takes (JDV_J231).
    public static let recordReferenceIDTypes = CodeTable(name: "JDV_J231", table: "reference-id-types") { $0("in_record") == "yes" }
    /// Confidentiality that a document states (JDV_J58, the codes of HL7).
    public static let documentConfidentiality = CodeTable(name: "JDV_J58", table: "confidentiality") { $0("use") == "document" }
    /// Visibility that only the registry states (JDV_J58, the codes of TRE_A07).
    public static let visibility = CodeTable(name: "JDV_J58", table: "confidentiality") { $0("use") == "visibility" }
    /// Confidentiality and visibility together (confidentialityCode, JDV_J58).
    public static let confidentiality = CodeTable(name: "JDV_J58", table: "confidentiality")
    /// Formats of the shared record (formatCode, JDV_J60).
    public static let formats = CodeTable(name: "JDV_J60", table: "formats")
}
