// The kinds of conditions that stored queries put on objects: codes, times, authors.

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

    /// Whether there is anything to meet.
    var isStated: Bool { patterns != nil }

    init(_ parameters: QueryParameters, _ name: String) { patterns = parameters.texts(name)?.map(LikePattern.init) }

    /// Whether one of the authors meets it.
    func admits(_ authors: [Author]) -> Bool {
        guard let patterns else { return true }
        return authors.compactMap(\.person).contains { person in patterns.contains { $0.matches(person) } }
    }
}
