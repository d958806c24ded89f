// A run as one page: nothing to load, no script, readable on paper, by day, by night and aloud.

import ClinicalTypes

/// Writes a run as one self-contained HTML page.
///
/// The page shows excerpts of the documents, and so patient data: it is meant for the person who sent them, and says so.
struct HTMLReport {
    let text: String

    init(_ run: ReportRun) {
        let words = ReportWords(language: run.language)
        var page = MarkupWriter(prolog: "<!DOCTYPE html>\n")
        page.open("html", [("lang", run.language.rawValue)])
        page.breakLine()
        Self.writeHead(run, words, to: &page)
        page.open("body")
        page.element("a", [("class", "skip"), ("href", "#documents")], words("Aller aux documents", "Skip to the documents"))
        Self.writeHeader(run, words, to: &page)
        page.open("main", [("id", "documents")])
        page.breakLine()
        for (number, document) in run.documents.enumerated() {
            HTMLDocumentSection(document, number: number + 1, words).write(to: &page)
        }
        page.close("main")
        Self.writeFooter(run, words, to: &page)
        page.close("body")
        page.close("html")
        page.breakLine()
        text = page.text
    }

    private static func title(_ words: ReportWords) -> String { words("Rapport de validation", "Validation report") }

    private static func writeHead(_ run: ReportRun, _ words: ReportWords, to page: inout MarkupWriter) {
        page.open("head")
        page.empty("meta", [("charset", "utf-8")])
        page.empty("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
        page.empty("meta", [("name", "color-scheme"), ("content", "light dark")])
        page.empty("meta", [("name", "generator"), ("content", "\(ReportRun.toolName) \(run.toolVersion)")])
        // Nothing is loaded from anywhere, whatever stands in a document.
        page.empty("meta", [("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'")])
        let only = run.documents.count == 1 ? " – \(run.documents[0].file)" : ""
        page.element("title", [], title(words) + TerminalText.line(only, width: 200))
        page.open("style")
        page.writeMarkup(HTMLStyle.sheet)
        page.close("style")
        page.close("head")
        page.breakLine()
    }

    private static func writeHeader(_ run: ReportRun, _ words: ReportWords, to page: inout MarkupWriter) {
        let (valid, invalid, undecided) = (run.count(of: .valid), run.count(of: .invalid), run.count(of: .undecided))
        page.open("header", [("class", "top")])
        page.element("p", [("class", "brand")], "Passerelle")
        page.element("h1", [], title(words))
        page.open("ul", [("class", "tiles")])
        func tile(_ count: Int, _ label: String, _ kind: String) {
            page.open("li", [("class", "tile \(count > 0 ? kind : "none")")])
            page.element("strong", [], String(count))
            page.write(" ")
            page.element("span", [], label)
            page.close("li")
        }
        tile(run.documents.count, words(run.documents.count > 1 ? "documents" : "document", run.documents.count == 1 ? "document" : "documents"), "all")
        tile(valid, words(valid > 1 ? "valides" : "valide", "valid"), "valid")
        tile(invalid, words(invalid > 1 ? "non valides" : "non valide", "invalid"), "invalid")
        if undecided > 0 { tile(undecided, words("indécis", "undecided"), "undecided") }
        page.close("ul")
        page.element("p", [("class", "sum")], words.counts(run.counts))
        writePacks(run, words, to: &page)
        if run.documents.count > 1 { writeContents(run, words, to: &page) }
        page.close("header")
        page.breakLine()
    }

    private static func writePacks(_ run: ReportRun, _ words: ReportWords, to page: inout MarkupWriter) {
        page.open("dl", [("class", "facts")])
        for pack in run.packs {
            page.element("dt", [], words("Jeu de règles", "Rule pack"))
            page.open("dd")
            page.element("strong", [], pack.name)
            page.write(" \(pack.version) ")
            page.open("span", [("class", "digest")])
            page.write("SHA-256 ")
            page.element("code", [], pack.digest)
            page.close("span")
            page.close("dd")
        }
        if let moment = run.moment {
            page.element("dt", [], words("Établi le", "Made"))
            page.open("dd")
            page.element("time", [("datetime", moment)], moment.replacing("T", with: " "))
            page.close("dd")
        }
        page.element("dt", [], words("Programme", "Program"))
        page.element("dd", [], "\(ReportRun.toolName) \(run.toolVersion)")
        page.close("dl")
    }

    private static func writeContents(_ run: ReportRun, _ words: ReportWords, to page: inout MarkupWriter) {
        page.open("nav", [("aria-label", words("Documents", "Documents"))])
        page.open("table")
        page.element("caption", [], words("Tous les documents", "All documents"))
        page.open("thead")
        page.open("tr")
        for (text, kind) in [
            (words("Document", "Document"), nil), (words("Verdict", "Verdict"), nil), (words("Erreurs", "Errors"), "number"),
            (words("Avertissements", "Warnings"), "number"), (words("Remarques", "Notes"), "number"),
        ] { page.element("th", [("scope", "col"), ("class", kind)], text) }
        page.close("tr")
        page.close("thead")
        page.open("tbody")
        for (number, document) in run.documents.enumerated() {
            let counts = FindingCounts(document.report.findings)
            page.open("tr")
            page.open("th", [("scope", "row")])
            page.element("a", [("href", "#d\(number + 1)")], document.file)
            page.close("th")
            page.open("td")
            let verdict = document.report.verdict
            page.element("span", [("class", "badge \(verdict.rawValue)")], verdict.word[words.language])
            page.close("td")
            for count in [counts.fatal + counts.error, counts.warning, counts.info] {
                page.element("td", [("class", count == 0 ? "number zero" : "number")], String(count))
            }
            page.close("tr")
            page.breakLine()
        }
        page.close("tbody")
        page.close("table")
        page.close("nav")
    }

    private static func writeFooter(_ run: ReportRun, _ words: ReportWords, to page: inout MarkupWriter) {
        page.open("footer")
        page.element(
            "p", [],
            words(
                "Ce rapport cite les documents : il peut contenir des données de santé à caractère personnel. À ne transmettre qu'aux personnes habilitées.",
                "This report quotes the documents: it may hold personal health data. Pass it on to those who may see it, and to nobody else."))
        page.close("footer")
    }
}
