// What is wrong with a pack, and which of its rules cannot be used for it.

/// A rule that cannot be used, or a whole schema.
public struct DisabledRule: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The file of the schema.
    public var schema: String
    /// The rule or assertion, as `p1.r2.a3`; the name of a pattern that is not there; nil for the whole schema.
    public var rule: String?

    /// Names a rule.
    public init(schema: String, rule: String?) {
        self.schema = schema
        self.rule = rule
    }

    /// The schema and the rule.
    public var description: String { rule.map { "\(schema) \($0)" } ?? schema }
}

/// One defect of a pack, said once however many of its schemas it touches.
public struct PackDefect: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The stable code, for instance `schema.file-missing` or `pack.document-missing`.
    public var code: String
    /// The file in which it shows.
    public var file: String?
    /// The line in that file, from 1.
    public var line: Int?
    /// What is meant: a name, a reference or an expression of the pack.
    public var subject: String
    /// The rules that it disables.
    public var disables: [DisabledRule]

    /// Describes a defect.
    public init(code: String, file: String? = nil, line: Int? = nil, subject: String, disables: [DisabledRule] = []) {
        self.code = code
        self.file = file
        self.line = line
        self.subject = subject
        self.disables = disables
    }

    /// A document that rules look things up in is not there.
    public static let documentMissing = "pack.document-missing"
    /// A file has no content.
    public static let fileEmpty = "pack.file-empty"
    /// A document that rules look things up in is found in another letter case only.
    public static let documentLetterCase = "pack.document-letter-case"
    /// A document that rules look things up in cannot be read.
    public static let documentNotRead = "pack.document-not-read"

    /// The defect in one line: place, code, subject and the rules that it disables.
    public var description: String {
        let place = file.map { $0 + (line.map { ":\($0)" } ?? "") + ": " } ?? ""
        let rules = disables.isEmpty ? "" : "; disables " + disables.map(\.description).joined(separator: ", ")
        return "\(place)\(code) '\(subject)'\(rules)"
    }
}
