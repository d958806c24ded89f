// Reads the values of query parameters.

extension QueryParameter {
    /// Reads the values of a slot (ITI TF-2 3.18.4.1.2.3.5): `'text'`, `123`, or a list `('a','b')`; a quote within is doubled.
    init(_ slot: Slot) throws(MessageFailure) {
        var values: [QueryValue] = []
        var isList = slot.values.count > 1
        for text in slot.values {
            var scanner = LiteralScanner(text: Array(text.unicodeScalars)[...])
            guard let literals = scanner.literals() else { throw MessageFailure(.queryParameter, detail: slot.name) }
            values += literals.values
            isList = isList || literals.isList
        }
        guard !values.isEmpty else { throw MessageFailure(.queryParameter, detail: slot.name) }
        self.init(slot.name, anyOf: values)
        self.isList = isList
    }
}

/// What remains to be read of a parameter's value.
private struct LiteralScanner {
    var text: ArraySlice<Unicode.Scalar>

    mutating func literals() -> (values: [QueryValue], isList: Bool)? {
        skipSpace()
        guard take("(") else {
            guard let value = literal(), isAtEnd() else { return nil }
            return ([value], false)
        }
        var values: [QueryValue] = []
        repeat {
            guard let value = literal() else { return nil }
            values.append(value)
        } while take(",")
        guard take(")"), isAtEnd() else { return nil }
        return (values, true)
    }

    private mutating func literal() -> QueryValue? {
        skipSpace()
        defer { skipSpace() }
        guard take("'") else {
            let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "-" || $0 == "+" }
            text = text.dropFirst(digits.count)
            return digits.isEmpty ? nil : .number(String(String.UnicodeScalarView(digits)))
        }
        var content = String.UnicodeScalarView()
        while let scalar = text.popFirst() {
            if scalar != "'" {
                content.append(scalar)
            } else if take("'") {
                content.append("'")
            } else {
                return .string(String(content))
            }
        }
        return nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard text.first == scalar else { return false }
        text.removeFirst()
        return true
    }

    private mutating func skipSpace() { text = text.drop { $0.properties.isWhitespace } }

    private mutating func isAtEnd() -> Bool {
        skipSpace()
        return text.isEmpty
    }
}
