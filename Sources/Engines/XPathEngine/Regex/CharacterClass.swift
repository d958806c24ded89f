// Sets of characters: what one position of a pattern accepts.

/// A set of characters; ASCII is answered from a bitmap, the rest by asking the parts of the set.
struct CharacterClass: Sendable {
    /// How a set is put together.
    indirect enum Term: Sendable {
        /// Ranges of code points; with `folded`, in any letter case.
        case ranges([ClosedRange<UInt32>], folded: Bool)
        /// The characters of general categories, a bit for each.
        case categories(UInt32)
        case not(Term)
        case anyOf([Term])
        /// The characters of the first set that are not in the second.
        case minus(Term, Term)

        func contains(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .ranges(let ranges, let folded):
                if ranges.contains(where: { $0.contains(scalar.value) }) { return true }
                return folded && LetterCase.variants(of: scalar).contains { variant in ranges.contains { $0.contains(variant) } }
            case .categories(let mask): return mask & GeneralCategories.bit(of: scalar) != 0
            case .not(let term): return !term.contains(scalar)
            case .anyOf(let terms): return terms.contains { $0.contains(scalar) }
            case .minus(let term, let other): return term.contains(scalar) && !other.contains(scalar)
            }
        }
    }

    private let low: UInt64
    private let high: UInt64
    let term: Term

    init(_ term: Term) {
        var bits: [UInt64] = [0, 0]
        for value in 0..<128 where term.contains(Unicode.Scalar(UInt8(value))) {
            bits[value / 64] |= 1 << UInt64(value % 64)
        }
        self.term = term
        (low, high) = (bits[0], bits[1])
    }

    @inline(__always)
    func contains(_ value: UInt32) -> Bool {
        if value < 64 { return low >> UInt64(value) & 1 != 0 }
        if value < 128 { return high >> UInt64(value - 64) & 1 != 0 }
        return Unicode.Scalar(value).map(term.contains) ?? false
    }
}

/// The letter cases of a character.
enum LetterCase {
    /// The character's other forms: capital, small and title case, and those of these.
    static func variants(of scalar: Unicode.Scalar) -> [UInt32] {
        if scalar.isASCII {
            let value = scalar.value
            switch value {
            // The long s and the Kelvin sign have ASCII letters as their other case.
            case 0x41...0x5A: return [value + 32] + (value == 0x4B ? [0x212A] : value == 0x53 ? [0x17F] : [])
            case 0x61...0x7A: return [value - 32] + (value == 0x6B ? [0x212A] : value == 0x73 ? [0x17F] : [])
            default: return []
            }
        }
        var found: [UInt32] = []
        var open = [scalar]
        while let next = open.popLast(), found.count < 8 {
            for mapped in [next.properties.lowercaseMapping, next.properties.uppercaseMapping, next.properties.titlecaseMapping] {
                let scalars = mapped.unicodeScalars
                guard let first = scalars.first, scalars.count == 1, first != scalar, !found.contains(first.value) else { continue }
                found.append(first.value)
                open.append(first)
            }
        }
        return found
    }

    static func same(_ left: UInt32, _ right: UInt32) -> Bool {
        if left == right { return true }
        return Unicode.Scalar(left).map { variants(of: $0).contains(right) } ?? false
    }
}
