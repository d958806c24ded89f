// A published value set: codes in their code systems, looked up and searched.

public import ClinicalTypes

/// A published value set.
public struct CodeTable: Sendable {
    /// The code and the system that name a concept.
    private struct Key: Hashable {
        let code: String
        let system: String
    }

    /// The name of the value set, for instance `JDV_J61`.
    public let name: String
    /// Where the facts come from.
    public let source: String
    /// The version of the source.
    public let version: String
    /// The codes, in the order of the source.
    public let entries: [CodedValue]
    private let byKey: [Key: Int]
    private let byCode: [String: [Int]]
    private let search: NearestCodes

    /// Collects codes under a name.
    public init(name: String, source: String, version: String, entries: [CodedValue]) {
        self.name = name
        self.source = source
        self.version = version
        self.entries = entries
        byKey = Dictionary(entries.indices.map { (Key(code: entries[$0].code, system: entries[$0].system), $0) }, uniquingKeysWith: { first, _ in first })
        byCode = Dictionary(grouping: entries.indices, by: { entries[$0].code })
        search = NearestCodes(entries)
    }

    init(name: String, table: String, where isMember: (EmbeddedRow) -> Bool = { _ in true }) {
        let table = EmbeddedTable(named: table)
        let entries: [CodedValue?] = table.map { row in
            guard isMember(row) else { return nil }
            return CodedValue(code: row("code"), system: row("system"), displayName: row("label").isEmpty ? nil : row("label"))
        }
        self.init(name: name, source: table.source, version: table.version, entries: entries.compactMap { $0 })
    }

    /// The published code, with its label; nil when the value set does not hold it.
    public subscript(code: String, system: String) -> CodedValue? { byKey[Key(code: code, system: system)].map { entries[$0] } }

    /// Whether the value set holds the code in that system.
    public func contains(_ value: CodedValue) -> Bool { self[value.code, value.system] != nil }

    /// The published entries of a code, whatever the system.
    public func entries(of code: String) -> [CodedValue] { (byCode[code] ?? []).map { entries[$0] } }

    /// The entries nearest to a code or a label, nearest first.
    public func nearest(to code: String, label: String? = nil, limit: Int = 3) -> [CodedValue] {
        search.nearest(to: code, label: label, limit: limit).map { entries[$0] }
    }

    /// What a finding offers: the first codes, how many there are, and those nearest to what was found, as `code label`.
    public func allowed(nearestTo code: String? = nil, label: String? = nil, first: Int = 5) -> AllowedValues {
        let closest = code.map { nearest(to: $0, label: label) } ?? []
        return AllowedValues(name: name, first: entries.prefix(first).map(\.offer), count: entries.count, closest: closest.map(\.offer))
    }
}

extension CodedValue {
    /// The code with its label, as findings offer it: `11502-2 CR d'examens biologiques`.
    public var offer: String { displayName.map { "\(code) \($0)" } ?? code }
}
