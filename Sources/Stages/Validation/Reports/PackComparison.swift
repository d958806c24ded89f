// Two packs over the same documents: which documents change verdict, and which findings come and go.

public import ClinicalTypes

/// What changes for documents when one pack takes the place of another.
public struct PackComparison: Sendable {
    /// One document under both.
    public struct Document: Sendable {
        /// The name of the file.
        public let file: String
        /// The verdict under the old pack.
        public let old: Verdict
        /// The verdict under the new one.
        public let new: Verdict
        /// What comes and goes.
        public let changes: FindingChanges

        /// Whether anything is different.
        public var isChanged: Bool { old != new || !changes.isEmpty }
    }

    /// One rule whose findings come or go.
    struct Rule: Sendable, Hashable {
        let name: String
        let message: Bilingual
        var new = 0
        var gone = 0

        init(_ finding: Finding) {
            name = finding.ruleKey
            message = finding.message
        }
    }

    /// The packs that judged before.
    public let old: [PackIdentity]
    /// The packs that judge after.
    public let new: [PackIdentity]
    /// The documents, in the order in which they were named.
    public private(set) var documents: [Document] = []

    /// Starts without documents.
    public init(old: [PackIdentity], new: [PackIdentity]) {
        self.old = old
        self.new = new
    }

    /// Adds a document with its two reports.
    public mutating func add(_ file: String, old: ValidationReport, new: ValidationReport) {
        documents.append(
            Document(file: file, old: old.verdict, new: new.verdict, changes: FindingChanges(fromPack: old.findings, toPack: new.findings)))
    }

    /// Whether every document has the same verdict and the same findings under both.
    public var isSame: Bool { !documents.contains(where: \.isChanged) }

    /// The rules whose findings come or go, those with most of them first.
    var rules: [Rule] {
        // A number may mean another rule in the other pack, so the words belong to the name.
        var rules: [[String]: Rule] = [:]
        for document in documents {
            for finding in document.changes.new { rules[[finding.ruleKey, finding.message.fr], default: Rule(finding)].new += 1 }
            for finding in document.changes.gone { rules[[finding.ruleKey, finding.message.fr], default: Rule(finding)].gone += 1 }
        }
        return rules.values.sorted { (-$0.new - $0.gone, $0.name, $0.message.fr) < (-$1.new - $1.gone, $1.name, $1.message.fr) }
    }

    // MARK: Text

    /// The comparison for a person.
    public func text(_ language: Language) -> String {
        let words = ReportWords(language: language)
        let plain = TextReport(language: language)
        var text = ""
        for (mark, packs) in [("-", old), ("+", new)] { for pack in packs { text += "\(mark) \(pack.name) \(pack.version) sha256:\(pack.digest)\n" } }
        for document in documents where document.isChanged {
            let verdicts = document.old == document.new ? document.new.word[language] : "\(document.old.word[language]) → \(document.new.word[language])"
            text += "\n\(TerminalText.line(document.file, width: 4096))\(words("\u{A0}:", ":")) \(verdicts)\n"
            for finding in document.changes.new { text += "+ " + plain.heading(of: finding, file: document.file) }
            for finding in document.changes.gone { text += "- " + plain.heading(of: finding, file: document.file) }
        }
        if !isSame { text += "\n" }
        for rule in rules {
            let signs = [rule.new > 0 ? "+\(rule.new)" : nil, rule.gone > 0 ? "-\(rule.gone)" : nil].compactMap(\.self).joined(separator: " ")
            text += "\(signs) \(rule.name): \(TerminalText.line(rule.message[language], width: 120))\n"
        }
        let (changed, verdicts) = (documents.count(where: \.isChanged), documents.count { $0.old != $0.new })
        return text
            + words(
                "\(documents.count) document\(documents.count > 1 ? "s" : ""), verdict changé pour \(verdicts), constats changés pour \(changed)\n",
                "\(documents.count) document\(documents.count == 1 ? "" : "s"), the verdict changes for \(verdicts), findings for \(changed)\n")
    }

    // MARK: JSON

    private struct Outline: Encodable {
        struct Document: Encodable {
            let file: String
            let oldVerdict: Verdict
            let newVerdict: Verdict
            let new: [FindingOutline]
            let gone: [FindingOutline]
            let kept: Int
        }

        struct Rule: Encodable {
            let rule: String
            let message: Bilingual
            let new: Int
            let gone: Int
        }

        let schemaVersion = 1
        let old: [PackIdentity]
        let new: [PackIdentity]
        let same: Bool
        let documents: [Document]
        let rules: [Rule]
    }

    /// The comparison for a program: JSON of version 1, described in `docs/reports.md`.
    public func json() -> String {
        JSONReport.encoded(
            Outline(
                old: old, new: new, same: isSame,
                documents: documents.map {
                    Outline.Document(
                        file: $0.file, oldVerdict: $0.old, newVerdict: $0.new, new: $0.changes.new.map(FindingOutline.init),
                        gone: $0.changes.gone.map(FindingOutline.init), kept: $0.changes.keptCount)
                }, rules: rules.map { Outline.Rule(rule: $0.name, message: $0.message, new: $0.new, gone: $0.gone) }), isPretty: true)
    }
}
