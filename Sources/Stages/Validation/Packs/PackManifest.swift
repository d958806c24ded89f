// What a rule pack consists of: `pack.json`.

public import ClinicalTypes
import CredentialChecks
import Foundation

/// The manifest of a pack, the file `pack.json` in its folder.
///
/// It names every file of the pack with its digest, says which schema applies to which document, and records what was wrong with the pack when it was added.
public struct PackManifest: Sendable, Hashable, Codable {
    /// The name of the file.
    public static let fileName = "pack.json"

    /// The name of the pack, for instance `ans`: small letters, digits, `.`, `-` and `_`.
    public var name: String
    /// The version, in the same letters.
    public var version: String
    /// What the pack is, for people.
    public var title: Bilingual?
    /// The XML Schema to begin with; nil where the pack brings none and the core grammar judges the structure.
    public var schema: String?
    /// The Schematrons, in the order in which they judge.
    public var schematrons: [PackSchematron]
    /// The folders and files that hold value sets and tables of codes.
    public var valueSets: [String]
    /// The SHA-256 of every file in hexadecimal, by its path in the pack.
    public var files: [String: String]
    /// What was wrong with the pack when it was added, and the rules that it disables.
    public var defects: [PackDefect]

    /// Describes a pack.
    public init(
        name: String, version: String, title: Bilingual? = nil, schema: String? = nil, schematrons: [PackSchematron] = [], valueSets: [String] = [],
        files: [String: String] = [:], defects: [PackDefect] = []
    ) {
        self.name = name
        self.version = version
        self.title = title
        self.schema = schema
        self.schematrons = schematrons
        self.valueSets = valueSets
        self.files = files
        self.defects = defects
    }

    /// Decodes a manifest; lists may be left out.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        version = try container.decode(String.self, forKey: .version)
        title = try container.decodeIfPresent(Bilingual.self, forKey: .title)
        schema = try container.decodeIfPresent(String.self, forKey: .schema)
        schematrons = try container.decodeIfPresent([PackSchematron].self, forKey: .schematrons) ?? []
        valueSets = try container.decodeIfPresent([String].self, forKey: .valueSets) ?? []
        files = try container.decodeIfPresent([String: String].self, forKey: .files) ?? [:]
        defects = try container.decodeIfPresent([PackDefect].self, forKey: .defects) ?? []
    }

    /// The name, version and digest that stand in every report.
    public var identity: PackIdentity { PackIdentity(name: name, version: version, digest: digest) }

    /// The SHA-256 over all that makes a verdict: the files by their digests, what applies to what, and the rules that defects disable.
    ///
    /// Name, version and title do not count: the same rules have the same digest under any name.
    public var digest: String {
        let running = RunningDigest(.sha256)
        running.update("passerelle pack 1\nschema \(schema ?? "-")\n".utf8)
        for schematron in schematrons { running.update("schematron \(schematron.fingerprint)\n".utf8) }
        for rule in Set(defects.flatMap(\.disables)).map(\.description).sorted() { running.update("disabled \(rule)\n".utf8) }
        for (file, digest) in files.sorted(by: { $0.key < $1.key }) { running.update("file \(digest) \(file)\n".utf8) }
        return hexadecimal(running.finish())
    }

    /// The manifest as it is written to disk.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Strings, and lists of them, always encode.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
    }
}

/// A Schematron of a pack, and the documents that it applies to.
public struct PackSchematron: Sendable, Hashable, Codable {
    /// The file of the schema.
    public var file: String
    /// The phase to run; nil for the schema's own default.
    public var phase: String?
    /// The templates whose documents it applies to; nil where it applies to every document.
    public var templates: [TemplateMatch]?
    /// Whether identifiers of assertions are codes of findings, as in the core pack.
    public var namesFindings: Bool?

    /// Names a Schematron.
    public init(file: String, phase: String? = nil, templates: [TemplateMatch]? = nil, namesFindings: Bool? = nil) {
        self.file = file
        self.phase = phase
        self.templates = templates
        self.namesFindings = namesFindings
    }

    /// Whether it applies to every document.
    public var isGeneric: Bool { templates == nil }

    /// The name that people know the schema by: the file without folder and ending.
    public var name: String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.hasSuffix(".sch") ? String(last.dropLast(4)) : last
    }

    var fingerprint: String {
        let matches = templates.map { $0.map(\.description).joined(separator: ",") } ?? "always"
        return "\(file) \(phase ?? "-") \(namesFindings == true) \(matches)"
    }
}

/// What makes a schema apply to a document: a `ClinicalDocument/templateId`, and in some cases the code of the document.
public struct TemplateMatch: Sendable, Hashable, Codable, CustomStringConvertible {
    /// `templateId/@root`.
    public var root: String
    /// `templateId/@extension`, which is the version of the model; nil for a templateId without.
    public var `extension`: String?
    /// `ClinicalDocument/code/@code`, where the template alone does not tell the model.
    public var code: String?

    /// Names a template.
    public init(root: String, extension: String? = nil, code: String? = nil) {
        self.root = root
        self.extension = `extension`
        self.code = code
    }

    /// The template as `root^extension`, the code behind a slash.
    public var description: String { root + (self.extension.map { "^" + $0 } ?? "") + (code.map { "/" + $0 } ?? "") }
}
