// Runs a pattern by following all ways at once.

/// Pike's machine: a list of threads moves through the text together, so that the time grows with the length of the text alone.
struct RegexSimulation {
    /// Threads in order of preference, each with its slots, and the instructions already walked through at their position.
    private struct Threads {
        var counters: [Int] = []
        var slots: [Int] = []
        private var isWalked: [Bool]
        private var walked: [Int] = []

        init(instructions: Int) { isWalked = [Bool](repeating: false, count: instructions) }

        mutating func clear() {
            for counter in walked { isWalked[counter] = false }
            walked.removeAll(keepingCapacity: true)
            counters.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
        }

        /// Whether this is the first time.
        mutating func walk(_ counter: Int) -> Bool {
            guard !isWalked[counter] else { return false }
            isWalked[counter] = true
            walked.append(counter)
            return true
        }
    }

    private enum Job {
        case run(Int)
        case restore(Int, Int)
    }

    /// How many thread steps all searches over one text may take together.
    static let mostSteps = 400_000_000

    private let program: RegexProgram
    private let input: RegexInput
    private let slotCount: Int
    private var current: Threads
    private var following: Threads
    private var scratch: [Int]
    private var jobs: [Job] = []
    private var steps = 0

    /// `capturing` keeps the positions of groups; without it only whether there is a match is told.
    init(_ program: RegexProgram, _ input: RegexInput, capturing: Bool) {
        self.program = program
        self.input = input
        slotCount = capturing ? 2 * (program.groupCount + 1) : 0
        scratch = [Int](repeating: -1, count: slotCount)
        current = Threads(instructions: program.instructions.count)
        following = Threads(instructions: program.instructions.count)
    }

    /// The first match at or after a position; without capturing its slots are empty.
    ///
    /// - Throws: `XPDY0130` when the budget is spent.
    mutating func firstMatch(from origin: Int) throws(XPathError) -> RegexMatch? {
        current.clear()
        var best: [Int]?
        var position = origin
        while true {
            if best == nil {
                if current.counters.isEmpty {
                    guard let start = nextStart(from: position) else { return nil }
                    position = start
                }
                if !program.isAnchored || position == 0 {
                    for slot in scratch.indices { scratch[slot] = -1 }
                    Self.add(0, at: position, to: &current, &scratch, &jobs, program, input)
                }
            }
            if current.counters.isEmpty, best != nil { break }
            steps += current.counters.count + 1
            if steps > Self.mostSteps { throw RegularExpression.exhausted }
            let isAtEnd = position == input.bytes.count
            let (value, next) = isAtEnd ? (0, position) : input.character(at: position)
            following.clear()
            threads: for (index, counter) in current.counters.enumerated() {
                switch program.instructions[counter] {
                case .character(let number):
                    guard !isAtEnd, program.classes[number].contains(value) else { continue }
                    for slot in scratch.indices { scratch[slot] = current.slots[index * slotCount + slot] }
                    Self.add(counter + 1, at: next, to: &following, &scratch, &jobs, program, input)
                case .match:
                    best = Array(current.slots[index * slotCount..<(index + 1) * slotCount])
                    if slotCount == 0 { return RegexMatch(slots: []) }
                    // Threads behind this one are less preferred.
                    break threads
                default: break
                }
            }
            swap(&current, &following)
            if isAtEnd { break }
            position = next
        }
        return best.map { RegexMatch(slots: $0) }
    }

    /// The next position at which a match can begin.
    private func nextStart(from origin: Int) -> Int? {
        if program.isAnchored { return origin == 0 ? 0 : nil }
        guard let first = program.firstCharacters else { return origin }
        var position = origin
        while position < input.bytes.count {
            let (value, next) = input.character(at: position)
            if first.contains(value) { return position }
            position = next
        }
        return nil
    }

    /// Adds the threads that an instruction leads to without taking a character; their slots begin as those in `scratch`.
    private static func add(
        _ counter: Int, at position: Int, to threads: inout Threads, _ scratch: inout [Int], _ jobs: inout [Job], _ program: RegexProgram,
        _ input: RegexInput
    ) {
        jobs.append(.run(counter))
        while let job = jobs.popLast() {
            guard case .run(var counter) = job else {
                if case .restore(let slot, let value) = job { scratch[slot] = value }
                continue
            }
            walk: while threads.walk(counter) {
                switch program.instructions[counter] {
                case .jump(let target):
                    counter = target
                    continue walk
                case .split(let preferred, let other):
                    jobs.append(.run(other))
                    counter = preferred
                    continue walk
                case .save(let slot):
                    if slot < scratch.count {
                        jobs.append(.restore(slot, scratch[slot]))
                        scratch[slot] = position
                    }
                case .progress, .backReference: break
                case .start: if !input.isStart(position, program.flags) { break walk }
                case .end: if !input.isEnd(position, program.flags) { break walk }
                case .character, .match:
                    threads.counters.append(counter)
                    threads.slots += scratch
                    break walk
                }
                counter += 1
            }
        }
    }
}
