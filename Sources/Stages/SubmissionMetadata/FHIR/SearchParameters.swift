// The parameters of a FHIR search, as pairs, and what is wrong with them.

/// A parameter of a search: its name, its modifier or chain, and its alternatives.
public struct SearchParameter: Sendable, Hashable {
    /// The name, with a chain: `patient.identifier`.
    public var name: String
    /// The modifier, without its colon.
    public var modifier: String?
    /// The alternatives, one of which must hold.
    public var values: [String]

    /// Reads a pair as it stands in an address or a form, decoded.
    public init(_ name: String, _ value: String) {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        self.name = parts.first ?? ""
        modifier = parts.count > 1 ? parts[1] : nil
        values = Self.alternatives(value)
    }

    /// Values between commas; a comma behind a backslash belongs to its value (FHIR R4, 3.1.1.4.0.1).
    private static func alternatives(_ text: String) -> [String] {
        var values = [""]
        var escaped = false
        for character in text {
            if escaped {
                values[values.count - 1].append(character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else if character == "," {
                values.append("")
            } else {
                values[values.count - 1].append(character)
            }
        }
        return values.filter { !$0.isEmpty }
    }
}

/// Why a search cannot be asked; names the parameter, never its value.
public struct SearchFault: Error, Sendable, Hashable {
    /// The kinds of fault; the raw value is the stable code.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A parameter that the search demands.
        case missing = "fhir.search-parameter-missing"
        /// A value that has not the form of its parameter.
        case malformed = "fhir.search-value-malformed"
        /// A parameter, modifier or prefix that is not offered.
        case unknown = "fhir.search-parameter-unknown"
        /// A code in no system: a registry compares codes within theirs.
        case systemMissing = "fhir.search-system-missing"
    }

    /// The kind.
    public let kind: Kind
    /// The parameter.
    public let parameter: String

    /// States a fault.
    public init(kind: Kind, parameter: String) {
        self.kind = kind
        self.parameter = parameter
    }
}

/// A token: a code within a system, or without one.
struct SearchToken: Hashable {
    let system: String?
    let code: String

    init(_ text: String) {
        let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        system = parts.count > 1 && !parts[0].isEmpty ? FHIRNames.oid(of: parts[0]) : nil
        code = parts.last ?? ""
    }
}

/// A moment with the way to compare it.
struct SearchMoment {
    enum Comparison: String { case equal = "eq", from = "ge", after = "gt", to = "le", before = "lt" }
    let comparison: Comparison
    /// DTM in UTC.
    let dtm: String

    init?(_ text: String) {
        let prefix = String(text.prefix(2))
        let isMarked = prefix.allSatisfy(\.isLetter)
        guard let comparison = isMarked ? Comparison(rawValue: prefix) : .equal, let dtm = TimeText.dtm(String(isMarked ? text.dropFirst(2) : text[...])) else {
            return nil
        }
        self.comparison = comparison
        self.dtm = dtm
    }

    /// The first moment that is meant, to the second.
    var from: String { dtm + "00000101000000".dropFirst(dtm.utf8.count) }
    /// The last moment that is meant, to the second.
    var to: String { dtm + "99991231235959".dropFirst(dtm.utf8.count) }

    /// Whether a time (DTM in UTC) is meant; one that is less precise is when it begins.
    func admits(_ time: String) -> Bool {
        let time = time + "00000101000000".dropFirst(time.utf8.count)
        return switch comparison {
        case .equal: from <= time && time <= to
        case .from: time >= from
        case .after: time > to
        case .to: time <= to
        case .before: time < from
        }
    }
}
