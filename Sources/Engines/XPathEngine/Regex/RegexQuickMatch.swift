// Tells whether a text matches, with the whole state of the search in one word.

/// A machine for fn:matches and patterns of at most 64 characters to read, which is nearly all: a bit for each of them, and for each
/// ASCII character the bits that accept it.
///
/// It keeps no positions, takes no memory and looks at each character once.
struct RegexQuickMatch: Sendable {
    /// What is reached without reading a character.
    private struct Reach: Sendable {
        /// The characters to read next.
        var mask: UInt64 = 0
        /// Whether the pattern is through.
        var isThrough = false
        /// Whether it is through at the end of the text.
        var isThroughAtEnd = false
    }

    private var classes: [CharacterClass] = []
    private var accepting: [UInt64]
    private var following: [UInt64] = []
    private var through: UInt64 = 0
    private var throughAtEnd: UInt64 = 0
    private let atStart: Reach
    private let later: Reach

    /// None when the pattern is too long, has back-references or anchors that hold at lines.
    init?(_ program: RegexProgram) {
        var bits: [Int: Int] = [:]
        for (counter, instruction) in program.instructions.enumerated() {
            if case .character = instruction { bits[counter] = bits.count }
        }
        guard bits.count <= 64, !program.hasBackReferences, !program.flags.multiline else { return nil }
        atStart = Self.reach(0, in: program, bits, isAtStart: true)
        later = Self.reach(0, in: program, bits, isAtStart: false)
        accepting = [UInt64](repeating: 0, count: 128)
        for (counter, instruction) in program.instructions.enumerated() {
            guard case .character(let number) = instruction else { continue }
            let bit: UInt64 = 1 << UInt64(classes.count)
            let reach = Self.reach(counter + 1, in: program, bits, isAtStart: false)
            classes.append(program.classes[number])
            following.append(reach.mask)
            if reach.isThrough { through |= bit }
            if reach.isThroughAtEnd { throughAtEnd |= bit }
            for value in 0..<128 where program.classes[number].contains(UInt32(value)) { accepting[value] |= bit }
        }
    }

    private static func reach(_ origin: Int, in program: RegexProgram, _ bits: [Int: Int], isAtStart: Bool) -> Reach {
        var result = Reach()
        // Twice over: `$` is passed only by what then needs no further character.
        for passesEnd in [false, true] {
            var open = [origin]
            var seen: Set<Int> = []
            while let counter = open.popLast() {
                guard seen.insert(counter).inserted else { continue }
                switch program.instructions[counter] {
                case .character: if !passesEnd, let bit = bits[counter] { result.mask |= 1 << UInt64(bit) }
                case .split(let one, let other): open += [one, other]
                case .jump(let target): open.append(target)
                case .save, .progress, .backReference: open.append(counter + 1)
                case .start: if isAtStart { open.append(counter + 1) }
                case .end: if passesEnd { open.append(counter + 1) }
                case .match:
                    if passesEnd { result.isThroughAtEnd = true } else { result.isThrough = true }
                }
            }
        }
        return result
    }

    /// Whether some part of the text matches.
    func matches(_ input: RegexInput) -> Bool {
        if atStart.isThrough { return true }
        var state = atStart.mask
        var isThroughAtEnd = atStart.isThroughAtEnd
        var position = 0
        let end = input.bytes.count
        while position < end {
            let lead = input.bytes[position]
            var taken: UInt64 = 0
            if lead < 0x80 {
                taken = state & accepting[Int(lead)]
                position += 1
            } else {
                let (value, next) = input.character(at: position)
                var rest = state
                while rest != 0 {
                    let bit = rest.trailingZeroBitCount
                    if classes[bit].contains(value) { taken |= 1 << UInt64(bit) }
                    rest &= rest - 1
                }
                position = next
            }
            if taken & through != 0 || later.isThrough { return true }
            isThroughAtEnd = taken & throughAtEnd != 0 || later.isThroughAtEnd
            state = later.mask
            while taken != 0 {
                state |= following[taken.trailingZeroBitCount]
                taken &= taken - 1
            }
            if state == 0, !isThroughAtEnd { return false }
        }
        return isThroughAtEnd
    }
}
