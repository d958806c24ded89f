// How long the official samples take: every schema that applies, warm, one thread.

import Foundation
import SchematronEngine
import XMLTree

/// `conformance-driver truth SHARED speed [ROUNDS]`: milliseconds of each sample for reading and judging, and the time that the rules took to load.
enum TruthSpeed {
    static func run(_ pack: TruthPack, rounds: Int) -> Int32 {
        let clock = ContinuousClock()
        guard let text = try? String(contentsOf: pack.shared.appending(path: "truth/samples.jsonl"), encoding: .utf8) else { return 2 }
        var schemas: [String: [String]] = [:]
        for record in text.split(separator: "\n").compactMap({ TruthRecord($0) }) { schemas[record.document, default: []].append(record.schema) }
        do {
            let loading = try clock.measure { _ = try pack.rules("generic") }
            let rest = try clock.measure {
                for name in Set(schemas.values.joined()) where !TruthPack.isGeneric(name) { _ = try pack.rules(name) }
            }
            print("loaded: the generic schemas in \(milliseconds(loading)) ms, the others in \(milliseconds(rest)) ms")
            var times: [(document: String, parse: Double, judge: Double)] = []
            for (document, names) in schemas {
                guard let bytes = pack.bytes(of: document) else { continue }
                let others = try names.filter { !TruthPack.isGeneric($0) }.map { try pack.rules($0) }
                let generic = try pack.rules("generic")
                var parse: [Double] = []
                var judge: [Double] = []
                for _ in 0..<rounds {
                    let start = clock.now
                    let tree = try FrozenTree.parse(bytes)
                    let read = clock.now
                    _ = generic.judge(tree, with: others, options: RunOptions(documents: pack.documents))
                    judge.append(milliseconds(clock.now - read))
                    parse.append(milliseconds(read - start))
                }
                times.append((document, parse.min() ?? 0, judge.min() ?? 0))
            }
            times.sort { $0.judge < $1.judge }
            for time in times.suffix(5) { print("\(time.document): parse \(round(time.parse)) ms, judge \(round(time.judge)) ms") }
            let judge = times.map(\.judge)
            let parse = times.map(\.parse).sorted()
            print(
                "\(times.count) samples: median \(round(judge[judge.count / 2])) ms, 95th \(round(judge[judge.count * 95 / 100])) ms,"
                    + " mean \(round(judge.reduce(0, +) / Double(judge.count))) ms; parsing: median \(round(parse[parse.count / 2])) ms")
        } catch {
            print(error)
            return 1
        }
        return 0
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        Double(duration.components.attoseconds) / 1e15 + Double(duration.components.seconds) * 1000
    }

    private static func round(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
