// Reads one of the embedded code tables: comment lines, a heading, then rows of comma-separated values.

import CTables

/// A code table as it is written: where it comes from, its columns, its rows.
struct EmbeddedTable {
    /// Where the facts come from (`# source:`).
    let source: String
    /// The version of the source (`# version:`).
    let version: String
    private let columns: [String]
    private let rows: [[String]]

    /// Reads the embedded table of that name; the tables are part of the program, so a missing one is a defect of the build.
    init(named name: String) {
        let file = passerelle_code_table(name)
        guard let bytes = file.bytes else { preconditionFailure("the code table \(name) is not embedded") }
        self.init(text: UnsafeBufferPointer(start: bytes, count: file.count))
    }

    /// Reads the text of a table (RFC 4180, with comment lines that begin with `#`).
    init(text: some Collection<UInt8>) {
        var source = ""
        var version = ""
        var records: [[String]] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuote = false
        func endField() {
            fields.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
        }
        func endRecord() {
            guard !fields.isEmpty || !field.isEmpty else { return }
            endField()
            if records.isEmpty, fields[0].hasPrefix("#") {
                let line = fields.joined(separator: ",")
                if line.hasPrefix("# source: ") { source = String(line.dropFirst(10)) }
                if line.hasPrefix("# version: ") { version = String(line.dropFirst(11)) }
            } else {
                records.append(fields)
            }
            fields.removeAll(keepingCapacity: true)
        }
        for byte in text {
            switch byte {
            case UInt8(ascii: "\"") where isQuoted:
                isQuoted = false
                wasQuote = true
                continue
            case UInt8(ascii: "\""):
                // A quote right after a closing quote stands for itself.
                if wasQuote { field.append(byte) }
                isQuoted = true
            case UInt8(ascii: ",") where !isQuoted: endField()
            case UInt8(ascii: "\n") where !isQuoted: endRecord()
            default: field.append(byte)
            }
            wasQuote = false
        }
        endRecord()
        self.source = source
        self.version = version
        columns = records.first ?? []
        rows = Array(records.dropFirst())
    }

    /// How many rows there are.
    var count: Int { rows.count }

    /// Makes a value of each row.
    func map<Value>(_ make: (EmbeddedRow) -> Value) -> [Value] {
        rows.map { make(EmbeddedRow(columns: columns, fields: $0)) }
    }
}

/// One row of a table; called with a heading, it gives the text below it.
struct EmbeddedRow {
    let columns: [String]
    let fields: [String]

    func callAsFunction(_ heading: String) -> String {
        guard let index = columns.firstIndex(of: heading), index < fields.count else { return "" }
        return fields[index]
    }
}
