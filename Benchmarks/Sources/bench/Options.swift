// What was asked for on the command line.

/// The options that all benchmarks share, and the files that are left.
struct Options {
    /// How often each side is measured; nil for what suits the benchmark.
    var rounds: Int?
    /// How long each side of a submission round takes, in seconds.
    var seconds = 6.0
    /// How many small messages are sent to see whether memory grows.
    var messages = 20_000
    /// The program that serves; nil for the one built beside this one.
    var program: String?
    /// Where the servers keep their state: a folder on the disk that is to be measured.
    var folder: String?
    /// The file of the bars.
    var thresholds = "thresholds.json"
    /// Whether a missed bar fails.
    var enforces = false
    /// The files to read; empty for the samples.
    var files: [String] = []

    /// Reads options; nil when one is unknown or lacks its value.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--rounds":
                guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else { return nil }
                rounds = number
            case "--seconds":
                guard let number = rest.popFirst().flatMap({ Double($0) }), number > 0 else { return nil }
                seconds = number
            case "--messages":
                guard let number = rest.popFirst().flatMap({ Int($0) }), number >= 100 else { return nil }
                messages = number
            case "--program":
                guard let path = rest.popFirst() else { return nil }
                program = path
            case "--folder":
                guard let path = rest.popFirst() else { return nil }
                folder = path
            case "--thresholds":
                guard let path = rest.popFirst() else { return nil }
                thresholds = path
            case "--enforce": enforces = true
            case _ where word.hasPrefix("--"): return nil
            default: files.append(word)
            }
        }
    }
}
