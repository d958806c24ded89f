// The time of the structure check, and of the whole examination, beside libxml2's own tree and validation.

import CDocumentTree
import ClinicalTypes
import Foundation
import Validation
import XMLSchemaEngine
import XMLTree

/// From bytes to findings: parse and grammar as the gateway does it, the same by libxml2's own route, and the whole examination.
enum StructureBenchmark {
    private struct Variant {
        var name: String
        var bar: String?
        /// The place, in the list of variants, of what this one is compared with.
        var reference: Int
        var work: ([UInt8]) -> Int
    }

    static func run(_ options: Options, _ bars: inout Bars) -> Int32 {
        let rounds = options.rounds ?? 11
        guard let variants = variants() else {
            print("bench structure: a grammar cannot be compiled")
            return 2
        }
        let paths = options.files.isEmpty ? SampleFiles.all() : options.files
        let documents = paths.compactMap(SampleFiles.bytes).filter { (try? FrozenTree.parse($0))?.root.localName == "ClinicalDocument" }
        guard !documents.isEmpty else {
            print("bench structure: no ClinicalDocument among the files")
            return 2
        }
        let bytes = documents.reduce(0) { $0 + $1.count }
        let (times, check) = Timing.alternate(rounds: rounds, variants.map { variant in { documents.reduce(0) { $0 + variant.work($1) } } })
        print("\(documents.count) documents, \(bytes) bytes, one thread, median processor time of \(rounds) rounds (check \(check & 0xFFFF))")
        for (variant, time) in zip(variants, times) {
            let seconds = Timing.seconds(time)
            let ratio = seconds / Timing.seconds(times[variant.reference])
            let each = Timing.fixed(seconds * 1000 / Double(documents.count), 3)
            let (rate, speed) = (Timing.fixed(Double(documents.count) / seconds, 0), Timing.fixed(Double(bytes) / 1e6 / seconds, 1))
            print("  \(each) ms each  \(rate)/s  \(speed) MB/s  \(Timing.fixed(ratio, 3)) of libxml2's route  \(variant.name)")
            if let bar = variant.bar { bars.record(bar, ratio) }
        }
        return 0
    }

    private static func variants() -> [Variant]? {
        // First libxml2's own: once our engine is in use, it lets libxml2 open no file.
        xmlInitParser()
        let official = SampleFiles.shared + "/ans/infrastructure/cda/CDA_extended.xsd"
        let officialLibrary = access(official, R_OK) == 0 ? LibrarySchema(path: official) : nil
        guard let coreLibrary = LibrarySchema(path: "../conformance/rules/CDA.xsd"), let core = try? RulePack.core() else { return nil }
        let judge = Validator(schema: core.schema, pack: core.identity, options: ValidationOptions(now: { Date() }))
        var variants = [
            Variant(name: "XMLTree and core grammar", bar: "structure.core", reference: 1) { check($0, core.schema) },
            Variant(name: "libxml2 tree and core grammar", reference: 1) { coreLibrary.check($0) },
            Variant(name: "the whole examination, core grammar", reference: 1) { judge.examine($0).report.findings.count },
        ]
        if let officialLibrary, let pack = try? RulePack.schema(at: official) {
            variants += [
                Variant(name: "XMLTree and official grammar", bar: "structure.official", reference: 4) { check($0, pack.schema) },
                Variant(name: "libxml2 tree and official grammar", reference: 4) { officialLibrary.check($0) },
            ]
        }
        return variants
    }

    private static func check(_ bytes: [UInt8], _ schema: CompiledSchema) -> Int {
        guard let tree = try? FrozenTree.parse(bytes) else { return 0 }
        return schema.violations(in: tree.root).isEmpty ? 1 : 0
    }
}
