// The cost of asking an imported directory.

import Foundation
import PractitionerDirectory

/// `conformance-driver directory PATH COUNT < IDENTIFIERS`: asks the directory for each identifier of standard input, one a line and at most so many,
/// and prints how many are known and what a question takes, in microseconds.
enum DirectoryCase {
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 2, let limit = Int(arguments[1]), let directory = try? ImportedDirectory(path: arguments[0]) else { return 2 }
        var durations: [Double] = []
        var known = 0
        while durations.count < limit, let line = readLine() {
            let begin = clock()
            let entries = (try? directory.entries(for: line)) ?? []
            durations.append(clock() - begin)
            known += entries.isEmpty ? 0 : 1
        }
        guard !durations.isEmpty else { return 2 }
        durations.sort()
        func written(_ share: Double) -> String { String(format: "%.1f", durations[min(durations.count - 1, Int(Double(durations.count) * share))]) }
        let counts = [("asked", String(durations.count)), ("known", String(known))]
        print(JSONLine(counts + [("median_us", written(0.5)), ("p99_us", written(0.99)), ("longest_us", written(1))]))
        return 0
    }

    /// A moment of the monotonic clock, in microseconds.
    private static func clock() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1000 }
}
