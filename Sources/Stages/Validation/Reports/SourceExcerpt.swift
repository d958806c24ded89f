// A line of a document clipped around a column, with a caret under it.

import ClinicalTypes

/// A line of a document as a terminal shows it, and the mark under the place.
struct SourceExcerpt: Sendable {
    /// The line, clipped, tabs as spaces.
    let line: String
    /// The spaces before the caret, and the caret itself with its tail.
    let mark: String
    /// The line in three: before the place, the place, behind it.
    let parts: (before: String, marked: String, behind: String)

    /// Cuts a line around a column.
    ///
    /// - Parameters:
    ///   - lines: the document.
    ///   - line: the line, from 1.
    ///   - column: the column in scalars, from 1.
    ///   - length: how many scalars are meant, at least one.
    ///   - width: how many terminal columns there are.
    init?(_ lines: SourceLines, line: Int, column: Int, length: Int, width: Int) {
        guard let (scalars, firstColumn, isCutBehind) = lines.scalars(line: line, around: column, reach: max(width, 8)) else { return nil }
        let target = min(max(0, column - firstColumn), scalars.count)
        let cells = scalars.map { $0 == "\t" ? 4 : TerminalText.width(TerminalText.printable($0)) }
        // Indentation says nothing here and takes room.
        let indentation = firstColumn == 1 ? scalars.prefix(target).firstIndex { $0 != " " && $0 != "\t" } ?? target : 0
        var start = indentation
        // The place stands a third from the left where the line is too long to be shown whole.
        if firstColumn > 1 || cells[start...].reduce(0, +) > width || isCutBehind {
            var before = 0
            start = target
            while start > indentation, before + cells[start - 1] <= width / 3 {
                start -= 1
                before += cells[start]
            }
        }
        var end = start
        var used = 0
        let isCutBefore = start > indentation || firstColumn > 1
        let room = width - (isCutBefore ? 1 : 0) - 1
        while end < scalars.count, used + cells[end] <= room {
            used += cells[end]
            end += 1
        }
        func shown(_ range: Range<Int>) -> String {
            scalars[range].reduce(into: "") { text, scalar in
                if scalar == "\t" { text += "    " } else { text.unicodeScalars.append(TerminalText.printable(scalar)) }
            }
        }
        let markedStart = min(target, end)
        let markedEnd = min(target + max(1, length), end)
        parts = (
            (isCutBefore ? "…" : "") + shown(start..<markedStart), shown(markedStart..<max(markedStart, markedEnd)),
            shown(max(markedStart, markedEnd)..<end) + (end < scalars.count || isCutBehind ? "…" : "")
        )
        self.line = parts.before + parts.marked + parts.behind
        let indent = (isCutBefore ? 1 : 0) + (start < target ? cells[start..<min(target, end)].reduce(0, +) : 0)
        let marked = target < end ? cells[target..<markedEnd].reduce(0, +) : 1
        mark = String(repeating: " ", count: indent) + "^" + String(repeating: "~", count: max(0, marked - 1))
    }

    /// Cuts the line of a place; what goes on behind the line's end is marked up to there.
    init?(_ lines: SourceLines, _ positions: SourcePositions, _ place: Place, width: Int) {
        let end = place.byteRange.flatMap { positions.position(of: $0.upperBound) }
        let length = end.map { $0.line == place.line ? $0.column - place.column : .max / 2 } ?? 1
        self.init(lines, line: place.line, column: place.column, length: max(1, length), width: width)
    }
}
