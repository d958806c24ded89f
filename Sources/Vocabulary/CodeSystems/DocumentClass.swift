// The class of a document, and the space that shows it.

public import ClinicalTypes

/// A class of documents (TRE_A03).
public struct DocumentClass: Sendable, Hashable {
    /// The code in its system, with its label.
    public let value: CodedValue
    /// Whether the shared record takes it (JDV_J57).
    public let isInRecord: Bool
    /// The space that shows the class, nil where it is not shown.
    public let space: Space?

    /// Every class, by its code.
    public static let published: [String: DocumentClass] = {
        let classes = EmbeddedTable(named: "classes").map { row in
            DocumentClass(
                value: CodedValue(code: row("code"), system: row("system"), displayName: row("label")), isInRecord: row("in_record") == "yes",
                space: Space(rawValue: row("space")))
        }
        return Dictionary(classes.map { ($0.value.code, $0) }, uniquingKeysWith: { first, _ in first })
    }()
}
