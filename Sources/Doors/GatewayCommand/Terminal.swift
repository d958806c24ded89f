// What the program says on its two streams, and how.

import ClinicalTypes
import Foundation

/// The two streams of the program.
enum Terminal {
    /// Whether standard output is a terminal that shows colours.
    static let showsColours = isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

    /// Whether standard error is a terminal, so that progress may be shown.
    static let showsProgress = isatty(2) == 1

    /// The columns of the terminal, 100 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
        return Int(size.ws_col)
    }

    /// The language that the locale asks for: French where it begins with `fr`, else English.
    static var language: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("fr") ? .french : .english
    }

    /// A reader that goes away ends a write with an error, not the process with a signal.
    static func prepare() { signal(SIGPIPE, SIG_IGN) }

    /// Writes text to standard output as it is.
    static func say(_ text: String, terminator: String = "\n") {
        write(Data((text + terminator).utf8))
    }

    /// Writes bytes to standard output; a reader that has seen enough ends the program without a word.
    static func write(_ bytes: Data) {
        do {
            try FileHandle.standardOutput.write(contentsOf: bytes)
        } catch {
            Foundation.exit(0)
        }
    }

    /// A line in which no control character steers the terminal.
    static func harmless(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }

    /// Writes a complaint to standard error.
    static func complain(_ text: String, prefixed: Bool = true) {
        try? FileHandle.standardError.write(contentsOf: Data(((prefixed ? "passerelle: " : "") + text + "\n").utf8))
    }

    /// Shows how far a long work has come, on a terminal alone; the last call clears the line.
    static func showProgress(_ done: Int, of total: Int, _ what: String) {
        guard showsProgress, total > 1 else { return }
        let text = done == total ? "\r\u{1B}[K" : "\r\u{1B}[K\(what) \(done)/\(total)"
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
