// The numbers that expressions use for names, whatever the document.

import Synchronization

/// Gives dense numbers to the names and wildcards that expressions test, so that each document looks them up once.
final class NamePool: Sendable {
    struct Contents {
        var names: [ExpandedName] = []
        var numbers: [ExpandedName: Int] = [:]
        var wildcards: [Wildcard] = []
        var wildcardNumbers: [Wildcard: Int] = [:]
        var slots: [SlotKey: Int] = [:]
        var variables = 0
    }

    /// How much there is of everything.
    struct Counts {
        var names = 0
        var wildcards = 0
        var slots = 0

        func covers(_ other: Counts) -> Bool { names >= other.names && wildcards >= other.wildcards && slots >= other.slots }
    }

    /// A name of which one half is free.
    enum Wildcard: Hashable {
        case namespace(String)
        case localName(String)
    }

    /// What an evaluation keeps for a tree, besides the numbers of names.
    enum SlotKey: Hashable {
        case index(ValueIndex.Key)
        case list(String)
    }

    private let contents = Mutex(Contents())
    /// The regular expressions that were compiled on the way.
    let patterns = SharedPatterns()

    func number(of name: ExpandedName) -> Int {
        contents.withLock { contents in
            if let known = contents.numbers[name] { return known }
            contents.numbers[name] = contents.names.count
            contents.names.append(name)
            return contents.names.count - 1
        }
    }

    func number(of wildcard: Wildcard) -> Int {
        contents.withLock { contents in
            if let known = contents.wildcardNumbers[wildcard] { return known }
            contents.wildcardNumbers[wildcard] = contents.wildcards.count
            contents.wildcards.append(wildcard)
            return contents.wildcards.count - 1
        }
    }

    /// The place where the scope of a tree keeps something.
    func number(of key: SlotKey) -> Int {
        contents.withLock { contents in
            if let known = contents.slots[key] { return known }
            contents.slots[key] = contents.slots.count
            return contents.slots.count - 1
        }
    }

    func newVariable() -> VariableNumber {
        contents.withLock { contents in
            contents.variables += 1
            return VariableNumber(index: contents.variables - 1)
        }
    }

    var snapshot: Contents { contents.withLock { $0 } }

    /// How much there is of everything by now.
    var counts: Counts { contents.withLock { Counts(names: $0.names.count, wildcards: $0.wildcards.count, slots: $0.slots.count) } }
}
