// The published national pack is recognised as it is, and each sample gets the schemas that the truth lists.

import CDADocuments
import ClinicalTypes
import Foundation
import SchematronEngine
import TestSupport
import Testing
import XMLTree

@testable import Validation

@Suite(.enabled(if: sharedFolder != nil, "needs ../shared")) struct OfficialLayoutTests {
    static let files = SealedFolder(folder: sharedFolder?.appending(path: "ans").path ?? "")
    static let manifest = Result { () throws(PackFailure) in try PackManifest(officialLayout: files) }

    /// Samples that belong to another version than their templateId says: they lack the extension that version 2024.01 of the model asks for (oracle.md, 2).
    static let slips: Set = ["BIO-CR-BIO_2024.01_TSH_1.xml", "BIO-CR-BIO_2024.01_TSH_2.xml"]

    private struct Listed: Decodable {
        var schemas: [String]
    }

    /// The names of the truth files.
    private func name(of schematron: PackSchematron) -> String {
        [
            "terminologie": "terminologies", "CI-SIS_ModelesDeContenusCDA": "ModelesDeContenusCDA", "ASIP-STRUCT-MIN-StrucMin": "StructurationMinimale",
            "CI-SIS_Modeles_ANS": "Modeles_ANS",
        ][schematron.name] ?? schematron.name
    }

    @Test func `the layout is recognised: five schemas for every document, one for each model`() throws {
        let manifest = try Self.manifest.get()
        #expect(manifest.name == "ans")
        #expect(manifest.version == "2025.01")
        #expect(manifest.schema == "infrastructure/cda/CDA_extended.xsd")
        #expect(manifest.schematrons.filter(\.isGeneric).map(name) == ["IHE", "terminologies", "ModelesDeContenusCDA", "StructurationMinimale", "Modeles_ANS"])
        #expect(manifest.schematrons.count == 64)
        #expect(manifest.schematrons.allSatisfy { $0.templates?.isEmpty != true })
    }

    @Test func `no two models have one template`() throws {
        let templates = try Self.manifest.get().schematrons.compactMap(\.templates).flatMap(\.self)
        #expect(Set(templates).count == templates.count)
    }

    @Test func `every sample gets exactly the schemas that the truth lists`() throws {
        let shared = try #require(sharedFolder)
        let manifest = try Self.manifest.get()
        let listed = try JSONDecoder().decode([String: Listed].self, from: Data(contentsOf: shared.appending(path: "truth/doc_schemas.json")))
        #expect(listed.count > 60)
        let rules = PackRules(manifest, source: SchemaSource(files: Self.files))
        for (sample, truth) in listed {
            let places = ["ans/ExemplesCDA", "truth/extracted"].map { shared.appending(path: "\($0)/\(sample)") }
            guard let data = places.lazy.compactMap({ try? Data(contentsOf: $0) }).first else { continue }
            let document = try CDADocument.read([UInt8](data)).get()
            let applying = Set(rules.applying(to: document).map(name))
            let expected = Set(truth.schemas.filter { !$0.hasSuffix("+471") })
            #expect((applying == expected) != Self.slips.contains(sample), "\(sample): \(applying.symmetricDifference(expected))")
        }
    }

    @Test func `models that no sample has are known by the templates that their schemas assert`() throws {
        let manifest = try Self.manifest.get()
        let expected = [
            "CI-SIS_CSE-CS24_2022.01": "1.2.250.1.213.1.1.1.5.3^2022.01", "CI-SIS_OPH-BRE_2022.01": "1.2.250.1.213.1.1.1.42^2022.01",
            "CI-SIS_VSM_2023.01": "1.2.250.1.213.1.1.1.13^2023.01",
        ]
        for (name, template) in expected {
            #expect(manifest.schematrons.first { $0.name == name }?.templates?.map(\.description) == [template])
        }
    }

    @Test func `an exception is needed, and says why`() throws {
        let names = Set(try Self.manifest.get().schematrons.map(\.name))
        for exception in PublishedException.all {
            #expect(names.contains(exception.schema), "\(exception.schema) is not in the pack")
            #expect(!exception.reason.isEmpty && !exception.templates.isEmpty)
            let derived = PackManifest.templates(of: "schematrons/\(exception.schema).sch", in: Self.files)
            #expect(derived != exception.templates, "\(exception.schema) can be read off")
        }
    }

    @Test func `the missing value set of the minimal structure disables one assertion, and none is undecided for it`() throws {
        var manifest = try Self.manifest.get()
        manifest.schematrons = manifest.schematrons.filter { name(of: $0) == "StructurationMinimale" }
        manifest.defects = PackInspection(manifest, files: Self.files).defects
        let missing = manifest.defects.filter { $0.code == PackDefect.documentMissing }
        #expect(missing.flatMap(\.disables).map(\.rule) == ["p3.r8.a8"])
        let shared = try #require(sharedFolder)
        let sample = [UInt8](try Data(contentsOf: shared.appending(path: "ans/ExemplesCDA/VAC_2023.01.xml")))
        let judge = Validator(core: try .core(), packs: [try RulePack(manifest, files: Self.files)], options: ValidationOptions(now: { testNow }))
        let report = judge.examine(sample).report
        #expect(report.ofPacks.map(\.code) == ["pack.rules-disabled"])
        #expect(report.verdict == .valid)
    }
}
