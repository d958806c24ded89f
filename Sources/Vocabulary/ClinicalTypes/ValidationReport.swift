// What the judge says of one document.

/// The rule pack that judged, by name, version and digest.
public struct PackIdentity: Sendable, Hashable, Codable {
    /// The name, for instance `core`.
    public var name: String
    /// The version.
    public var version: String
    /// The SHA-256 over what the pack is made of, in hexadecimal.
    public var digest: String

    /// Names a pack.
    public init(name: String, version: String, digest: String) {
        self.name = name
        self.version = version
        self.digest = digest
    }
}

/// A schema that judged a document.
public struct AppliedSchema: Sendable, Hashable, Codable {
    /// The name of its pack.
    public var pack: String
    /// The file of the schema in the pack.
    public var file: String
    /// What kind of schema it is.
    public var kind: Kind
    /// The title that it gives itself.
    public var title: String?

    /// Kinds of schemas.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// An XML Schema.
        case grammar
        /// A Schematron.
        case schematron
    }

    /// Names a schema.
    public init(pack: String, file: String, kind: Kind, title: String? = nil) {
        self.pack = pack
        self.file = file
        self.kind = kind
        self.title = title
    }
}

/// What is to be thought of a document.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everything that applies was judged, and nothing found is an error.
    case valid
    /// Something found is an error of the document.
    case invalid
    /// No error was found, but some rule could not be judged: nobody knows.
    case undecided
}

/// The findings of one examination, and the packs that they were made with.
public struct ValidationReport: Sendable, Hashable, Codable {
    /// The findings in document order.
    public var findings: [Finding]
    /// The packs that judged.
    public var packs: [PackIdentity]
    /// The schemas that judged, in the order in which they did.
    public var schemas: [AppliedSchema]

    /// Collects findings.
    public init(findings: [Finding], packs: [PackIdentity], schemas: [AppliedSchema] = []) {
        self.findings = findings
        self.packs = packs
        self.schemas = schemas
    }

    /// Reads a report, also one that was written before schemas stood in it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        findings = try container.decode([Finding].self, forKey: .findings)
        packs = try container.decode([PackIdentity].self, forKey: .packs)
        schemas = try container.decodeIfPresent([AppliedSchema].self, forKey: .schemas) ?? []
    }

    /// What is to be thought of the document: an error of its own outweighs a rule that could not be judged.
    public var verdict: Verdict {
        if findings.contains(where: { $0.severity >= .error && !$0.leavesUndecided }) { return .invalid }
        return findings.contains(where: \.leavesUndecided) ? .undecided : .valid
    }

    /// Whether the verdict is `valid`: nothing found is an error, and everything that applies was judged.
    public var isValid: Bool { verdict == .valid }

    /// Whether the document may go on: valid, or undecided where that is enough.
    public func isAcceptable(undecided isEnough: Bool) -> Bool { verdict == .valid || (isEnough && verdict == .undecided) }

    /// How many findings weigh so much.
    public func count(of severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

extension Finding {
    /// The begin of the codes that say that something could not be judged.
    public static let undecidedPrefix = "undecided."

    /// Whether this says that a rule could not be judged, rather than that the document breaks one.
    public var leavesUndecided: Bool { code.hasPrefix(Self.undecidedPrefix) }
}
