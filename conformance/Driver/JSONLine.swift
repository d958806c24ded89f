// One line of JSON with text values.

/// An object of strings and nulls, in the order given.
struct JSONLine: CustomStringConvertible {
    let description: String

    init(_ members: [(name: String, value: String?)]) {
        description = "{" + members.map { "\(Self.quoted($0.name)):\($0.value.map(Self.quoted) ?? "null")" }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20: quoted += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
