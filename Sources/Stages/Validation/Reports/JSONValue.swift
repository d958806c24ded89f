// JSON whose members keep their order, for formats that people also read.

/// A value of JSON.
indirect enum JSONValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    case text(String)
    case number(Int)
    case truth(Bool)
    case list([JSONValue])
    /// Members in order.
    case members([(name: String, value: JSONValue)])
    /// Nothing: as a member it is left out.
    case absent

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .number(value) }
    init(booleanLiteral value: Bool) { self = .truth(value) }
    init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, JSONValue)...) { self = .members(elements.map { ($0.0, $0.1) }) }

    init(_ text: String?) { self = text.map { .text($0) } ?? .absent }
    init(_ number: Int?) { self = number.map { .number($0) } ?? .absent }

    /// The value as text, two spaces a level.
    var prettyText: String {
        var text = ""
        write(to: &text, indent: "\n")
        return text + "\n"
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .text(let value): Self.write(value, to: &text)
        case .number(let value): text += String(value)
        case .truth(let value): text += value ? "true" : "false"
        case .absent: text += "null"
        case .list(let values):
            text += "["
            for (number, value) in values.enumerated() {
                text += (number == 0 ? "" : ",") + indent + "  "
                value.write(to: &text, indent: indent + "  ")
            }
            text += values.isEmpty ? "]" : indent + "]"
        case .members(let all):
            text += "{"
            var isFirst = true
            for (name, value) in all {
                if case .absent = value { continue }
                text += (isFirst ? "" : ",") + indent + "  "
                isFirst = false
                Self.write(name, to: &text)
                text += ": "
                value.write(to: &text, indent: indent + "  ")
            }
            text += isFirst ? "}" : indent + "}"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F || (0x2028...0x2029).contains(scalar.value) {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
