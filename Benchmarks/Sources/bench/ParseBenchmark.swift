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

    static func run(_ arguments: [String]) -> Int32 {
        var paths = arguments
        var rounds = 31
        if paths.first == "--rounds", paths.count > 1, let wanted = Int(paths[1]), wanted > 0 {
            rounds = wanted
            paths.removeFirst(2)
        }
        if paths.isEmpty { paths = SampleFiles.all() }
        let documents = paths.compactMap(SampleFiles.bytes)
        guard documents.count == paths.count, !documents.isEmpty else {
            print("bench parse: no files, or one that cannot be read; name some, or set PASSERELLE_SHARED")
            return 2
        }
        xmlInitParser()
        let middle = documents.filter { (100_000..<300_000).contains($0.count) }
        report("all files", documents, rounds)
        if middle.count > 1 && middle.count < documents.count { report("files of 100 to 300 KB", middle, rounds) }
        if let time = StreamReader.time(paths, rounds: min(rounds, 9)) {
            print("xmllint --noout --stream, all files in one process, its start taken off: \(Timing.milliseconds(time)) ms")
        }
        return 0
    }

    private static func report(_ title: String, _ documents: [[UInt8]], _ rounds: Int) {
        let bytes = documents.reduce(0) { $0 + $1.count }
        var times = [[Duration]](repeating: [], count: variants.count)
        var check = 0
        // The first round warms caches and is not counted.
        for round in 0...rounds {
            for (index, variant) in variants.enumerated() {
                let start = Timing.processorTime()
                check &+= variant.work(documents)
                if round > 0 { times[index].append(Timing.processorTime() - start) }
            }
        }
        print("\(title): \(documents.count) files, \(bytes) bytes, median processor time of \(rounds) rounds (check \(check & 0xFFFF))")
        let reference = Timing.median(times[variants.count - 1])
        for (index, variant) in variants.enumerated() {
            let time = Timing.median(times[index])
            let speed = Timing.fixed(Double(bytes) / 1e6 / Timing.seconds(time), 0)
            let ratio = Timing.fixed(Timing.seconds(time) / Timing.seconds(reference), 3)
            print("  \(Timing.milliseconds(time)) ms  \(speed) MB/s  \(ratio) of libxml2's tree  \(variant.name)")
        }
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
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let document = bytes.withUnsafeBytes {
            xmlReadMemory($0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), nil, nil, Int32(options))
        }
        guard let document else { fatalError("libxml2 refused a file") }
        defer { xmlFreeDoc(document) }
        return xmlDocGetRootElement(document) == nil ? 0 : 1
    }
}
