// What would be right, and how to mend it, in one line.

extension AllowedValues {
    /// The name, the first values and how many there are; nil when nothing is known but what is closest.
    public func text(_ language: Language) -> String? {
        var text = name.map { $0 + (first.isEmpty ? "" : language == .french ? " : " : ": ") } ?? ""
        text += first.joined(separator: ", ")
        if count > first.count { text += language == .french ? "… (\(count) en tout)" : "… (\(count) in all)" }
        return text.isEmpty ? nil : text
    }
}

extension Finding {
    /// What is allowed and what to do, without what stands in the document and without the text to write; nil where neither is known.
    public func cure(_ language: Language) -> String? {
        let isFrench = language == .french
        let parts = [
            allowed?.text(language).map { (isFrench ? "permis : " : "allowed: ") + $0 },
            edit.map { (isFrench ? "correction : " : "fix: ") + $0.summary[language] },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: isFrench ? " ; " : "; ")
    }
}
