// Which of the two languages a sender reads.

public import ClinicalTypes

extension Language {
    /// The language that an Accept-Language field prefers (RFC 9110, 12.5.4); English where it names neither, or is absent.
    public init(acceptLanguage field: String?) {
        var best: (language: Language, weight: Double) = (.english, 0)
        for range in (field ?? "").split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard let tag = parts.first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            let language: Language? =
                switch tag.prefix(while: { $0 != "-" }) {
                case "fr": .french
                case "en", "*": .english
                default: nil
                }
            if let language, weight > best.weight, weight <= 1 { best = (language, weight) }
        }
        self = best.language
    }
}
