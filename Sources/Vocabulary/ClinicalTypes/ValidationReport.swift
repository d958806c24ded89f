// What the judge says of one document.

/// The rule pack that judged, by name, version and digest.
public struct PackIdentity: Sendable, Hashable, Codable {
    /// The name, for instance `core`.
    public var name: String
    /// The version.
    public var version: String
    /// The SHA-256 over the pack's files, in hexadecimal.
    public var digest: String

    /// Names a pack.
    public init(name: String, version: String, digest: String) {
        self.name = name
        self.version = version
        self.digest = digest
    }
}

/// The findings of one examination, and the pack that they were made with.
public struct ValidationReport: Sendable, Hashable, Codable {
    /// The findings in document order.
    public var findings: [Finding]
    /// The packs that judged.
    public var packs: [PackIdentity]

    /// Collects findings.
    public init(findings: [Finding], packs: [PackIdentity]) {
        self.findings = findings
        self.packs = packs
    }

    /// Whether nothing found is an error.
    public var isValid: Bool { !findings.contains { $0.severity >= .error } }

    /// How many findings weigh so much.
    public func count(of severity: Severity) -> Int { findings.count { $0.severity == severity } }
}
