// One document on the page: its verdict, and its findings place by place.

import ClinicalTypes

/// The part of a page on one document.
struct HTMLDocumentSection {
    private let document: JudgedDocument
    private let number: Int
    private let words: ReportWords

    init(_ document: JudgedDocument, number: Int, _ words: ReportWords) {
        self.document = document
        self.number = number
        self.words = words
    }

    func write(to page: inout MarkupWriter) {
        let verdict = document.report.verdict
        page.open("section", [("class", "document"), ("id", "d\(number)"), ("aria-labelledby", "d\(number)h")])
        page.open("div", [("class", "title")])
        page.element("h2", [("id", "d\(number)h")], document.file)
        page.element("span", [("class", "badge \(verdict.rawValue)")], verdict.word[words.language])
        page.close("div")
        page.element("p", [("class", "sum")], words.counts(FindingCounts(document.report.findings)))
        if document.report.findings.isEmpty {
            page.element("p", [("class", "clean")], words("Rien à signaler.", "Nothing to report."))
        }
        for group in groups { write(group, to: &page) }
        writeFacts(to: &page)
        page.close("section")
        page.breakLine()
    }

    /// The numbers of the findings, those of one place together, in the order of the places.
    private var groups: [[Int]] {
        var groups: [[Int]] = []
        for (number, finding) in document.report.findings.enumerated() {
            if let last = groups.last?.last, document.report.findings[last].place == finding.place {
                groups[groups.count - 1].append(number)
            } else {
                groups.append([number])
            }
        }
        return groups
    }

    private func write(_ group: [Int], to page: inout MarkupWriter) {
        let first = document.report.findings[group[0]]
        let worst = group.map { document.report.findings[$0].severity }.max() ?? .info
        page.open("article", [("class", "place \(worst.rawValue)")])
        page.open("h3")
        if let place = first.place {
            page.write(words("Ligne \(place.line), colonne \(place.column)", "Line \(place.line), column \(place.column)"))
        } else {
            page.write(words("Le document entier", "The whole document"))
        }
        page.close("h3")
        if let path = first.place?.xpath { page.element("p", [("class", "path")], path) }
        if let excerpt = document.views[group[0]].excerpt { write(excerpt, line: first.place?.line ?? 0, to: &page) }
        for number in group { write(document.report.findings[number], document.views[number], to: &page) }
        page.close("article")
        page.breakLine()
    }

    private func write(_ excerpt: SourceExcerpt, line: Int, to page: inout MarkupWriter) {
        let label = String(line)
        page.open("pre", [("class", "source"), ("tabindex", "0"), ("aria-label", words("Extrait du document", "Excerpt of the document"))])
        page.element("span", [("class", "line"), ("aria-hidden", "true")], label + "  ")
        page.write(excerpt.parts.before)
        page.element("mark", [], excerpt.parts.marked)
        page.write(excerpt.parts.behind + "\n")
        page.element("span", [("class", "caret"), ("aria-hidden", "true")], String(repeating: " ", count: label.utf8.count + 2) + excerpt.mark)
        page.close("pre")
    }

    private func write(_ finding: Finding, _ view: SourceView, to page: inout MarkupWriter) {
        page.open("div", [("class", "finding \(finding.severity.rawValue)")])
        page.open("p", [("class", "message")])
        page.element("span", [("class", "weight")], finding.severity.word[words.language])
        page.write(" " + finding.message[words.language])
        page.close("p")
        page.open("dl", [("class", "more")])
        func entry(_ fr: String, _ en: String, _ write: (inout MarkupWriter) -> Void) {
            page.element("dt", [], words(fr, en))
            page.open("dd")
            write(&page)
            page.close("dd")
        }
        if let detail = finding.detail { entry("La règle dit", "The rule says") { $0.write(detail) } }
        if let found = finding.found { entry("Trouvé", "Found") { $0.element("code", [("class", "bad")], found) } }
        if let allowed = finding.allowed { write(allowed, entry: entry) }
        if let edit = finding.edit {
            entry("Correction", "Fix") { page in
                page.write(edit.summary[words.language])
                let written = trimmingXMLSpace(edit.replacement)
                let old = view.replaced.map(trimmingXMLSpace) ?? ""
                guard !written.isEmpty || !old.isEmpty else { return }
                page.open("span", [("class", "change")])
                if !old.isEmpty { page.element("del", [], old) }
                if !old.isEmpty, !written.isEmpty { page.write(" → ") }
                if !written.isEmpty { page.element("ins", [], written) }
                page.close("span")
            }
        }
        if let help = FindingHelp.of(finding.code), finding.edit == nil, !finding.isOfPack || finding.leavesUndecided {
            entry("Que faire", "What to do") { $0.write(help.cure[words.language]) }
        }
        entry("Règle", "Rule") { $0.element("code", [], finding.ruleKey) }
        page.close("dl")
        page.close("div")
    }

    private func write(_ allowed: AllowedValues, entry: (String, String, (inout MarkupWriter) -> Void) -> Void) {
        if allowed.name != nil || !allowed.first.isEmpty {
            entry("Permis", "Allowed") { page in
                if let name = allowed.name { page.element("span", [("class", "set")], name + (allowed.first.isEmpty ? "" : words.colon)) }
                for (number, value) in allowed.first.enumerated() {
                    if number > 0 { page.write(", ") }
                    page.element("code", [], value)
                }
                if allowed.count > allowed.first.count {
                    page.write(words("… (\(allowed.count) en tout)", "… (\(allowed.count) in all)"))
                }
            }
        }
        if !allowed.closest.isEmpty {
            entry("Proches", "Closest") { page in
                for (number, value) in allowed.closest.enumerated() {
                    if number > 0 { page.write(", ") }
                    page.element("code", [("class", "good")], value)
                }
            }
        }
    }

    private func writeFacts(to page: inout MarkupWriter) {
        page.open("details", [("class", "facts")])
        page.element("summary", [], words("Ce qui a été contrôlé", "What was checked"))
        page.open("dl")
        page.element("dt", [], words("Octets", "Bytes"))
        page.element("dd", [], String(document.byteCount))
        page.element("dt", [], "SHA-256")
        page.open("dd")
        page.element("code", [], document.digest)
        page.close("dd")
        for schema in document.report.schemas {
            page.element("dt", [], schema.kind == .grammar ? words("Grammaire", "Grammar") : "Schematron")
            page.element("dd", [], "\(schema.pack)/\(schema.file)" + (schema.title.map { " – \($0)" } ?? ""))
        }
        page.close("dl")
        page.close("details")
    }
}
