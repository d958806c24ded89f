// A table of rights as it is embedded: where it comes from, of which day, and its rows.

import CRights

/// A table of values separated by semicolons, under comment lines that say what it is.
struct RightsTable {
    /// The document that the facts come from (`# source:`).
    let source: String
    /// The day of that document (`# date:`), as `2024-09-25`.
    let date: String
    /// The headings.
    let columns: [String]
    /// The rows, each with as many cells as there are headings.
    let rows: [[String]]

    /// Reads an embedded table; the tables are part of the program, so a missing one is a defect of the build.
    init(named name: String) {
        let file = passerelle_rights_table(name)
        guard let bytes = file.bytes else { preconditionFailure("the table of rights \(name) is not embedded") }
        self.init(text: String(decoding: UnsafeBufferPointer(start: bytes, count: file.count), as: UTF8.self))
    }

    /// Reads the text of a table.
    init(text: String) {
        let lines = text.split(separator: "\n")
        func remark(_ name: String) -> String {
            lines.first { $0.hasPrefix("# \(name): ") }.map { String($0.dropFirst(name.count + 4)) } ?? ""
        }
        source = remark("source")
        date = remark("date")
        let cells = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
        columns = cells.first ?? []
        rows = Array(cells.dropFirst())
    }

    /// The cell of a row under a heading, empty where there is no such heading.
    func cell(_ row: [String], _ heading: String) -> String {
        guard let index = columns.firstIndex(of: heading), index < row.count else { return "" }
        return row[index]
    }
}
