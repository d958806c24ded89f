// The cases of the Schematron suite: a schema and a document, is it valid, invalid, or in error?

import Foundation
import SchematronEngine
import XMLTree

/// `conformance-driver schematron`: one JSON object a line in, one a line out, as the suite's runner speaks.
enum SchematronCase {
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.isEmpty else { return 2 }
        while let line = readLine() {
            guard let request = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return 2 }
            print(answer(request))
            fflush(nil)
        }
        return 0
    }

    private static func answer(_ request: [String: Any]) -> String {
        let id = request["id"] as? String ?? ""
        guard let schema = request["schema"] as? String, let document = request["document"] as? String else {
            return object(["id": id, "ok": false, "error": "schema or document is not named"])
        }
        do {
            let file = URL(filePath: schema)
            let documents = RuleDocuments(RuleFiles(folder: file.deletingLastPathComponent().path))
            let model = try SchemaModel(file.lastPathComponent, in: documents.files, dialect: .iso)
            let compiled = try CompiledSchematron(model, phase: request["phase"] as? String, documents: documents)
            let tree = try FrozenTree.parse(Array(try Data(contentsOf: URL(filePath: document))))
            let report = RuleSet([compiled]).judge(tree, options: RunOptions(documents: documents))
            if let defect = report.findings.first(where: \.isDefect) {
                return object(["id": id, "ok": false, "error": "\(defect.outcome)"])
            }
            return object(["id": id, "ok": true, "valid": report.isValid, "svrl": report.svrl(for: compiled)])
        } catch {
            return object(["id": id, "ok": false, "error": "\(error)"])
        }
    }

    private static func object(_ members: [String: Any]) -> String {
        (try? JSONSerialization.data(withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes])).map { String(decoding: $0, as: UTF8.self) }
            ?? "{}"
    }
}
