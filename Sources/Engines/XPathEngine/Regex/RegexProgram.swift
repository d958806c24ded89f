// A regular expression as instructions for the two machines that run it.

/// The compiled form: instructions, character sets, and what helps to find a match fast.
struct RegexProgram: Sendable {
    enum Instruction: Sendable {
        /// One character of the set with this number.
        case character(Int)
        /// Two ways, the first preferred.
        case split(Int, Int)
        case jump(Int)
        /// Notes the position in a slot; groups use two each.
        case save(Int)
        case start
        case end
        case backReference(Int)
        /// Fails when the position is that of a slot: a repetition must move on.
        case progress(Int)
        case match
    }

    private(set) var instructions: [Instruction] = []
    private(set) var classes: [CharacterClass] = []
    let flags: RegexFlags
    let groupCount: Int
    let hasBackReferences: Bool

    /// Slots that positions are noted in: two a group, the whole being group zero, then those of `progress`.
    private(set) var slotCount: Int

    /// Whether a match can begin only at the start of the text.
    let isAnchored: Bool

    /// The characters that a match can begin with; none when it can begin with anything or be empty.
    let firstCharacters: CharacterClass?

    /// The most instructions that a pattern may come to.
    static let mostInstructions = 20_000

    /// - Throws: `FORX0002` when the pattern is too large.
    init(_ syntax: RegexSyntax, groupCount: Int, hasBackReferences: Bool, flags: RegexFlags) throws(XPathError) {
        self.flags = flags
        self.groupCount = groupCount
        self.hasBackReferences = hasBackReferences
        slotCount = 2 * (groupCount + 1)
        isAnchored = !flags.multiline && Self.beginsWithAnchor(syntax)
        firstCharacters = Self.first(of: syntax).flatMap { $0.isEmpty ? nil : CharacterClass(.anyOf($0)) }
        try emit(.save(0))
        try compile(syntax)
        try emit(.save(1))
        try emit(.match)
    }

    private mutating func emit(_ instruction: Instruction) throws(XPathError) {
        guard instructions.count < Self.mostInstructions else { throw XPathError(.forx0002, "the pattern is too large") }
        instructions.append(instruction)
    }

    private mutating func compile(_ syntax: RegexSyntax) throws(XPathError) {
        switch syntax {
        case .empty: break
        case .character(let set):
            classes.append(set)
            try emit(.character(classes.count - 1))
        case .sequence(let parts):
            for part in parts { try compile(part) }
        case .alternatives(let branches):
            var jumps: [Int] = []
            for branch in branches.dropLast() {
                let split = instructions.count
                try emit(.match)
                try compile(branch)
                jumps.append(instructions.count)
                try emit(.match)
                instructions[split] = .split(split + 1, instructions.count)
            }
            try compile(branches[branches.count - 1])
            for jump in jumps { instructions[jump] = .jump(instructions.count) }
        case .group(let part, let number):
            try emit(.save(2 * number))
            try compile(part)
            try emit(.save(2 * number + 1))
        case .start: try emit(.start)
        case .end: try emit(.end)
        case .backReference(let number): try emit(.backReference(number))
        case .repeated(let part, let least, let most, let reluctant):
            try compile(part, least: least, most: most, reluctant: reluctant)
        }
    }

    private mutating func compile(_ part: RegexSyntax, least: Int, most: Int?, reluctant: Bool) throws(XPathError) {
        // An anchor does not hold more often when it is repeated.
        if case .start = part { return least > 0 ? try emit(.start) : () }
        if case .end = part { return least > 0 ? try emit(.end) : () }
        for _ in 0..<least { try compile(part) }
        guard let most else {
            let split = instructions.count
            try emit(.match)
            if part.isNullable {
                let slot = slotCount
                slotCount += 1
                try emit(.save(slot))
                try compile(part)
                try emit(.progress(slot))
            } else {
                try compile(part)
            }
            try emit(.jump(split))
            instructions[split] = reluctant ? .split(instructions.count, split + 1) : .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<max(least, most) {
            splits.append(instructions.count)
            try emit(.match)
            try compile(part)
        }
        for split in splits {
            instructions[split] = reluctant ? .split(instructions.count, split + 1) : .split(split + 1, instructions.count)
        }
    }

    private static func beginsWithAnchor(_ syntax: RegexSyntax) -> Bool {
        switch syntax {
        case .start: true
        case .sequence(let parts): parts.first.map(beginsWithAnchor) ?? false
        case .alternatives(let branches): branches.allSatisfy(beginsWithAnchor)
        case .group(let part, _): beginsWithAnchor(part)
        case .repeated(let part, let least, _, _): least > 0 && beginsWithAnchor(part)
        default: false
        }
    }

    /// The sets that a match can begin with; none when that is not known.
    private static func first(of syntax: RegexSyntax) -> [CharacterClass.Term]? {
        switch syntax {
        case .character(let set): return [set.term]
        case .group(let part, _): return first(of: part)
        case .repeated(let part, let least, _, _): return least > 0 ? first(of: part) : nil
        case .sequence(let parts):
            // Anchors take no character: what follows them is first.
            for part in parts {
                switch part {
                case .start, .end, .empty: continue
                default: return first(of: part)
                }
            }
            return nil
        case .alternatives(let branches):
            var terms: [CharacterClass.Term] = []
            for branch in branches {
                guard let own = first(of: branch), terms.count < 16 else { return nil }
                terms += own
            }
            return terms
        case .empty, .start, .end, .backReference: return nil
        }
    }
}
