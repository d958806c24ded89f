// The time from bytes to tree: ours, ours with every place asked for, libxml2's own tree, and xmllint's reader.

import CDocumentTree
import XMLTree

/// Every variant reads the same files from memory in turn, round after round, so that a busy machine slows all of them alike; the medians of
/// the processor time (user and system) are compared.
enum ParseBenchmark {
    /// A way to read all files once; answers something that keeps the work from being optimised away.
    private struct Variant: Sendable {
        var name: String
        var work: @Sendable ([[UInt8]]) -> Int
    }

    private static let variants = [
        Variant(name: "XMLTree") { documents in documents.reduce(0) { $0 + tree($1).nodeCount } },
        Variant(name: "XMLTree, line and column of every node") { documents in documents.reduce(0) { $0 + places(tree($1)) } },
        Variant(name: "libxml2 tree (xmlReadMemory, xmlFreeDoc)") { documents in documents.reduce(0) { $0 + libxml2($1) } },
    ]

    static func run(_ options: Options, _ bars: inout Bars) -> Int32 {
        let rounds = options.rounds ?? 31
        let paths = options.files.isEmpty ? SampleFiles.all() : options.files
        let documents = paths.compactMap(SampleFiles.bytes)
        guard documents.count == paths.count, !documents.isEmpty else {
            print("bench parse: no files, or one that cannot be read; name some, or set PASSERELLE_SHARED")
            return 2
        }
        xmlInitParser()
        let middle = documents.filter { (100_000..<300_000).contains($0.count) }
        let ratios = report("all files", documents, rounds)
        bars.record("parse.tree", ratios[0])
        bars.record("parse.places", ratios[1])
        if middle.count > 1 && middle.count < documents.count { _ = report("files of 100 to 300 KB", middle, rounds) }
        if let time = StreamReader.time(paths, rounds: min(rounds, 9)) {
            print("xmllint --noout --stream, all files in one process, its start taken off: \(Timing.milliseconds(time)) ms")
        }
        return 0
    }

    private static func report(_ title: String, _ documents: [[UInt8]], _ rounds: Int) -> [Double] {
        let bytes = documents.reduce(0) { $0 + $1.count }
        let (times, check) = Timing.alternate(rounds: rounds, variants.map { variant in { variant.work(documents) } })
        print("\(title): \(documents.count) files, \(bytes) bytes, median processor time of \(rounds) rounds (check \(check & 0xFFFF))")
        let ratios = times.map { Timing.seconds($0) / Timing.seconds(times[variants.count - 1]) }
        for (index, variant) in variants.enumerated() {
            let speed = Timing.fixed(Double(bytes) / 1e6 / Timing.seconds(times[index]), 0)
            print("  \(Timing.milliseconds(times[index])) ms  \(speed) MB/s  \(Timing.fixed(ratios[index], 3)) of libxml2's tree  \(variant.name)")
        }
        return ratios
    }

    private static func tree(_ bytes: [UInt8]) -> FrozenTree {
        do {
            return try FrozenTree.parse(bytes)
        } catch {
            fatalError("refused: \(error)")
        }
    }

    private static func places(_ tree: FrozenTree) -> Int {
        (0..<UInt32(tree.nodeCount)).reduce(0) {
            let place = tree.node($1).lineAndColumn
            return $0 &+ place.line &+ place.column
        }
    }

    private static func libxml2(_ bytes: [UInt8]) -> Int {
        let document = LibraryTree.read(bytes)
        defer { xmlFreeDoc(document) }
        return xmlDocGetRootElement(document) == nil ? 0 : 1
    }
}
