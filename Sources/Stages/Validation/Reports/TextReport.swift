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
        guard !report.findings.isEmpty else { return summary(of: report, file: file) }
        let (lines, positions) = (SourceLines(source), SourcePositions(source))
        return report.findings.map { text(for: $0, file: file, lines: lines, positions) }.joined() + summary(of: report, file: file)
    }

    /// All findings of a document whose source is not at hand any more, as wide as it was kept, and the summary line.
    func text(for document: JudgedDocument) -> String {
        document.told.map { text(for: $0, file: document.file, excerpt: $1.excerpt) }.joined() + summary(of: document.report, file: document.file)
    }

    /// One finding of such a document.
    func text(for finding: Finding, of document: JudgedDocument, number: Int) -> String {
        text(for: finding, file: document.file, excerpt: document.views[number].excerpt)
    }

    /// One finding, each line ended.
    public func text(for finding: Finding, file: String, source: [UInt8]) -> String {
        text(for: finding, file: file, lines: SourceLines(source), SourcePositions(source))
    }

    /// The verdict and the counts in one line.
    public func summary(of report: ValidationReport, file: String) -> String {
        let verdict = report.verdict
        let colour: Colour = verdict == .valid ? .green : verdict == .invalid ? .red : .yellow
        let name = TerminalText.line(file, width: 4096) + (language == .french ? " : " : ": ")
        return "\(name)\(painted(verdict.word[language], colour)) (\(ReportWords(language: language).counts(FindingCounts(report.findings))))\n"
    }

    private func text(for finding: Finding, file: String, lines: SourceLines, _ positions: SourcePositions) -> String {
        text(for: finding, file: file, excerpt: finding.place.flatMap { SourceExcerpt(lines, positions, $0, width: width - 4) })
    }

    /// The first line of a finding: place, weight, message and rule.
    public func heading(of finding: Finding, file: String) -> String {
        let name = TerminalText.line(file, width: 4096)
        let place = finding.place.map { "\(name):\($0.line):\($0.column)" } ?? name
        let weight = painted(finding.severity.word[language], colour(of: finding.severity))
        return "\(place): \(weight): \(finding.message[language]) [\(finding.ruleKey)]\n"
    }

    private func text(for finding: Finding, file: String, excerpt: SourceExcerpt?) -> String {
        var text = heading(of: finding, file: file)
        if let excerpt {
            text += "    \(excerpt.line)\n    \(painted(excerpt.mark, colour(of: finding.severity)))\n"
        }
        if let detail = finding.detail { text += field("rule", "règle", detail) }
        if let found = finding.found { text += field("found", "trouvé", found) }
        if let allowed = finding.allowed { text += allowedLines(allowed) }
        if let edit = finding.edit { text += field("fix", "correction", ReportWords(language: language).edit(edit)) }
        return text
    }

    private func allowedLines(_ allowed: AllowedValues) -> String {
        let values = allowed.text(language).map { field("allowed", "permis", $0) } ?? ""
        return values + (allowed.closest.isEmpty ? "" : field("closest", "proches", allowed.closest.joined(separator: ", ")))
    }

    private func field(_ english: String, _ french: String, _ value: String) -> String {
        let label = language == .french ? "  \(french) : " : "  \(english): "
        return label + TerminalText.line(value, width: max(20, width - label.count)) + "\n"
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
