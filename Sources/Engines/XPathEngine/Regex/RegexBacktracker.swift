// Runs a pattern by trying one way after the other.

/// A machine that backtracks.
///
/// Without back-references it never tries an instruction twice at the same position, so its time is bounded by their product, which the
/// caller keeps small; with back-references, a budget of steps bounds it.
struct RegexBacktracker {
    /// How many steps a pattern with back-references may take in one text.
    static let mostSteps = 2_000_000

    /// The largest product of instructions and positions for which this machine is chosen.
    static let mostVisits = 64 * 1_024

    private enum Job {
        case run(Int, Int)
        case restore(Int, Int)
    }

    private let program: RegexProgram
    private let input: RegexInput
    private var slots: [Int]
    private var visited: [UInt64]
    private var jobs: [Job] = []
    private var steps = 0

    init(_ program: RegexProgram, _ input: RegexInput) {
        self.program = program
        self.input = input
        slots = [Int](repeating: -1, count: program.slotCount)
        let visits = program.instructions.count * (input.bytes.count + 1)
        visited = program.hasBackReferences ? [] : [UInt64](repeating: 0, count: visits / 64 + 1)
    }

    /// The first match at or after a position.
    ///
    /// - Throws: `XPDY0130` when the budget is spent.
    mutating func firstMatch(from origin: Int) throws(XPathError) -> RegexMatch? {
        for index in visited.indices { visited[index] = 0 }
        var position = origin
        while true {
            if let first = program.firstCharacters {
                while position < input.bytes.count {
                    let (value, next) = input.character(at: position)
                    if first.contains(value) { break }
                    if program.isAnchored { return nil }
                    position = next
                }
                if position == input.bytes.count { return nil }
            }
            if program.isAnchored, position > 0 { return nil }
            if try run(at: position) { return RegexMatch(slots: slots) }
            guard position < input.bytes.count, !program.isAnchored else { return nil }
            position = input.character(at: position).next
        }
    }

    private mutating func run(at origin: Int) throws(XPathError) -> Bool {
        for slot in slots.indices { slots[slot] = -1 }
        jobs.removeAll(keepingCapacity: true)
        jobs.append(.run(0, origin))
        while let job = jobs.popLast() {
            switch job {
            case .restore(let slot, let value): slots[slot] = value
            case .run(let counter, let position):
                if try follow(counter, position) { return true }
            }
        }
        return false
    }

    /// Follows one way until it fails or matches.
    private mutating func follow(_ counter: Int, _ position: Int) throws(XPathError) -> Bool {
        var counter = counter
        var position = position
        while true {
            if program.hasBackReferences {
                steps += 1
                if steps > Self.mostSteps { throw RegularExpression.exhausted }
            } else {
                let visit = counter * (input.bytes.count + 1) + position
                let bit: UInt64 = 1 << UInt64(visit & 63)
                if visited[visit >> 6] & bit != 0 { return false }
                visited[visit >> 6] |= bit
            }
            switch program.instructions[counter] {
            case .character(let number):
                guard position < input.bytes.count else { return false }
                let (value, next) = input.character(at: position)
                guard program.classes[number].contains(value) else { return false }
                position = next
            case .split(let preferred, let other):
                jobs.append(.run(other, position))
                counter = preferred
                continue
            case .jump(let target):
                counter = target
                continue
            case .save(let slot):
                jobs.append(.restore(slot, slots[slot]))
                slots[slot] = position
            case .progress(let slot):
                // The visits already keep a pattern without back-references from going round.
                if program.hasBackReferences, slots[slot] == position { return false }
            case .start:
                guard input.isStart(position, program.flags) else { return false }
            case .end:
                guard input.isEnd(position, program.flags) else { return false }
            case .backReference(let number):
                let start = slots[2 * number]
                let end = slots[2 * number + 1]
                if start >= 0, end > start {
                    guard let next = input.skip(start..<end, at: position, ignoringCase: program.flags.ignoresCase) else { return false }
                    position = next
                }
            case .match: return true
            }
            counter += 1
        }
    }
}
