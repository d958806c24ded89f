// Recognises the folder of the national test tool (TestContenuCDA), and writes the manifest that it does not have.

import CredentialChecks
import SchematronEngine
public import XMLTree

extension PackManifest {
    /// Describes a folder laid out as the national tool has it: `infrastructure/cda` with XML Schemas, `schematrons` with those of models and, below
    /// `profils`, those that apply to every document, `jeuxDeValeurs` with value sets.
    ///
    /// Which schema applies to which document is read off the schemas themselves: each of a model asserts the templateId of its model, and its file name
    /// ends in the version. Where the published pack does not say, ``PublishedException`` does. Defects are not looked for yet.
    ///
    /// - Parameters:
    ///   - files: the folder.
    ///   - name: the name to give the pack.
    ///   - version: the version; nil takes that of the latest model, as `2025.01`.
    /// - Throws: `layout` when the folder is laid out in another way, `empty` when it has no schema.
    public init(officialLayout files: SealedFolder, name: String = "ans", version: String? = nil) throws(PackFailure) {
        let paths = files.names.filter { path in
            ["infrastructure/cda/", "schematrons/", "jeuxDeValeurs/"].contains { path.hasPrefix($0) }
                && [".xsd", ".sch", ".xml", ".rdf"].contains { path.hasSuffix($0) }
        }
        guard paths.contains(where: { $0.hasPrefix("schematrons/") || $0.hasPrefix("infrastructure/cda/") }) else {
            throw PackFailure(
                .layout, file: ".", "neither \(Self.fileName) nor the layout of the national tool (infrastructure/cda, schematrons, jeuxDeValeurs) was found")
        }
        let digests = try Self.digests(of: paths, in: files)
        let schemas = paths.filter { $0.hasPrefix("schematrons/") && $0.hasSuffix(".sch") && Self.isSchema($0, in: files) }
        let generic = schemas.filter { $0.hasPrefix("schematrons/profils/") }.sorted { Self.rank($0) < Self.rank($1) }
        let models = schemas.filter { $0.split(separator: "/").count == 2 }
        let entries = paths.filter { $0.hasPrefix("infrastructure/cda/") && $0.hasSuffix(".xsd") && $0.split(separator: "/").count == 3 }
        let entry = entries.first { $0.hasSuffix("/CDA_extended.xsd") } ?? entries.first { $0.hasSuffix("/CDA.xsd") }
        guard entry != nil || !schemas.isEmpty else { throw PackFailure(.empty, file: ".", "the pack has neither an XML Schema nor a Schematron") }
        self.init(
            name: name, version: version ?? models.compactMap { PackSchematron(file: $0).modelVersion }.max() ?? "0", schema: entry,
            schematrons: generic.map { PackSchematron(file: $0) }
                + models.map { PackSchematron(file: $0, templates: PublishedException.templates(of: $0) ?? Self.templates(of: $0, in: files)) },
            valueSets: Set(paths.filter { !$0.hasSuffix(".sch") && !$0.hasSuffix(".xsd") }.map { $0.prefix(upTo: $0.lastIndex(of: "/")!) }).map(String.init)
                .sorted(),
            files: digests)
    }

    /// The digests of files, for a manifest that does not have them yet.
    public static func digests(of paths: [String], in files: SealedFolder) throws(PackFailure) -> [String: String] {
        var digests: [String: String] = [:]
        for path in paths {
            do throws(SealedFolder.Refusal) {
                digests[path] = hexadecimal(Digest.sha256(try files.content(of: path)))
            } catch {
                throw PackFailure(.folder, file: path, "the file cannot be read (\(error.rawValue))")
            }
        }
        return digests
    }

    /// Whether a file is a schema, not a part of one.
    private static func isSchema(_ path: String, in files: SealedFolder) -> Bool {
        guard let bytes = files.bytes(of: path), let tree = try? FrozenTree.parse(bytes) else { return false }
        return tree.root.localName == "schema" && tree.root.namespaceURI == "http://purl.oclc.org/dsdl/schematron"
    }

    /// The order in which the national tool runs what applies to every document; others behind, by name.
    private static func rank(_ path: String) -> String {
        let order = ["IHE", "terminologie", "CI-SIS_ModelesDeContenusCDA", "ASIP-STRUCT-MIN-StrucMin", "CI-SIS_Modeles_ANS"]
        return "\(order.firstIndex(of: PackSchematron(file: path).name) ?? 9)\(path)"
    }

    /// The template that the schema of a model asserts, with the version in its name; none when the schema does not say.
    static func templates(of path: String, in files: SealedFolder) -> [TemplateMatch] {
        guard let model = try? SchemaModel(path, in: files) else { return [] }
        let roots = NamedTemplates(model).models
        guard roots.count == 1 else { return [] }
        return [TemplateMatch(root: roots[0], extension: PackSchematron(file: path).modelVersion)]
    }
}

extension PackSchematron {
    /// The version of the model at the end of the name, as `2024.01`.
    var modelVersion: String? {
        guard let last = name.split(separator: "_").last, last.wholeMatch(of: /\d{4}\.\d{2}/) != nil else { return nil }
        return String(last)
    }
}

/// The templates of document models that a schema names.
struct NamedTemplates {
    /// The arc of the models of documents (CI-SIS); `.1` below it is the minimal structure of every document.
    private static let arc = "1.2.250.1.213.1.1.1."

    /// The templates, without those of families whose members are named, too.
    let models: [String]

    init(_ schema: SchemaModel) {
        var found: Set<String> = []
        for pattern in schema.activePatterns() ?? [] {
            for rule in pattern.rules {
                if let context = rule.context { Self.collect(context.text, into: &found) }
                for case .assertion(let assertion) in rule.parts { Self.collect(assertion.test.text, into: &found) }
            }
        }
        found.remove(Self.arc + "1")
        models = found.filter { root in !found.contains { $0.hasPrefix(root + ".") } }.sorted()
    }

    /// The quoted identifiers of an expression that lie below the arc.
    private static func collect(_ expression: String, into found: inout Set<String>) {
        for piece in expression.split(whereSeparator: { $0 == "'" || $0 == "\"" }) where piece.hasPrefix(arc) {
            if piece.allSatisfy({ $0 == "." || $0.isNumber }) { found.insert(String(piece)) }
        }
    }
}
