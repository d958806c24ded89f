// The habilitation matrix: which profession may read which type of document, and how sure each statement is.

public import ClinicalTypes

/// How sure a statement of the habilitation matrix is.
public enum RightsStanding: String, Sendable, Hashable, Codable {
    /// It stands in a published text.
    case official
    /// The press reported it; lists may not be whole.
    case press
    /// This project's own default for its sandbox: no authority stands behind it.
    case project
}

/// Whether a profession may read a document, and on what that rests.
public struct ReadingRight: Sendable, Hashable {
    /// Whether it may.
    public let isAllowed: Bool
    /// How sure that is.
    public let standing: RightsStanding
    /// Where the facts come from.
    public let source: String
    /// The day of the source.
    public let date: String
}

/// The habilitation matrix, as far as it is known: the order of 26 October 2023, of which the whole table was not found.
public enum HabilitationMatrix {
    /// May this profession read a document of this type in this space? Nil where nothing is known of the profession.
    public static func right(of profession: CodedValue, expertise: [CodedValue] = [], toRead type: CodedValue, in space: Space) -> ReadingRight? {
        let candidates = table.rows.filter { table.cell($0, "system") == profession.system }
        let row =
            candidates.first { names($0).contains { name in expertise.contains { "\(profession.code)+\($0.code)" == name } } }
            ?? candidates.first { names($0).contains { $0 == profession.code || $0 == "*" } }
        guard let row else { return nil }
        func right(_ isAllowed: Bool, _ column: String) -> ReadingRight {
            ReadingRight(
                isAllowed: isAllowed, standing: RightsStanding(rawValue: table.cell(row, column)) ?? .project, source: table.source, date: table.date)
        }
        let spaces = table.cell(row, "spaces").split(separator: " ")
        guard spaces == ["all"] || spaces.contains(where: { $0 == space.rawValue }) else { return right(false, "spaces_status") }
        let isClosed = table.cell(row, "closed_types").split(separator: " ").contains { $0 == type.code }
        return isClosed ? right(false, "types_status") : right(true, "spaces_status")
    }

    private static func names(_ row: [String]) -> [Substring] { table.cell(row, "professions").split(separator: " ") }

    static let table = RightsTable(named: "habilitation")
}
