// `passerelle validate --watch`: the verdict again at every save, and what changed.

import ClinicalTypes
import Foundation
import Validation

/// Files that are judged again whenever they are saved.
struct WatchedFiles {
    private let names: [String]
    private let judge: Validator
    private let language: Language
    private let isQuiet: Bool
    private let renderer: TextReport

    init(_ names: [String], judge: Validator, language: Language, isQuiet: Bool) {
        self.names = names
        self.judge = judge
        self.language = language
        self.isQuiet = isQuiet
        renderer = TextReport(language: language, width: Terminal.width, isColoured: Terminal.showsColours)
    }

    /// Judges and waits until the program is interrupted, then leaves as the last verdicts ask for.
    func run() throws {
        let places = Dictionary(names.map { (Self.place(of: $0), $0) }) { first, _ in first }
        // Watching begins before the first look, so that no save falls between.
        let events = try FolderEvents(Set(places.keys.map { URL(filePath: $0).deletingLastPathComponent().path }))
        var reports: [String: ValidationReport] = [:]
        for name in names { reports[name] = try tell(name, InputFiles.read(name), since: nil) }
        if !isQuiet { Terminal.complain(language == .french ? "en attente d'enregistrements ; Ctrl-C termine" : "waiting for saves; Ctrl-C ends") }
        while case .saved(let saved) = events.next() {
            for place in saved.sorted() {
                // A file that went away between is saved again soon.
                guard let name = places[place], let data = FileManager.default.contents(atPath: name) else { continue }
                reports[name] = tell(name, [UInt8](data), since: reports[name])
            }
        }
        let documents = names.map { JudgedDocument(file: $0, source: [], report: reports[$0] ?? ValidationReport(findings: [], packs: [])) }
        try ReportRun.now(documents, language).leave()
    }

    private func tell(_ name: String, _ source: [UInt8], since last: ValidationReport?) -> ValidationReport {
        let report = judge.examine(source).report
        guard let last else {
            if !isQuiet || !report.findings.isEmpty { Terminal.say(renderer.text(for: report, file: name, source: source), terminator: "") }
            return report
        }
        let changes = FindingChanges(from: last.findings, to: report.findings)
        var text = renderer.summary(of: report, file: "\(Self.clock()) \(name)")
        for finding in changes.new { text += marked(renderer.text(for: finding, file: name, source: source), "+ ") }
        for finding in changes.gone { text += marked(renderer.heading(of: finding, file: name), "- ") }
        if changes.isEmpty { text += language == .french ? "  rien de changé\n" : "  nothing changed\n" }
        Terminal.say(text, terminator: "")
        return report
    }

    /// Every line of a text behind a mark; only the first shows it.
    private func marked(_ text: String, _ mark: String) -> String {
        text.split(separator: "\n").enumerated().map { ($0 == 0 ? mark : "  ") + $1 + "\n" }.joined()
    }

    /// The folder and the name of a file, as events name them.
    private static func place(of name: String) -> String {
        let file = URL(filePath: name).absoluteURL.standardizedFileURL
        return file.deletingLastPathComponent().resolvingSymlinksInPath().path + "/" + file.lastPathComponent
    }

    /// The time of day, here.
    private static func clock() -> String {
        let parts = Calendar.current.dateComponents([.hour, .minute, .second], from: Date())
        return [parts.hour, parts.minute, parts.second].map { number in
            let text = String(number ?? 0)
            return text.count < 2 ? "0" + text : text
        }.joined(separator: ":")
    }
}
