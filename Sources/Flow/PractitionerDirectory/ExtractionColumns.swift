// The columns of an extraction, found by their headings in whatever order and vintage.

/// What is taken from a line.
enum ExtractionField: Int, CaseIterable {
    case person, personType, personNumber, family, given, profession, category, expertise, sector, role
    case siret, siren, finess, legalFiness, technical, name

    /// The headings under which vintages carry it, folded as `ExtractionColumns.folded` does.
    var headings: [String] {
        switch self {
        case .person: ["identification nationale pp"]
        case .personType: ["type d'identifiant pp"]
        case .personNumber: ["identifiant pp"]
        case .family: ["nom d'exercice"]
        case .given: ["prénom d'exercice"]
        case .profession: ["code profession"]
        case .category: ["code catégorie professionnelle"]
        case .expertise: ["code savoir-faire"]
        case .sector: ["code secteur d'activité"]
        case .role: ["code fonction", "code rôle"]
        case .siret: ["numéro siret site"]
        case .siren: ["numéro siren site"]
        case .finess: ["numéro finess site"]
        case .legalFiness: ["numéro finess établissement juridique"]
        case .technical: ["identifiant technique de la structure"]
        case .name: ["raison sociale site"]
        }
    }
}

/// The kinds of file that an import takes.
enum ExtractionKind: Sendable {
    /// One line for each activity of a person (`Personne_activite`, or the extraction for Pro Santé Connect).
    case activities
    /// One line for each speciality, which newer layouts keep apart (`SavoirFaire`).
    case expertise

    /// The columns without which the file is refused.
    var needed: [ExtractionField] {
        switch self {
        case .activities:
            [.person, .family, .given, .profession, .category, .sector, .siret, .siren, .finess, .legalFiness, .technical, .name]
        case .expertise: [.person, .profession, .expertise]
        }
    }
}

/// Where each field stands in the lines of one file.
struct ExtractionColumns {
    let kind: ExtractionKind
    /// How many headings there are, without the empty one that a trailing separator makes.
    let count: Int
    /// Whether lines end with a separator, as the heading does: one that does not was cut.
    let endsWithSeparator: Bool
    private let places: [Int?]

    /// Reads the heading of a file.
    init(heading: UnsafeBufferPointer<UInt8>, file: String) throws(DirectoryFailure) {
        guard let text = String(validating: heading, as: UTF8.self) else {
            throw DirectoryFailure(.encoding, file: file, line: 1, "the headings are no UTF-8; the published extraction is")
        }
        var names = text.split(separator: "|", omittingEmptySubsequences: false).map(Self.folded)
        endsWithSeparator = names.count > 1 && names.last == ""
        if endsWithSeparator { names.removeLast() }
        let places = ExtractionField.allCases.map { field in field.headings.lazy.compactMap { names.firstIndex(of: $0) }.first }
        let hasStructures = places[ExtractionField.finess.rawValue] != nil || places[ExtractionField.siret.rawValue] != nil
        let kind = !hasStructures && places[ExtractionField.expertise.rawValue] != nil ? ExtractionKind.expertise : .activities
        let missing = kind.needed.filter { places[$0.rawValue] == nil }
        guard missing.isEmpty else {
            let listed = missing.prefix(4).map { "\"\($0.headings[0])\"" }.joined(separator: ", ") + (missing.count > 4 ? " …" : "")
            throw DirectoryFailure(.columns, file: file, line: 1, "\(names.count) headings separated by |, and among them no \(listed)")
        }
        self.places = places
        self.kind = kind
        count = names.count
    }

    /// The place of a field, nil where this vintage has none.
    subscript(field: ExtractionField) -> Int? { places[field.rawValue] }

    /// A heading without differences of case, of apostrophes and of spaces, and without a byte order mark.
    private static func folded(_ name: Substring) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "\u{feff}", "\"": continue
            case "\u{2019}", "\u{2bc}": folded.append("'")
            case "\u{a0}": folded.append(" ")
            default: folded.append(scalar)
            }
        }
        return String(folded).split(separator: " ").joined(separator: " ")
    }
}
