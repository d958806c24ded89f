// Why a text is not the identifier that it stands for.

/// Why a text is not a well-formed identifier.
///
/// The description says what is wrong and never repeats the text. Digits of a check key are kept apart, in the
/// associated values, for the finding's own `found` and `allowed`.
public enum IdentifierFault: Error, Sendable, Hashable, Codable {
    /// There is no text.
    case empty
    /// The text has the wrong number of characters.
    case length(expected: [Int], found: Int)
    /// The text is longer than the limit.
    case tooLong(limit: Int, found: Int)
    /// A character cannot stand where it stands; the position is counted from 1, the expectation is in words.
    case character(position: Int, expected: String)
    /// One part holds an impossible value; the part is named in the field's words, for instance `month`.
    case part(name: String, expected: String)
    /// The first character names no known kind of identifier.
    case prefix(expected: [String])
    /// The separator between the structure and its internal number is missing or misplaced.
    case separator(expected: String)
    /// The check key is wrong.
    case key(expected: String, found: String)

    /// The stable short name of the fault, for instance `key`.
    public var name: String {
        switch self {
        case .empty: "empty"
        case .length: "length"
        case .tooLong: "too-long"
        case .character: "character"
        case .part(let name, _): "part-\(name)"
        case .prefix: "prefix"
        case .separator: "separator"
        case .key: "key"
        }
    }

    /// The fault in words, without content.
    public var message: Bilingual {
        switch self {
        case .empty:
            Bilingual(fr: "l'identifiant est vide", en: "the identifier is empty")
        case .length(let expected, let found):
            Bilingual(
                fr: "\(found) caractères au lieu de \(Self.list(expected, or: "ou"))",
                en: "\(found) characters instead of \(Self.list(expected, or: "or"))")
        case .tooLong(let limit, let found):
            Bilingual(fr: "\(found) caractères, au plus \(limit) sont permis", en: "\(found) characters, at most \(limit) are allowed")
        case .character(let position, let expected):
            Bilingual(fr: "caractère \(position) impossible (attendu : \(expected))", en: "character \(position) is impossible (expected: \(expected))")
        case .part(let name, let expected):
            Bilingual(fr: "partie « \(name) » impossible (attendu : \(expected))", en: "the part \"\(name)\" is impossible (expected: \(expected))")
        case .prefix(let expected):
            Bilingual(
                fr: "préfixe inconnu (attendu : \(expected.joined(separator: ", ")))", en: "unknown prefix (expected: \(expected.joined(separator: ", ")))")
        case .separator(let expected):
            Bilingual(fr: "séparateur manquant (attendu : \(expected))", en: "missing separator (expected: \(expected))")
        case .key:
            Bilingual(fr: "la clé de contrôle est fausse", en: "the check key is wrong")
        }
    }

    private static func list(_ numbers: [Int], or word: String) -> String {
        numbers.map(String.init).joined(separator: " \(word) ")
    }
}

extension IdentifierFault: CustomStringConvertible {
    /// The English message: never content.
    public var description: String { message.en }
}
