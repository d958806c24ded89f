// The type of a document, and the class that it belongs to.

public import ClinicalTypes

/// A type of documents (`ClinicalDocument/code`): JDV_J07 of the national framework, JDV_J66 of the shared record.
public struct DocumentType: Sendable, Hashable {
    /// The code in its system, with its published label.
    public let value: CodedValue
    /// The class that the type belongs to.
    public let documentClass: DocumentClass
    /// Where the class comes from, for instance `ASS_X16 (DMP, 20240927)`; `proposed` where none is published.
    public let classSource: String
    /// Whether the shared record takes it (JDV_J66).
    public let isInRecord: Bool
    /// Whether the national value set holds it (JDV_J07).
    public let isInFramework: Bool
    /// The space, where it is another than that of the class.
    public let spaceOverride: Space?
    /// The day on which the code ended, `YYYY-MM-DD`; nil while it is in use.
    public let endedOn: String?

    /// Whether the class is this project's proposal, for want of a published one.
    public var isClassProposed: Bool { classSource == "proposed" }
}

/// The published types of documents.
public struct DocumentTypes: Sendable {
    /// The tables that ship with the program, read once.
    public static let published = DocumentTypes()

    /// The types, in the order of their source.
    public let entries: [DocumentType]
    /// The version of the tables.
    public let version: String
    private let byCode: [String: DocumentType]
    private let search: NearestCodes
    private let currentInRecord: [DocumentType]

    private init() {
        let table = EmbeddedTable(named: "types")
        entries = table.map { row in
            guard let documentClass = DocumentClass.published[row("class")] else { preconditionFailure("the type \(row("code")) has no class") }
            return DocumentType(
                value: CodedValue(code: row("code"), system: row("system"), displayName: row("label").isEmpty ? nil : row("label")),
                documentClass: documentClass, classSource: row("class_source"), isInRecord: row("in_record") == "yes",
                isInFramework: row("in_framework") == "yes", spaceOverride: Space(rawValue: row("space")),
                endedOn: row("until").isEmpty ? nil : row("until"))
        }
        version = table.version
        byCode = Dictionary(entries.map { ($0.value.code, $0) }, uniquingKeysWith: { first, _ in first })
        // Only what the record shows is worth offering.
        currentInRecord = entries.filter { $0.isInRecord && $0.documentClass.space != nil && $0.endedOn == nil }
        search = NearestCodes(currentInRecord.map(\.value))
    }

    /// The type of a code, whatever the system; codes are unique over both systems.
    public subscript(code: String) -> DocumentType? { byCode[code] }

    /// The type of a code in its system.
    public subscript(value: CodedValue) -> DocumentType? {
        byCode[value.code].flatMap { $0.value.system == value.system ? $0 : nil }
    }

    /// What a finding offers instead of an unknown type: of the types that the record shows, those nearest by code or label.
    public func allowed(nearestTo code: String, label: String?, limit: Int = 3) -> AllowedValues {
        let closest = search.nearest(to: code, label: label, limit: limit).map { currentInRecord[$0].value.offer }
        return AllowedValues(name: "JDV_J66", first: currentInRecord.prefix(5).map(\.value.offer), count: currentInRecord.count, closest: closest)
    }
}
