// The format of a document, from the templates that it follows or from what it encloses.

public import ClinicalTypes

/// The published formats (formatCode), by template (ASS_A11) and by enclosed media type (ASS_A12).
public enum FormatTable {
    private static let byTemplate = read("template-formats", key: "template")
    private static let byMediaType = read("media-formats", key: "media_type")

    private static func read(_ name: String, key: String) -> [String: CodedValue] {
        let rows = EmbeddedTable(named: name).map { row in
            let published = CodeTables.formats[row("code"), row("system")]
            return (row(key), published ?? CodedValue(code: row("code"), system: row("system")))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// The template that says that the body is one enclosed file (XDS-SD).
    public static let unstructuredTemplate = "1.3.6.1.4.1.19376.1.2.20"

    /// The format of documents that follow no published model.
    public static let fallback: CodedValue = {
        let code = "urn:asipSante:modelesHorsProfils:2011"
        let system = "1.2.250.1.213.1.1.4.2.282"
        return CodeTables.formats[code, system] ?? CodedValue(code: code, system: system)
    }()

    /// The format that a template stands for.
    public static func format(ofTemplate template: String) -> CodedValue? { byTemplate[template] }

    /// The format of a file of that media type enclosed in a document; parameters and letter case do not count.
    public static func format(ofMediaType mediaType: String) -> CodedValue? {
        let bare = mediaType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return byMediaType[bare]
    }

    /// The templates that have a format.
    public static var templates: [String] { byTemplate.keys.sorted() }
    /// The media types that have a format.
    public static var mediaTypes: [String] { byMediaType.keys.sorted() }
}
