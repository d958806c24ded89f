// The schemas that the tests judge with, compiled once.

import CRules
import Foundation
import TestSupport
import XMLSchemaEngine
import XMLTree

/// The files of the core pack, as embedded in the program.
let coreFiles: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for index in 0..<passerelle_rule_file_count() {
        let file = passerelle_rule_file_at(index)
        files[String(cString: file.name)] = [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
    return files
}()

/// The core grammar.
let coreSchema = Result { try CompiledSchema(files: coreFiles, entry: "CDA.xsd") }

/// The official French schema, where it is at hand.
let officialSchema: Result<CompiledSchema, any Error>? = sharedFolder.map { shared in
    Result { try CompiledSchema(contentsOf: shared.appending(path: "ans/infrastructure/cda").path, entry: "CDA_extended.xsd") }
}

/// The clinical document in a file: the root, or what a self-presenting style sheet carries.
func clinicalDocument(at file: URL) throws -> Node {
    let tree = try FrozenTree.parse([UInt8](Data(contentsOf: file)))
    return tree.embeddedDocument(named: "ClinicalDocument", in: "urn:hl7-org:v3") ?? tree.root
}

/// The XML files of a folder, in order of their names.
func documents(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "xml" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
}
