// Why a text is not a timestamp.

/// Why a text is not a timestamp; positions are counted from 1, and the text itself is never repeated.
public enum TimestampFault: Error, Sendable, Hashable, Codable {
    /// There is no text.
    case empty
    /// The digits before the zone stop inside a part: 4, 6, 8, 10, 12 or 14 digits are possible.
    case length(found: Int)
    /// A character cannot stand where it stands.
    case character(position: Int)
    /// A part has an impossible value; the part is `month`, `day`, `hour`, `minute` or `second`.
    case part(String, allowed: ClosedRange<Int>)
    /// The fraction has no digit or more than nine, or follows something other than seconds.
    case fraction
    /// The zone is not a sign and four digits up to 14 hours, or follows a date without hours.
    case zone

    /// The stable short name of the fault, for instance `month`.
    public var name: String {
        switch self {
        case .empty: "empty"
        case .length: "length"
        case .character: "character"
        case .part(let name, _): name
        case .fraction: "fraction"
        case .zone: "zone"
        }
    }

    private static let french = [
        "month": "le mois", "day": "le jour", "hour": "l'heure (hh)", "minute": "le nombre de minutes", "second": "le nombre de secondes",
    ]

    /// The fault in words, without content.
    public var message: Bilingual {
        switch self {
        case .empty:
            Bilingual(fr: "la date est vide", en: "the timestamp is empty")
        case .length(let found):
            Bilingual(
                fr: "\(found) chiffres ; 4, 6, 8, 10, 12 ou 14 sont attendus (AAAAMMJJhhmmss)",
                en: "\(found) digits; 4, 6, 8, 10, 12 or 14 are expected (YYYYMMDDhhmmss)")
        case .character(let position):
            Bilingual(fr: "caractère \(position) impossible dans une date", en: "character \(position) cannot stand in a timestamp")
        case .part(let name, let allowed):
            Bilingual(
                fr: "\(Self.french[name] ?? name) doit être compris entre \(allowed.lowerBound) et \(allowed.upperBound)",
                en: "the \(name) must lie between \(allowed.lowerBound) and \(allowed.upperBound)")
        case .fraction:
            Bilingual(fr: "fraction de seconde mal formée (1 à 9 chiffres)", en: "the fraction of the second is malformed (1 to 9 digits)")
        case .zone:
            Bilingual(fr: "fuseau horaire mal formé (+hhmm ou -hhmm après l'heure)", en: "the zone is malformed (+hhmm or -hhmm after the time)")
        }
    }
}

extension TimestampFault: CustomStringConvertible {
    /// The English message: never content.
    public var description: String { message.en }
}
