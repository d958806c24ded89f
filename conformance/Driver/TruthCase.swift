// Holds the rules engine to what the reference implementation said of samples and mutants.

import Foundation
import SchematronEngine
import XMLTree
import XPathEngine

/// `conformance-driver truth SHARED samples|mutants [--show N] [--only TEXT]`: prints every difference and the counts, and exits with 1 when there is one.
///
/// With `--digests yes` nothing is compared: a line for each record says what was found, in short.
///
/// `conformance-driver truth SHARED speed [ROUNDS]` says how long the samples take.
enum TruthCase {
    private struct Options {
        var shown = 10
        var only: String?
        var digests = false
    }

    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count >= 2, let pack = TruthPack(arguments[0]) else { return 2 }
        if arguments[1] == "speed" { return TruthSpeed.run(pack, rounds: arguments.count > 2 ? Int(arguments[2]) ?? 10 : 10) }
        guard ["samples", "mutants"].contains(arguments[1]) else { return 2 }
        var options = Options()
        var rest = arguments.dropFirst(2)
        while let option = rest.popFirst(), let value = rest.popFirst() {
            switch option {
            case "--show": options.shown = Int(value) ?? options.shown
            case "--only": options.only = value
            case "--digests": options.digests = value == "yes"
            default: return 2
            }
        }
        guard let text = try? String(contentsOf: pack.shared.appending(path: "truth/\(arguments[1]).jsonl"), encoding: .utf8) else { return 2 }
        var byDocument: [(document: String, records: [TruthRecord])] = []
        for record in text.split(separator: "\n").compactMap({ TruthRecord($0) }) {
            if let only = options.only, !"\(record.document) \(record.schema)".contains(only) { continue }
            if byDocument.last?.document == record.document {
                byDocument[byDocument.count - 1].records.append(record)
            } else {
                byDocument.append((record.document, [record]))
            }
        }
        var tally = TruthTally()
        for (document, records) in byDocument {
            do {
                try compare(document, records, pack, options, &tally)
            } catch {
                print("\(document): \(error)")
                tally.broken += 1
            }
        }
        if options.digests { return tally.broken == 0 ? 0 : 1 }
        print(tally.description)
        return tally.isClean ? 0 : 1
    }

    private static func compare(_ document: String, _ records: [TruthRecord], _ pack: TruthPack, _ options: Options, _ tally: inout TruthTally) throws {
        guard let bytes = pack.bytes(of: document) else { throw CocoaError(.fileNoSuchFile) }
        let tree = try FrozenTree.parse(bytes)
        let paths = ElementPaths(tree)
        for record in records {
            let set = try pack.rules(record.schema)
            let report = set.judge(tree, options: RunOptions(documents: pack.documents(for: record.schema)))
            let found = TruthRecord(report, document: document, schema: record.schema, paths: paths)
            if options.digests {
                print("\(document)\t\(record.schema)\t\(found.firedChecksum ?? "")\t\(found.digest)")
                continue
            }
            let differences = tally.differences(found, record)
            if differences.isEmpty { continue }
            print("\(document) \(record.schema): \(differences.count) differences")
            for difference in differences.prefix(options.shown) { print("  \(difference)") }
        }
    }
}

extension TruthRecord {
    init(_ report: SchematronReport, document: String, schema: String, paths: ElementPaths) {
        var checksum = Checksum()
        for firing in report.firings { checksum.add("\(firing.rule.identity)@\(paths.path(of: firing.node))\n") }
        var failed: [Item] = []
        var reports: [Item] = []
        var errors: [Item] = []
        for finding in report.findings {
            let path = paths.path(of: finding.node)
            let name = finding.assertion?.identity ?? finding.rule.identity
            switch finding.outcome {
            case .failed: failed.append(Item(assertion: name, path: path, text: finding.foldedMessage))
            case .reported: reports.append(Item(assertion: name, path: path, text: finding.foldedMessage))
            case .undecided(let error), .incompleteMessage(let error), .contextUndecided(let error):
                errors.append(Item(assertion: name, path: path, text: error.code.rawValue))
            }
        }
        self.init(
            document: document, schema: schema, fired: (report.firings.count, checksum.hexadecimal), failed: failed, reports: reports, errors: errors)
    }
}

/// The path of every element by the places of the elements among their siblings: `1.24.2`.
struct ElementPaths {
    private var paths: [UInt32: String] = [0: ""]

    init(_ tree: FrozenTree) {
        var open: [(node: Node, path: String)] = [(tree.document, "")]
        while let (parent, path) = open.popLast() {
            for (number, child) in parent.elements.enumerated() {
                let own = path.isEmpty ? "\(number + 1)" : "\(path).\(number + 1)"
                paths[child.index] = own
                open.append((child, own))
            }
        }
    }

    func path(of node: Node) -> String { paths[node.index] ?? "?" }
}

/// Counts of a comparison.
struct TruthTally: CustomStringConvertible {
    var broken = 0
    private var records = 0
    private var equal = 0
    private var findings = 0
    private var firings = 0
    private var kinds: [String: Int] = [:]

    var isClean: Bool { broken == 0 && records == equal && records > 0 }

    /// What differs, a line each.
    mutating func differences(_ found: TruthRecord, _ wanted: TruthRecord) -> [String] {
        records += 1
        var lines: [String] = []
        if let failed = wanted.failed {
            findings += failed.count + wanted.reports.count + wanted.errors.count
            firings += wanted.firedCount
            lines += compare("failed", found.failed ?? [], failed)
            lines += compare("report", found.reports, wanted.reports)
            lines += compare("error", found.errors, wanted.errors)
            if found.firedChecksum != wanted.firedChecksum {
                kinds["fired", default: 0] += 1
                lines.append("fired \(found.firedCount) \(found.firedChecksum ?? "") instead of \(wanted.firedCount) \(wanted.firedChecksum ?? "")")
            }
        } else if !found.errors.contains(where: { $0.text == wanted.fatalError }) {
            kinds["fatal", default: 0] += 1
            lines.append("no error \(wanted.fatalError ?? ""), but \(found.errors.prefix(3).map(\.text))")
        }
        if lines.isEmpty { equal += 1 }
        return lines
    }

    private mutating func compare(_ kind: String, _ found: [TruthRecord.Item], _ wanted: [TruthRecord.Item]) -> [String] {
        if found == wanted { return [] }
        let (have, want) = (Set(found.map(\.place)), Set(wanted.map(\.place)))
        var lines = wanted.filter { !have.contains($0.place) }.map { "\(kind) missing: \($0.place) \($0.text.prefix(300))" }
        lines += found.filter { !want.contains($0.place) }.map { "\(kind) too many: \($0.place) \($0.text.prefix(300))" }
        kinds["\(kind) missing or too many", default: 0] += lines.count
        let texts = zip(found, wanted).filter { $0.place == $1.place && $0.text != $1.text }
        kinds["\(kind) text", default: 0] += texts.count
        lines += texts.map { "\(kind) text: \($0.place)\n    '\($0.text)'\n    instead of\n    '\($1.text)'" }
        if lines.isEmpty { lines.append("\(kind) in another order") }
        return lines
    }

    var description: String {
        let differences = kinds.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(equal) of \(records) records equal, \(broken) documents broken; \(findings) findings, \(firings) firings"
            + (differences.isEmpty ? "" : "; \(differences)")
    }
}
