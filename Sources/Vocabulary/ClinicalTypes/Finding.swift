// One thing found in a document, with its place, what was found, what is allowed and how to mend it.

/// The stage that made a finding.
public enum FindingStage: String, Sendable, Hashable, Codable {
    /// Taking the document out of its envelope.
    case intake
    /// Reading the bytes as XML.
    case parsing
    /// The XML Schema.
    case structure
    /// Facts of the header that no schema can say.
    case header
    /// A Schematron of a rule pack.
    case schematron
    /// Type, class and space.
    case classification
    /// The registry entry.
    case metadata
}

/// The rule behind a finding.
public struct RuleIdentity: Sendable, Hashable, Codable {
    /// The pack, for instance `core`.
    public var pack: String
    /// The schema file within the pack.
    public var schema: String?
    /// The pattern within the schema.
    public var pattern: String?
    /// The rule or assertion.
    public var id: String

    /// Names a rule.
    public init(pack: String, schema: String? = nil, pattern: String? = nil, id: String) {
        self.pack = pack
        self.schema = schema
        self.pattern = pattern
        self.id = id
    }
}

/// What would have been right: the first few values, how many there are, and the closest to what was found.
public struct AllowedValues: Sendable, Hashable, Codable {
    /// The name of the value set or element group, when it has one.
    public var name: String?
    /// The first values, in the order of their source.
    public var first: [String]
    /// How many values there are in all.
    public var count: Int
    /// The values closest to what was found, nearest first.
    public var closest: [String]

    /// Lists what is allowed.
    public init(name: String? = nil, first: [String], count: Int? = nil, closest: [String] = []) {
        self.name = name
        self.first = first
        self.count = count ?? first.count
        self.closest = closest
    }
}

/// An edit of the document that would mend a finding.
public struct SuggestedEdit: Sendable, Hashable, Codable {
    /// The bytes to replace, in the document as received; an empty range inserts.
    public var byteRange: Range<Int>
    /// The new text.
    public var replacement: String
    /// The edit in words; holds no content of the document.
    public var summary: Bilingual

    /// Proposes an edit.
    public init(byteRange: Range<Int>, replacement: String, summary: Bilingual) {
        self.byteRange = byteRange
        self.replacement = replacement
        self.summary = summary
    }
}

/// One thing found in a document.
///
/// `message` never holds content of the document; what was found are the separate properties `found` and `detail`, which may hold
/// patient data and are meant for the sender of the document alone.
public struct Finding: Sendable, Hashable, Codable {
    /// The stable code, for instance `structure.element-unexpected`; listed in `docs/findings.md`.
    public var code: String
    /// How much it weighs.
    public var severity: Severity
    /// The stage that found it.
    public var stage: FindingStage
    /// The rule behind it.
    public var rule: RuleIdentity?
    /// Where.
    public var place: Place?
    /// What is wrong, in words without content.
    public var message: Bilingual
    /// What stands in the document; content, never logged.
    public var found: String?
    /// The rule's own words with values of the document in them, where it has such; content, never logged.
    public var detail: String?
    /// What would be right.
    public var allowed: AllowedValues?
    /// How to mend it.
    public var edit: SuggestedEdit?

    /// Reports one finding.
    public init(
        code: String, severity: Severity, stage: FindingStage, rule: RuleIdentity? = nil, place: Place? = nil,
        message: Bilingual, found: String? = nil, detail: String? = nil, allowed: AllowedValues? = nil, edit: SuggestedEdit? = nil
    ) {
        self.code = code
        self.severity = severity
        self.stage = stage
        self.rule = rule
        self.place = place
        self.message = message
        self.found = found
        self.detail = detail
        self.allowed = allowed
        self.edit = edit
    }
}

extension Finding: CustomStringConvertible, CustomDebugStringConvertible {
    /// Code, weight and place: never content.
    public var description: String {
        let spot = place.map { " at \($0.line):\($0.column)" } ?? ""
        return "\(severity.rawValue) \(code)\(spot)"
    }

    /// The same as `description`: content stays out of debug output too.
    public var debugDescription: String { description }
}
