// Identifiers against what is not quite one: marks, signs and digits of other scripts, and another implementation of the keys.

import ClinicalTypes
import Testing

/// A generator that gives the same numbers on every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// That many digits at random.
    mutating func digits(_ count: Int) -> String { (0..<count).map { _ in String(Int.random(in: 0...9, using: &self)) }.joined() }
}

/// The Luhn sum by its table of doubled digits, from the left: written apart from the program's own.
private func luhnHolds(_ text: String) -> Bool {
    let doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
    var sum = 0
    for (index, character) in text.enumerated() {
        let digit = character.wholeNumberValue!
        sum += (text.count - index).isMultiple(of: 2) ? doubled[digit] : digit
    }
    return sum % 10 == 0
}

struct IdentifierFormTests {
    static let marks = ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}"]

    @Test(arguments: ["899900063480", "0012800736", "3750803447/1453", "4356000000/9", "518003502400041/9", "1B105729400/9", "279035121518989"])
    func `a professional's identifier with a mark anywhere in its number is not the identifier`(text: String) throws {
        let plain = try ProfessionalIdentifier(unverified: text)
        for mark in Self.marks {
            for place in 1...text.count where !plain.isInternal || place < 9 {
                let marked = text.prefix(place) + mark + text.dropFirst(place)
                guard let read = try? ProfessionalIdentifier(unverified: String(marked)) else { continue }
                // Kinds that take any characters keep the mark; none loses it on the way.
                switch read.kind {
                case .ended(let prefix, let number): #expect((prefix + number).unicodeScalars.elementsEqual(marked.unicodeScalars))
                case .adeliPractice(let practice, _), .rppsPractice(let practice, _): #expect(practice.unicodeScalars.contains(mark.unicodeScalars.first!))
                default: Issue.record("read as \(read.kind)")
                }
            }
        }
    }

    @Test(arguments: ["1750803447", "2356000000", "318003502400041", "4899900063480001"])
    func `a structure's identifier with a mark anywhere is refused`(text: String) {
        for mark in Self.marks {
            for place in 1...text.count {
                #expect(throws: IdentifierFault.self) { try StructureIdentifier(unverified: String(text.prefix(place) + mark + text.dropFirst(place))) }
            }
        }
    }

    @Test func `a mark behind the prefix of a national structure is kept`() throws {
        #expect(throws: IdentifierFault.self) { try StructureIdentifier(unverified: "4\u{301}0123") }
        guard case .national(let number) = try StructureIdentifier(unverified: "40\u{301}123").kind else {
            Issue.record("another kind")
            return
        }
        #expect(number.unicodeScalars.first == "\u{301}")
    }

    @Test func `keys of RPPS, SIREN and FINESS hold exactly where Luhn's sum does`() throws {
        var random = Seeded(state: 7)
        var holding = 0
        for _ in 0..<2000 {
            let (rpps, siren) = (random.digits(11), random.digits(9))
            #expect(try RPPS(unverified: rpps).isKeyValid == luhnHolds(rpps))
            #expect(try SIREN(unverified: siren).isKeyValid == luhnHolds(siren))
            #expect(try FINESS(unverified: siren).isKeyValid == luhnHolds(siren))
            if let fault = try RPPS(unverified: rpps).keyFault, case .key(let expected, let found) = fault {
                #expect(found == rpps.suffix(1) && luhnHolds(rpps.dropLast() + expected))
            } else {
                holding += 1
            }
        }
        #expect((100...300).contains(holding), "one in ten holds by chance: \(holding)")
    }

    @Test func `the key of an INS is what makes the number a multiple of 97`() throws {
        var random = Seeded(state: 11)
        for _ in 0..<2000 {
            let body = String(Int.random(in: 1...2, using: &random)) + random.digits(12)
            let key = try #require(NationalHealthIdentifier.key(of: body))
            #expect((Int(body)! + Int(key)!) % 97 == 0 && (1...97).contains(Int(key)!))
            let wrong = random.digits(2)
            #expect(try NationalHealthIdentifier(unverified: body + wrong, space: .nir).isKeyValid == (wrong == key))
        }
    }

    @Test func `an object identifier is digits and dots alone`() {
        for text in ["1.2.+3", "1.2.-3", "1.2.٣", "1.2.3\u{301}", "1.2.3\n", "1.2\u{FF0E}3", "1.2.3\0"] { #expect(OID(dotted: text) == nil, "\(text)") }
    }
}
