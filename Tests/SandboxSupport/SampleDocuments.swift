// The sample documents, as they stand and under new identifiers.

import Foundation
import TestSupport

/// The documents of `Samples`.
public enum SampleDocuments {
    /// The bytes of a sample, for instance `accepted/report-consultation`.
    public static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: projectRoot.appending(path: "Samples/\(name).xml")))
    }

    /// The text of an accepted sample in UTF-8.
    public static func text(_ name: String) throws -> String {
        try String(contentsOf: projectRoot.appending(path: "Samples/accepted/\(name).xml"), encoding: .utf8)
    }

    /// A consultation report under an identifier of its own, about a patient of one's choice.
    public static func consultation(_ id: String = freshID(), patient: String? = nil, title: String? = nil) throws -> [UInt8] {
        var text = try text("report-consultation").replacing("2.25.293763715782897103925258992680871218996", with: id)
        if let patient { text = text.replacing("258073899904282", with: patient) }
        if let title { text = text.replacing("<title>Compte rendu de consultation</title>", with: "<title>\(title)</title>") }
        return Array(text.utf8)
    }

    /// A report of a radiologist that replaces another document.
    public static func correction(_ id: String = freshID(), of parent: String) throws -> [UInt8] {
        let sample = try text("imaging-chest-radiograph-corrected")
        let own = "2.25.12897287113460272531599205019061280439"
        return Array(sample.replacing(own, with: id).replacing(try parentOfCorrection(sample), with: parent).utf8)
    }

    /// The report of a radiologist that may be replaced.
    public static func radiograph(_ id: String = freshID()) throws -> [UInt8] {
        let sample = try text("imaging-chest-radiograph")
        return Array(sample.replacing(try parentOfCorrection(try text("imaging-chest-radiograph-corrected")), with: id).utf8)
    }

    private static func parentOfCorrection(_ sample: String) throws -> String {
        guard let parent = sample.range(of: "<parentDocument"), let id = sample.range(of: "root=\"", range: parent.upperBound..<sample.endIndex) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return String(sample[id.upperBound...].prefix { $0 != "\"" })
    }

    /// An identifier that no other document has.
    public static func freshID() -> String { "2.25.\(UInt64.random(in: 1...UInt64.max))\(UInt64.random(in: 1...999_999_999))" }

    /// A row of the table of accepted samples in `Samples/README.md`.
    public struct Row: Sendable, CustomStringConvertible {
        /// The name of the file without its ending.
        public let name: String
        /// The name of the space.
        public let space: String
        /// The name of the credential that deposits it.
        public let credential: String
        /// The name.
        public var description: String { name }
    }

    /// The table of accepted samples, in its order.
    public static let accepted: [Row] = {
        let readme = (try? String(contentsOf: projectRoot.appending(path: "Samples/README.md"), encoding: .utf8)) ?? ""
        let section = readme.components(separatedBy: "\n").drop { $0 != "## Accepted" }.dropFirst().prefix { !$0.hasPrefix("## ") }
        return section.filter { $0.hasPrefix("| `") }.map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "") }
            return Row(name: cells[0], space: cells[1], credential: cells[4])
        }
    }()

    /// Test identifiers of four patients, with right keys.
    public static let patients = ["258073899904282", "184112A99901742", "290039935211835", "119053899910310"]
}
