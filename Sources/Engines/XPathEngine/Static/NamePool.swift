// The numbers that expressions use for names, whatever the document.

import Synchronization

/// Gives dense numbers to the names and wildcards that expressions test, so that each document looks them up once.
final class NamePool: Sendable {
    struct Contents {
        var names: [ExpandedName] = []
        var numbers: [ExpandedName: Int] = [:]
        var wildcards: [Wildcard] = []
        var wildcardNumbers: [Wildcard: Int] = [:]
        var variables = 0
    }

    /// A name of which one half is free.
    enum Wildcard: Hashable {
        case namespace(String)
        case localName(String)
    }

    private let contents = Mutex(Contents())

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

    func newVariable() -> VariableNumber {
        contents.withLock { contents in
            contents.variables += 1
            return VariableNumber(index: contents.variables - 1)
        }
    }

    var snapshot: Contents { contents.withLock { $0 } }

    /// How many names and wildcards there are by now.
    var counts: (names: Int, wildcards: Int) { contents.withLock { ($0.names.count, $0.wildcards.count) } }
}
