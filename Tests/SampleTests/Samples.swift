// The sample documents, and what the tables of their README say of each.

import Foundation
import TestSupport
import Testing

/// What becomes of a sample; the name of its folder.
enum Fate: String, CaseIterable, Sendable {
    case accepted, refused, hostile
}

/// One sample document and its row in `Samples/README.md`.
struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let fate: Fate
    /// The cells of its row after the name, without backticks.
    let cells: [String]

    var file: URL { Samples.folder.appending(path: "\(fate.rawValue)/\(name).xml") }
    var reportFile: URL { Samples.folder.appending(path: "\(fate.rawValue)/\(name).report.txt") }
    var testDescription: String { "\(fate.rawValue)/\(name)" }

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }
}

enum Samples {
    static let folder = projectRoot.appending(path: "Samples")
    static let accepted = table(of: .accepted)
    static let refused = table(of: .refused)
    static let hostile = table(of: .hostile)
    static let all = accepted + refused + hostile

    /// The credentials that deposit the accepted samples: their names and national identifiers.
    static let credentials = rows(under: "Who is who").map { (name: $0[0], identifier: $0[2]) }

    /// The samples under the heading of a fate.
    static func table(of fate: Fate) -> [Sample] {
        rows(under: fate.rawValue.capitalized).map { Sample(name: $0[0], fate: fate, cells: Array($0.dropFirst())) }
    }

    /// The cells of the rows under a heading whose first cell is a name in backticks, without the backticks.
    private static func rows(under heading: String) -> [[String]] {
        guard let readme = try? String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8) else { return [] }
        let section = readme.components(separatedBy: "\n").drop { $0 != "## \(heading)" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        return section.filter { $0.hasPrefix("| `") }.map { line in
            line.dropFirst().dropLast().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "") }
        }
    }

    /// The names of the XML files in the folder of a fate.
    static func files(of fate: Fate) throws -> [String] {
        try FileManager.default.contentsOfDirectory(at: folder.appending(path: fate.rawValue), includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "xml" }.map { $0.deletingPathExtension().lastPathComponent }.sorted()
    }
}
