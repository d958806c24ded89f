// The official schemas and what is known of them, for the tests that need them.

import Foundation
import SchematronEngine
import TestSupport
import XMLTree

/// The published pack and the truth files beside it.
enum OfficialSchemas {
    static let folder = sharedFolder?.appending(path: "ans")

    /// All files of the pack, with the value set in place that was never published.
    static let files: RuleFiles = {
        guard let shared = sharedFolder, let folder else { return RuleFiles([:]) }
        let missing = "voc-1.2.250.1.213.1.1.5.471-DYNAMIC.xml"
        let content = (try? Data(contentsOf: shared.appending(path: "truth/\(missing)"))) ?? Data()
        return RuleFiles(folder: folder.path).replacing("schematrons/profils/structurationMinimale/include/\(missing)", with: Array(content))
    }()

    /// The schemas: name, and file in the pack.
    static let schemas: [(name: String, file: String)] = lines("schemas.tsv").compactMap { line in
        let columns = line.split(separator: "\t")
        guard columns.count == 2, !columns[0].hasSuffix("+471") else { return nil }
        return (String(columns[0]), "schematrons/\(columns[1]).sch")
    }

    /// The lines of a truth file.
    static func lines(_ name: String) -> [Substring] {
        guard let shared = sharedFolder, let text = try? String(contentsOf: shared.appending(path: "truth/\(name)"), encoding: .utf8) else { return [] }
        return text.split(separator: "\n")
    }

    /// The lines of a truth file, each an object.
    static func objects(_ name: String) -> [[String: Any]] {
        lines(name).compactMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    }
}
