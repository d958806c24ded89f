// The bars under version control, and how what was measured stands to them.

import Foundation

/// Collects ratios and holds them against `thresholds.json`.
struct Bars {
    private struct Bar: Decodable {
        var ratio: String
        var atMost: Double?
        var atLeast: Double?
        var meaning: String

        func isMet(by value: Double) -> Bool { value <= atMost ?? .infinity && value >= atLeast ?? -.infinity }
    }

    private var measured: [(ratio: String, value: Double)] = []

    /// Takes a ratio in.
    mutating func record(_ ratio: String, _ value: Double) { measured.append((ratio, value)) }

    /// Prints every bar whose ratio was measured; false when one was missed, or the file cannot be read.
    func report(thresholds path: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: path), let bars = try? JSONDecoder().decode([Bar].self, from: data) else {
            print("bench: no thresholds can be read at \(path)")
            return false
        }
        var allMet = true
        for (ratio, value) in measured {
            guard let bar = bars.first(where: { $0.ratio == ratio }) else { continue }
            let wanted = bar.atMost.map { "at most \(Timing.fixed($0, 2))" } ?? "at least \(Timing.fixed(bar.atLeast ?? 0, 2))"
            let isMet = bar.isMet(by: value)
            allMet = allMet && isMet
            print("\(isMet ? "pass" : "MISS")  \(ratio) \(Timing.fixed(value, 3)), \(wanted)  (\(bar.meaning))")
        }
        return allMet
    }
}
