// A pack of a few files, made in memory.

import CDADocuments
import ClinicalTypes
import SchematronEngine
import XMLTree

@testable import Validation

/// A pack to be written file by file.
struct SmallPack {
    static let template = "1.2.250.1.213.1.1.1.37"

    var manifest = PackManifest(name: "small", version: "1")
    var files: [String: String] = [:]

    /// A Schematron of one pattern around rules.
    static func schema(_ rules: String, before: String = "", title: String = "Small") -> String {
        """
        <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
          <title>\(title)</title>
          <ns prefix="cda" uri="urn:hl7-org:v3"/>
          \(before)
          <pattern id="p">
            \(rules)
          </pattern>
        </schema>
        """
    }

    /// A pack of one Schematron that applies to every document.
    init(rules: String, before: String = "") {
        add("a.sch", Self.schema(rules, before: before), templates: nil)
    }

    init() {}

    mutating func add(_ file: String, _ text: String, templates: [TemplateMatch]?) {
        files[file] = text
        manifest.schematrons.append(PackSchematron(file: file, templates: templates))
    }

    var folder: SealedFolder { SealedFolder(files.mapValues { Array($0.utf8) }) }

    /// What an inspection says is wrong with it.
    var defects: [PackDefect] { PackInspection(manifest, files: folder).defects }

    /// The pack with its defects on record, as one that was added.
    func added() throws -> RulePack {
        var manifest = manifest
        manifest.defects = defects
        return try RulePack(manifest, files: folder)
    }

    /// What a judge says by this pack, added or not.
    func report(on document: SmallDocument = SmallDocument(), isAdded: Bool = true, ruleBudget: Int = 20_000_000) throws -> ValidationReport {
        let pack = try isAdded ? added() : RulePack(manifest, files: folder)
        let options = ValidationOptions(ruleBudget: ruleBudget, now: { testNow })
        return Validator(core: try .core(), packs: [pack], options: options).examine(document.bytes).report
    }
}

extension ValidationReport {
    /// The findings of packs other than the core pack.
    var ofPacks: [Finding] { findings.filter { $0.rule?.pack != "core" } }
}
