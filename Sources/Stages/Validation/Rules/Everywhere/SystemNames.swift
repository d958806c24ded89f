// The names under which documents call code systems, and the OIDs that they stand for.

import CodeSystems

/// Names of code systems, read as people write them: letter case, spaces, hyphens and underscores apart.
enum SystemNames {
    private static let byName: [String: Set<String>] = {
        var table: [String: Set<String>] = [:]
        for known in KnownOIDs.published where known.kind == .codeSystem { table[folded(known.name), default: []].insert(known.oid) }
        return table
    }()

    /// The code systems of a name, nil for a name that this project does not know.
    static func systems(named name: String) -> Set<String>? { byName[folded(name)] }

    /// The usual name of a code system.
    static func name(of system: String) -> String? { KnownOIDs.codeSystemName(of: system) }

    /// Letters and digits in lower case.
    private static func folded(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.filter { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x7A) }, as: UTF8.self)
    }
}
