// The words that reports share, in both languages.

import ClinicalTypes

extension Verdict {
    /// The verdict as a word, in the singular.
    var word: Bilingual {
        switch self {
        case .valid: Bilingual(fr: "valide", en: "valid")
        case .invalid: Bilingual(fr: "non valide", en: "invalid")
        case .undecided: Bilingual(fr: "indécis", en: "undecided")
        }
    }
}

extension Severity {
    /// The weight as a word.
    var word: Bilingual {
        switch self {
        case .fatal: Bilingual(fr: "fatal", en: "fatal")
        case .error: Bilingual(fr: "erreur", en: "error")
        case .warning: Bilingual(fr: "avertissement", en: "warning")
        case .info: Bilingual(fr: "remarque", en: "note")
        }
    }
}

/// Sentences that reports share.
struct ReportWords: Sendable {
    let language: Language

    /// What stands between a label and its value.
    var colon: String { language == .french ? "\u{A0}: " : ": " }

    func callAsFunction(_ fr: String, _ en: String) -> String { language == .french ? fr : en }

    /// A number and a noun in its number.
    func counted(_ count: Int, _ noun: Bilingual) -> String {
        let isPlural = language == .french ? count > 1 : count != 1
        return "\(count) \(noun[language])\(isPlural ? "s" : "")"
    }

    /// `2 errors, 1 warning, 3 notes`; notes only where there are some.
    func counts(_ counts: FindingCounts) -> String {
        var parts = [counted(counts.error + counts.fatal, Severity.error.word), counted(counts.warning, Severity.warning.word)]
        if counts.info > 0 { parts.append(counted(counts.info, Severity.info.word)) }
        return parts.joined(separator: ", ")
    }

    /// The edit in one line: what to do, and the text to write.
    func edit(_ edit: SuggestedEdit) -> String {
        // The line feed and the indentation around an inserted element are of no interest here.
        let replacement = trimmingXMLSpace(edit.replacement)
        return edit.summary[language] + (replacement.isEmpty ? "" : (language == .french ? " : " : ": ") + replacement)
    }

    /// The message with what was found and what is allowed, for viewers that show nothing else.
    func wholeMessage(of finding: Finding) -> String {
        var sentences = [finding.message[language]]
        if let detail = finding.detail { sentences.append(self("La règle dit : ", "The rule says: ") + detail) }
        if let found = finding.found { sentences.append(self("Trouvé : ", "Found: ") + found) }
        if let allowed = finding.allowed {
            if let text = allowed.text(language) { sentences.append(self("Permis : ", "Allowed: ") + text) }
            if !allowed.closest.isEmpty { sentences.append(self("Proches : ", "Closest: ") + allowed.closest.joined(separator: ", ")) }
        }
        if let edit = finding.edit { sentences.append(self("Correction : ", "Fix: ") + self.edit(edit)) }
        return sentences.joined(separator: ". ")
    }
}
