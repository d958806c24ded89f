// The national identifiers of professionals and structures: a prefix, then a number of its own kind.

import ClinicalTypes
import Testing

struct ProfessionalIdentifierTests {
    @Test func `each prefix names its kind`() throws {
        #expect(try ProfessionalIdentifier("899900063480").rpps?.value == "99900063480")
        #expect(try ProfessionalIdentifier("0012800736").kind == .adeli(ADELI("012800736")))
        #expect(try ProfessionalIdentifier("100B1057294/12").kind == .adeliPractice(practice: "00B1057294", number: "12"))
        #expect(try ProfessionalIdentifier("3750712184/1453").kind == .establishment(FINESS("750712184"), number: "1453"))
        #expect(try ProfessionalIdentifier("4356000000/7").kind == .company(SIREN("356000000"), number: "7"))
        let insurer = try ProfessionalIdentifier("518003502400041/1.2.250.1.215.1.2")
        #expect(insurer.kind == .site(try SIRET("18003502400041"), number: "1.2.250.1.215.1.2"))
        #expect(try ProfessionalIdentifier("610004000922005/3").kind == .rppsPractice(practice: "10004000922005", number: "3"))
        #expect(try ProfessionalIdentifier("97654").kind == .ended(prefix: "9", number: "7654"))
    }

    @Test func `an identifier within a structure is internal`() throws {
        #expect(try ProfessionalIdentifier("3750712184/1453").isInternal)
        #expect(try !ProfessionalIdentifier("899900063480").isInternal)
    }

    @Test func `an unknown prefix is refused with the known ones`() {
        #expect(fault { () throws(IdentifierFault) in try ProfessionalIdentifier("799900063480") } == .prefix(expected: ["0", "1", "3", "4", "5", "6", "8"]))
    }

    @Test(arguments: ["3750712184", "3/1453", "3750712184/", "518003502400041"])
    func `an internal identifier needs structure, slash and number`(text: String) {
        #expect(fault { () throws(IdentifierFault) in try ProfessionalIdentifier(text) } == .separator(expected: "/"))
    }

    @Test func `a wrong key is told, or kept as a fact where the identifier is left unproven`() throws {
        #expect(fault { () throws(IdentifierFault) in try ProfessionalIdentifier("801234567898") } == .key(expected: "7", found: "8"))
        #expect(try ProfessionalIdentifier(unverified: "801234567898").keyFault == .key(expected: "7", found: "8"))
        #expect(fault { () throws(IdentifierFault) in try ProfessionalIdentifier(unverified: "8012345678979") } == .length(expected: [11], found: 12))
    }
}

struct StructureIdentifierTests {
    @Test func `each prefix names its kind`() throws {
        #expect(try StructureIdentifier("1750712184").finess?.value == "750712184")
        #expect(try StructureIdentifier("00B105729400").kind == .adeliPractice("0B105729400"))
        #expect(try StructureIdentifier("2356000000").kind == .company(SIREN("356000000")))
        #expect(try StructureIdentifier("318003502400041").kind == .site(SIRET("18003502400041")))
        #expect(try StructureIdentifier("499900063480001").kind == .rppsPractice(RPPS("99900063480"), rank: "001"))
        #expect(try StructureIdentifier("401234567890").kind == .national("1234567890"))
    }

    @Test(arguments: ["R750712184", "10B", "8750712184", "1", "4", "40", "49990006348"])
    func `an identifier of no known kind is refused`(text: String) {
        #expect(fault { () throws(IdentifierFault) in try StructureIdentifier(text) } != nil)
    }

    @Test func `one digit changed in a FINESS is refused and the unproven form keeps the fact`() throws {
        for changed in oneDigitChanged("1750712184") where changed.hasPrefix("1") {
            #expect(fault { () throws(IdentifierFault) in try StructureIdentifier(changed) }?.name == "key")
            #expect(try StructureIdentifier(unverified: changed).keyFault?.name == "key")
        }
    }

    @Test func `faults speak both languages and hold no content`() {
        let faults: [IdentifierFault] = [
            .empty, .length(expected: [9, 11], found: 8), .tooLong(limit: 64, found: 70), .character(position: 3, expected: "0-9"),
            .part(name: "month", expected: "01-12"), .prefix(expected: ["1"]), .separator(expected: "/"), .key(expected: "41", found: "14"),
        ]
        #expect(Set(faults.map(\.name)).count == faults.count)
        for fault in faults {
            #expect(!fault.message.fr.isEmpty && !fault.message.en.isEmpty && fault.message.fr != fault.message.en)
            #expect(!fault.description.contains("41"))
        }
    }
}
