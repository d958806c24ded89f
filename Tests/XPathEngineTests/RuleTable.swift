// Tables of rules: an expression, an arrow, and what the standard says it is.

import Foundation
import Testing

/// One line of a table: the expression, and its items with `|` between, or the code of its error.
struct Rule: Sendable, CustomTestStringConvertible {
    let expression: String
    let expected: String

    var testDescription: String { expression }
}

/// The rules of a table, one a line; nothing after the arrow stands for the empty sequence.
func rules(_ table: String) -> [Rule] {
    table.split(separator: "\n").map { line in
        guard let arrow = line.range(of: " →") else { preconditionFailure("a rule has an arrow") }
        let expected = line[arrow.upperBound...]
        return Rule(expression: String(line[..<arrow.lowerBound]), expected: String(expected.hasPrefix(" ") ? expected.dropFirst() : expected))
    }
}
