// The official schemas, compiled as the truth files want them.

import Foundation
import SchematronEngine
import XMLTree
import XPathEngine

/// The pack in the folder of reference material, and its schemas by the names that the truth files give them.
final class TruthPack {
    /// The schema that names a value set that was never published, with the value set put in place.
    static let completed = "StructurationMinimale+471"
    static let generic = ["IHE", "terminologies", "ModelesDeContenusCDA", "Modeles_ANS", completed]

    /// Whether a schema applies to every document; the one without its value set counts, too.
    static func isGeneric(_ name: String) -> Bool { generic.contains(name) || name + "+471" == completed }

    let shared: URL
    let documents: RuleDocuments
    private let published: RuleDocuments
    private let base = StaticContext()
    private let files: [String: String]
    private var sets: [String: RuleSet] = [:]

    init?(_ path: String) {
        shared = URL(filePath: path)
        let folder = RuleFiles(folder: shared.appending(path: "ans").path)
        let missing = "voc-1.2.250.1.213.1.1.5.471-DYNAMIC.xml"
        guard let content = try? Data(contentsOf: shared.appending(path: "truth/\(missing)")),
            let list = try? String(contentsOf: shared.appending(path: "truth/schemas.tsv"), encoding: .utf8)
        else { return nil }
        published = RuleDocuments(folder)
        documents = RuleDocuments(folder.replacing("schematrons/profils/structurationMinimale/include/\(missing)", with: Array(content)))
        var files: [String: String] = [:]
        for line in list.split(separator: "\n") {
            let columns = line.split(separator: "\t").map(String.init)
            if columns.count == 2 { files[columns[0]] = "schematrons/\(columns[1].replacing("_471/", with: "/")).sch" }
        }
        self.files = files
    }

    /// One schema, or the five that apply to every document (`generic`), ready to run.
    func rules(_ name: String) throws -> RuleSet {
        if let known = sets[name] { return known }
        let names = name == "generic" ? Self.generic : [name]
        let set = RuleSet(try names.map { try compile($0) })
        sets[name] = set
        return set
    }

    func documents(for name: String) -> RuleDocuments { name == "StructurationMinimale" ? published : documents }

    private func compile(_ name: String) throws -> CompiledSchematron {
        let documents = documents(for: name)
        let model = try SchemaModel(files[name] ?? name, in: documents.files)
        return try CompiledSchematron(model, base: base, documents: documents)
    }

    /// The bytes of a sample, an extracted document or a mutant.
    func bytes(of document: String) -> [UInt8]? {
        for folder in ["ans/ExemplesCDA", "truth/extracted", "truth/mutants"] {
            if let data = try? Data(contentsOf: shared.appending(path: "\(folder)/\(document)")) { return Array(data) }
        }
        return nil
    }
}
