// The kinds of conditions that stored queries put on objects: codes, times, authors, identifiers.

import XDSMessages

/// Codes of an attribute: all groups must be met, each by any of its codes.
struct CodeCondition: Sendable {
    let groups: [[Code]]

    /// Whether the codes of an object meet it.
    func admits(_ own: [Code]) -> Bool { groups.allSatisfy { group in group.contains { wanted in own.contains { $0.matches(wanted) } } } }
}

/// A time from its first second up to, not including, its last.
struct TimeCondition: Sendable {
    /// The first second, 14 digits.
    let from: String?
    /// The second after the last, 14 digits.
    let to: String?

    init(_ parameters: QueryParameters, _ name: String) throws(QueryRefused) {
        from = try parameters.time(name + "From")
        to = try parameters.time(name + "To")
    }

    /// Whether there is anything to meet.
    var isStated: Bool { from != nil || to != nil }

    /// Whether a time meets it; an object without the time does not.
    func admits(_ time: String?) -> Bool {
        guard isStated else { return true }
        guard let time = time.map(RegistryTime.firstSecond(of:)) else { return false }
        if let from, time < from { return false }
        if let to, time >= to { return false }
        return true
    }
}

/// Patterns of persons, any of whom may be the author.
struct AuthorCondition: Sendable {
    private let patterns: [LikePattern]?

    init(_ parameters: QueryParameters, _ name: String) { patterns = parameters.texts(name)?.map(LikePattern.init) }

    /// Whether one of the authors meets it.
    func admits(_ authors: [Author]) -> Bool {
        guard let patterns else { return true }
        return authors.compactMap(\.person).contains { person in patterns.contains { $0.matches(person) } }
    }
}

/// Identifiers of orders, studies and the like: all groups must be met, each by any of its identifiers.
struct ReferenceCondition: Sendable {
    private let groups: [[String]]

    init(_ parameters: QueryParameters, _ name: String) { groups = parameters.groups(name).map { $0.map(Self.key) } }

    /// Whether the identifiers of an object meet it.
    func admits(_ own: [String]) -> Bool {
        guard !groups.isEmpty else { return true }
        let keys = Set(own.map(Self.key))
        return groups.allSatisfy { group in group.contains(where: keys.contains) }
    }

    /// What makes two CXi the same: the identifier, its authority and its type (ITI TF-3 table 4.2.3.1.7-2).
    private static func key(_ text: String) -> String {
        let components = text.split(separator: "^", omittingEmptySubsequences: false)
        return PatientIdentity.key(of: text) + "^" + (components.count > 4 ? components[4] : "")
    }
}
