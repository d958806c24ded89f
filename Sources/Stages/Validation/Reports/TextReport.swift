// A report as a person reads it in a terminal.

public import ClinicalTypes

/// Writes reports for a terminal: one block per finding, with the line of the document and a caret under the place.
///
/// ```
/// letter.xml:12:15: error: realmCode must carry the code FR [header.realm-code]
///       <realmCode code="DE"/>
///                  ^~~~~~~~~
///   found: DE
///   allowed: FR
///   fix: replace the value of @code: FR
/// ```
/// The text holds content of the document: it is meant for the person who sent it.
public struct TextReport: Sendable {
    /// The language of the messages.
    public var language: Language
    /// How many columns the terminal has.
    public var width: Int
    /// Whether to colour with ANSI sequences.
    public var isColoured: Bool

    /// Chooses language, width and colour.
    public init(language: Language = .english, width: Int = 100, isColoured: Bool = false) {
        self.language = language
        self.width = max(20, width)
        self.isColoured = isColoured
    }

    /// All findings and the summary line, each line ended.
    ///
    /// - Parameters:
    ///   - report: what was found.
    ///   - file: the name to print before each place.
    ///   - source: the document as received.
    public func text(for report: ValidationReport, file: String, source: [UInt8]) -> String {
        let lines = SourceLines(source)
        return report.findings.map { text(for: $0, file: file, lines: lines) }.joined() + summary(of: report, file: file)
    }

    /// One finding, each line ended.
    public func text(for finding: Finding, file: String, source: [UInt8]) -> String {
        text(for: finding, file: file, lines: SourceLines(source))
    }

    /// The verdict and the counts in one line.
    public func summary(of report: ValidationReport, file: String) -> String {
        let errors = report.count(of: .error) + report.count(of: .fatal)
        let warnings = report.count(of: .warning)
        let notes = report.count(of: .info)
        let name = TerminalText.line(file, width: 4096)
        let verdict: String
        let counts: String
        switch language {
        case .french:
            verdict = report.isValid ? "valide" : "non valide"
            counts = "\(counted(errors, "erreur")), \(counted(warnings, "avertissement"))" + (notes > 0 ? ", \(counted(notes, "remarque"))" : "")
            return "\(name) : \(painted(verdict, report.isValid ? .green : .red)) (\(counts))\n"
        case .english:
            verdict = report.isValid ? "valid" : "invalid"
            counts = "\(counted(errors, "error")), \(counted(warnings, "warning"))" + (notes > 0 ? ", \(counted(notes, "note"))" : "")
            return "\(name): \(painted(verdict, report.isValid ? .green : .red)) (\(counts))\n"
        }
    }

    private func counted(_ count: Int, _ noun: String) -> String {
        let isPlural = language == .french ? count > 1 : count != 1
        return "\(count) \(noun)\(isPlural ? "s" : "")"
    }

    private func text(for finding: Finding, file: String, lines: SourceLines) -> String {
        let name = TerminalText.line(file, width: 4096)
        let place = finding.place.map { "\(name):\($0.line):\($0.column)" } ?? name
        let weight = painted(word(for: finding.severity), colour(of: finding.severity))
        var text = "\(place): \(weight): \(finding.message[language]) [\(finding.code)]\n"
        if let place = finding.place,
            let excerpt = SourceExcerpt(lines, line: place.line, column: place.column, length: place.byteRange?.count ?? 1, width: width - 4)
        {
            text += "    \(excerpt.line)\n    \(painted(excerpt.mark, colour(of: finding.severity)))\n"
        }
        if let found = finding.found { text += field("found", "trouvé", found) }
        if let allowed = finding.allowed { text += allowedLines(allowed) }
        if let edit = finding.edit {
            // The line feed and the indentation around an inserted element are of no interest here.
            let replacement = trimmingXMLSpace(edit.replacement)
            let colon = language == .french ? " : " : ": "
            text += field("fix", "correction", edit.summary[language] + (replacement.isEmpty ? "" : colon + replacement))
        }
        return text
    }

    private func allowedLines(_ allowed: AllowedValues) -> String {
        var text = allowed.name.map { "\($0)" + (allowed.first.isEmpty ? "" : language == .french ? " : " : ": ") } ?? ""
        text += allowed.first.joined(separator: ", ")
        if allowed.count > allowed.first.count { text += language == .french ? "… (\(allowed.count) en tout)" : "… (\(allowed.count) in all)" }
        guard !text.isEmpty || !allowed.closest.isEmpty else { return "" }
        let values = text.isEmpty ? "" : field("allowed", "permis", text)
        return values + (allowed.closest.isEmpty ? "" : field("closest", "proches", allowed.closest.joined(separator: ", ")))
    }

    private func field(_ english: String, _ french: String, _ value: String) -> String {
        let label = language == .french ? "  \(french) : " : "  \(english): "
        return label + TerminalText.line(value, width: max(20, width - label.count)) + "\n"
    }

    private func word(for severity: Severity) -> String {
        switch (severity, language) {
        case (.fatal, .english): "fatal"
        case (.error, .english): "error"
        case (.warning, .english): "warning"
        case (.info, .english): "note"
        case (.fatal, .french): "fatal"
        case (.error, .french): "erreur"
        case (.warning, .french): "avertissement"
        case (.info, .french): "remarque"
        }
    }

    private enum Colour: String {
        case red = "\u{1B}[31m"
        case yellow = "\u{1B}[33m"
        case blue = "\u{1B}[34m"
        case green = "\u{1B}[32m"
    }

    private func colour(of severity: Severity) -> Colour {
        switch severity {
        case .fatal, .error: .red
        case .warning: .yellow
        case .info: .blue
        }
    }

    private func painted(_ text: String, _ colour: Colour) -> String {
        isColoured ? "\(colour.rawValue)\(text)\u{1B}[0m" : text
    }
}
