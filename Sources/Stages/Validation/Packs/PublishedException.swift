// Which templates belong to models whose published schema does not say so.

/// A model of the national pack whose templates cannot be read off its schema.
///
/// Seen in the pack of 2025-02-19 and its examples; each row says why it is there. A row whose schema a later pack no longer has does nothing.
struct PublishedException {
    let schema: String
    let templates: [TemplateMatch]
    let reason: String

    /// The templates of a schema; nil for one that is no exception.
    static func templates(of path: String) -> [TemplateMatch]? {
        let name = PackSchematron(file: path).name
        return all.first { $0.schema == name }?.templates
    }

    private static let arc = "1.2.250.1.213.1.1.1."
    private static let headerless = "the header rules of the schema do not name the template"

    static let all: [PublishedException] = [
        PublishedException(
            schema: "CI-SIS_BIO-CR-BIO_2021.01", templates: [TemplateMatch(root: arc + "55")],
            reason: "the first version wrote the template without an extension, and its header rules do not name it"),
        PublishedException(schema: "CI-SIS_BIO-CR-BIO_2023.01", templates: [TemplateMatch(root: arc + "55", extension: "2023.01")], reason: headerless),
        PublishedException(schema: "CI-SIS_BIO-CR-BIO_2024.01", templates: [TemplateMatch(root: arc + "55", extension: "2024.01")], reason: headerless),
        PublishedException(schema: "CI-SIS_CSE-MDE_2023.01", templates: [TemplateMatch(root: arc + "5.4", extension: "2023.01")], reason: headerless),
        PublishedException(schema: "CI-SIS_OPH-CR-RTN_2022.01", templates: [TemplateMatch(root: arc + "18", extension: "2022.01")], reason: headerless),
        PublishedException(
            schema: "CI-SIS_TLM-CR_2022.01", templates: [TemplateMatch(root: "1.3.6.1.4.1.19376.1.2.20", code: "85208-7")],
            reason: "a level-1 document: its only template is that of every scanned document (XDS-SD), so the code tells the model"),
        PublishedException(
            schema: "CI-SIS_VSM_1.4_2022.01", templates: [TemplateMatch(root: arc + "13", extension: "201310")],
            reason: "version 1.4 of the model bears the date of its volet, October 2013"),
    ]
}
