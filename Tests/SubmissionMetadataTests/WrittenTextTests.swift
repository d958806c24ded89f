// Texts as registry metadata have them: components, identifiers, classes of a stay, restrictions of visibility.

import ClinicalTypes
import Foundation
import TestSupport
import Testing
import XDSMessages

@testable import SubmissionMetadata

@Suite struct WrittenTextTests {
    @Test(arguments: [
        ("a|b", "a\\F\\b"), ("a^b", "a\\S\\b"), ("a&b", "a\\T\\b"), ("a~b", "a\\R\\b"), ("a\\b", "a\\E\\b"), ("a\nb", "a b"), ("a\r\n\tb", "a b"),
        ("a \n b", "a  b"), ("é€", "é€"), ("", ""),
    ])
    func `separators are escaped, and line ends become one space`(text: String, written: String) { #expect(HL7Components.escaped(text) == written) }

    @Test func `what is escaped is read back as it was`() {
        var generator = SeededGenerator(seed: 27)
        for _ in 0..<300 {
            let text = "x" + generator.text(of: "abFSTRE|^&~\\é ", atMost: 20)
            #expect(HL7Field("1^" + HL7Components.escaped(text))[2] == text)
        }
    }

    @Test func `components are filled up to the last that is said, and empty ones say nothing`() {
        var field = HL7Components()
        #expect(field.text == nil)
        field.set(3, "c")
        field.set(1, "")
        field.set(5, nil)
        #expect(field.text == "^^c")
        field.setAuthority(2, "1.2.3")
        field.setAuthority(4, nil)
        field.setAuthority(4, "")
        #expect(field.text == "^&1.2.3&ISO^c")
    }

    @Test(arguments: [
        ("a^b", 1, "a"), ("a^b", 2, "b"), ("a^b", 3, nil), ("a^b", 0, nil), ("^b", 1, nil), ("a\\T\\b", 1, "a&b"), ("a\\X\\b", 1, "a\\X\\b"), ("", 1, nil),
    ])
    func `a component is read by its number`(text: String, number: Int, component: String?) { #expect(HL7Field(text)[number] == component) }

    @Test(arguments: [("^&1.2&ISO", 2, "1.2"), ("^N&1.2&ISO", 2, "1.2"), ("^&1.2&L", 2, nil), ("^&1.2", 2, nil), ("^&1.2&ISO", 3, nil), ("1.2", 1, nil)])
    func `an authority is read where its kind is ISO`(text: String, number: Int, oid: String?) { #expect(HL7Field(text).authority(number) == oid) }

    @Test(arguments: [("I", "03"), ("O", "07"), ("E", "07"), ("R", "19"), ("N", "97"), ("X", nil), ("i", nil), ("", nil)])
    func `the class of a stay is an activity`(letter: String, code: String?) { #expect(MetadataOptions.activity(ofPatientClass: letter)?.code == code) }

    @Test(
        arguments: [
            ("MASQUE_PS", Visibility.maskedFromProfessionals), ("INVISIBLE_PATIENT", .invisibleToPatient),
            ("INVISIBLE_REPRESENTANTS_LEGAUX", .invisibleToLegalRepresentatives),
            ("INVISIBLE_REP_LEGAUX", .invisibleToLegalRepresentatives), ("N", nil), ("masque_ps", nil), ("", nil),
        ] as [(String, Visibility?)])
    func `a restriction of visibility is known by its code`(code: String, visibility: Visibility?) {
        #expect(Visibility(code: code) == visibility)
        if let visibility {
            #expect(visibility.code.code == visibility.rawValue && visibility.code.system == "1.2.250.1.213.1.1.4.13" && visibility.code.displayName != nil)
        }
    }

    @Test func `the smallest and the largest UUID are numbers under 2_25`() throws {
        let least = try #require(UUID(uuidString: "00000000-0000-0000-0000-000000000000")),
            one = try #require(UUID(uuidString: "00000000-0000-0000-0000-000000000001"))
        let most = try #require(UUID(uuidString: "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"))
        #expect(OID(uuid: least).dotted == "2.25.0" && OID(uuid: one).dotted == "2.25.1")
        #expect(OID(uuid: most).dotted == "2.25.340282366920938463463374607431768211455")
    }

    private func entry(_ changes: (String, String)...) throws -> DocumentEntry { try submission(replacing: changes).entry }

    @Test(arguments: [("M", "PID-8|M"), ("F", "PID-8|F"), ("U", "PID-8|U"), ("UN", "PID-8|U")])
    func `a sex is a letter of three`(code: String, trait: String) throws {
        #expect(try entry(("administrativeGenderCode code=\"F\"", "administrativeGenderCode code=\"\(code)\"")).sourcePatientInfo.contains(trait))
    }

    @Test(arguments: [("19790327", "PID-7|19790327"), ("197903271200+0100", "PID-7|19790327"), ("1979", "PID-7|1979"), ("197903", "PID-7|197903")])
    func `a birth date is a day at most`(time: String, trait: String) throws {
        #expect(try entry(("birthTime value=\"19790327\"", "birthTime value=\"\(time)\"")).sourcePatientInfo.contains(trait))
    }

    @Test func `a telephone is a trait, and no other address is`() throws {
        let number = "telecom value=\"tel:0299000000\""
        #expect(try entry((number, "telecom value=\"tel:02|99\"")).sourcePatientInfo.contains("PID-13|02\\F\\99"))
        #expect(try !entry((number, "telecom value=\"mailto:a@b.fr\"")).sourcePatientInfo.contains { $0.hasPrefix("PID-13") })
    }
}
