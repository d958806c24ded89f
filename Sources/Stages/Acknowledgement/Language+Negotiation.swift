// Which of the two languages a sender reads.

public import ClinicalTypes

extension Language {
    /// The language that an Accept-Language field prefers (RFC 9110, 12.5.4); English where it names neither, or is absent.
    public init(acceptLanguage field: String?) {
        var weights: [(language: Language, weight: Double)] = []
        var others = 0.0
        for range in (field ?? "").split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let tag = parts.first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            guard (0...1).contains(weight) else { continue }
            switch tag.prefix(while: { $0 != "-" }) {
            case "fr": weights.append((.french, weight))
            case "en": weights.append((.english, weight))
            case "*": others = max(others, weight)
            default: continue
            }
        }
        // The asterisk stands for every language that is not named, not for one that is named and excluded.
        for language in [Language.english, .french] where !weights.contains(where: { $0.language == language }) { weights.append((language, others)) }
        var best: (language: Language, weight: Double) = (.english, 0)
        for candidate in weights where candidate.weight > best.weight { best = candidate }
        self = best.language
    }
}
