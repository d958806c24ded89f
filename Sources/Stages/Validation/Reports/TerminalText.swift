// Text made fit for a terminal: nothing in it can move the cursor, and its width is known.

/// How texts from documents appear in a terminal.
enum TerminalText {
    /// A scalar as it may be printed: controls, which could rewrite the screen, become a visible mark.
    static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: "\u{FFFD}"
        // Formatting marks could turn the direction of what follows.
        case .format: "\u{FFFD}"
        default: scalar
        }
    }

    /// How many columns a scalar takes: none for combining marks, two for the wide scripts of East Asia.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36F: 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            2
        default: scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .enclosingMark ? 0 : 1
        }
    }

    /// A text in one line of at most so many columns, cut with an ellipsis.
    static func line(_ text: String, width limit: Int) -> String {
        var result = ""
        var used = 0
        var wasSpace = false
        for scalar in text.unicodeScalars {
            let isSpace = scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
            if isSpace, wasSpace { continue }
            wasSpace = isSpace
            let shown = isSpace ? " " : printable(scalar)
            let columns = width(shown)
            if used + columns > limit - 1, used + columns > 0 {
                return result + "…"
            }
            result.unicodeScalars.append(shown)
            used += columns
        }
        return result
    }
}
