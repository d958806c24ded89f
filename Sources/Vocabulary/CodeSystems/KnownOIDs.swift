// What the object identifiers of French documents stand for.

/// What an object identifier stands for.
public struct KnownOID: Sendable, Hashable {
    /// What kind of thing it names.
    public enum Kind: String, Sendable, Hashable {
        /// A code system.
        case codeSystem = "code-system"
        /// A namespace of identifiers.
        case identifier
        /// A value set.
        case valueSet = "value-set"
        /// A template of documents.
        case template
    }

    /// The identifier in dotted form.
    public let oid: String
    /// What kind of thing it names.
    public let kind: Kind
    /// The short name, for instance `LOINC` or `TRE_A05`.
    public let name: String
}

/// The object identifiers that French documents use.
public enum KnownOIDs {
    /// Every one.
    public static let published: [KnownOID] = EmbeddedTable(named: "oids").map { row in
        KnownOID(oid: row("oid"), kind: KnownOID.Kind(rawValue: row("kind")) ?? .codeSystem, name: row("name"))
    }
    private static let byOID = Dictionary(published.map { ($0.oid, $0) }, uniquingKeysWith: { first, _ in first })

    /// What an OID stands for, nil where this project does not know it.
    public static func meaning(of oid: String) -> KnownOID? { byOID[oid] }

    /// The name of a code system, nil where this project does not know it.
    public static func codeSystemName(of oid: String) -> String? { byOID[oid].flatMap { $0.kind == .codeSystem ? $0.name : nil } }

    /// The code systems of that name, letter case apart; more than one where several OIDs are in use.
    public static func codeSystems(named name: String) -> [String] {
        let wanted = name.lowercased()
        return published.filter { $0.kind == .codeSystem && $0.name.lowercased() == wanted }.map(\.oid)
    }
}

/// The code systems that the header of a French document uses most.
public enum CodeSystemOID {
    /// LOINC.
    public static let loinc = "2.16.840.1.113883.6.1"
    /// Types of documents beyond LOINC (TRE_A05).
    public static let documentTypes = "1.2.250.1.213.1.1.4.12"
    /// Classes of documents (TRE_A03).
    public static let documentClasses = "1.2.250.1.213.1.1.4.1"
    /// Formats of the national framework (TRE_A06).
    public static let formats = "1.2.250.1.213.1.1.4.2.282"
    /// Confidentiality (HL7).
    public static let confidentiality = "2.16.840.1.113883.5.25"
    /// Visibility in the shared record (TRE_A07).
    public static let visibility = "1.2.250.1.213.1.1.4.13"
    /// Producers of documents that are no professionals (TRE_A00).
    public static let otherProducers = "1.2.250.1.213.1.1.4.6"
    /// Professions and specialities of authors (TRE_A02).
    public static let authorSpecialities = "1.2.250.1.213.1.1.4.5"
    /// Settings of practice (TRE_A01).
    public static let practiceSettings = "1.2.250.1.213.1.1.4.9"
    /// Sectors of activity (TRE_R02).
    public static let facilityTypes = "1.2.250.1.71.4.2.4"
    /// Kinds of activity (TRE_R209).
    public static let activityTypes = "1.2.250.1.213.2.2"
}
