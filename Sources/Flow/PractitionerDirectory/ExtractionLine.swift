// One line of an extraction, taken apart.

/// The fields of the line at hand; one value serves all lines of a file.
struct ExtractionLine {
    private let columns: ExtractionColumns
    private let file: String
    private var bounds: [Range<Int>] = []

    init(columns: ExtractionColumns, file: String) {
        self.columns = columns
        self.file = file
        bounds.reserveCapacity(columns.count + 2)
    }

    /// Finds the fields of a line, and refuses one that is no UTF-8 or has another number of them.
    mutating func take(_ line: UnsafeBufferPointer<UInt8>, number: Int) throws(DirectoryFailure) {
        bounds.removeAll(keepingCapacity: true)
        var start = 0
        var allBytes: UInt8 = 0
        for index in line.indices {
            let byte = line[index]
            allBytes |= byte
            if byte == UInt8(ascii: "|") {
                bounds.append(start..<index)
                start = index + 1
            }
        }
        // What stands behind the last separator; where lines end with one, that is nothing.
        if start < line.count || !columns.endsWithSeparator { bounds.append(start..<line.count) }
        if allBytes & 0x80 != 0, String(validating: line, as: UTF8.self) == nil {
            throw DirectoryFailure(.encoding, file: file, line: number, "the line is no UTF-8; the published extraction is")
        }
        let wasCut = columns.endsWithSeparator && line.last != UInt8(ascii: "|")
        // Some lines of the extraction for Pro Santé Connect carry one field more than there are headings.
        guard !wasCut || bounds.count == columns.count + 1, (columns.count...columns.count + 1).contains(bounds.count) else {
            let found = wasCut ? "\(bounds.count) fields and no separator at the end" : "\(bounds.count) fields"
            throw DirectoryFailure(.fields, file: file, line: number, "\(found), \(columns.count) expected: was the file cut?")
        }
    }

    /// A field of the line, nil where it is empty or this vintage has none.
    func text(_ field: ExtractionField, in line: UnsafeBufferPointer<UInt8>) -> String? {
        guard let place = columns[field] else { return nil }
        let range = bounds[place]
        guard !range.isEmpty else { return nil }
        return String(decoding: UnsafeBufferPointer(rebasing: line[range]), as: UTF8.self)
    }

    /// The national identifier with its prefix (PS_IdNat).
    func person(in line: UnsafeBufferPointer<UInt8>, number: Int) throws(DirectoryFailure) -> String {
        let written = text(.person, in: line) ?? text(.personNumber, in: line).flatMap { number in text(.personType, in: line).map { $0 + number } }
        guard let written, written.utf8.count <= 64, written.utf8.allSatisfy({ (0x2f...0x39).contains($0) || (0x41...0x5a).contains($0) }) else {
            throw DirectoryFailure(.identifier, file: file, line: number, "\"identification nationale pp\" is empty or of another form")
        }
        return written
    }
}
