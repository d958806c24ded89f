// Numbers and texts that tests invent, the same on every run.

/// A small generator that gives the same numbers in every run (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins at a seed.
    public init(seed: UInt64) { state = seed }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A text of at most so many scalars out of those given.
    public mutating func text(of scalars: String, atMost count: Int) -> String {
        let choice = Array(scalars.unicodeScalars)
        let drawn = (0..<Int.random(in: 0...count, using: &self)).map { _ in choice[Int.random(in: 0..<choice.count, using: &self)] }
        return String(String.UnicodeScalarView(drawn))
    }

    /// At most so many bytes, each of any value.
    public mutating func bytes(atMost count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}
