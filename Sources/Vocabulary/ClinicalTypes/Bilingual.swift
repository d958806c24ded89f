// A text in the two languages that Passerelle speaks.

/// A language that messages exist in.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    /// French.
    case french = "fr"
    /// English.
    case english = "en"
}

/// A text in French and in English.
public struct Bilingual: Sendable, Hashable, Codable {
    /// The French text.
    public var fr: String
    /// The English text.
    public var en: String

    /// Pairs the two texts.
    public init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }

    /// The text in one language.
    public subscript(language: Language) -> String { language == .french ? fr : en }
}
