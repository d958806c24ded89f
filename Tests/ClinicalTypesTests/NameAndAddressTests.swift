// Names, addresses and telephone numbers: their parts, and their silence.

import ClinicalTypes
import Testing

struct NameAndAddressTests {
    private let name = PersonName(parts: [
        .init(.prefix, "Mme"), .init(.family, "PATIENTE", qualifiers: [.birth]), .init(.family, "EPOUSE", qualifiers: [.spouse]),
        .init(.given, "Ruth"), .init(.given, "Isabelle"), .init(.given, "Ruth", qualifiers: [.birth]), .init(.given, "Zoé", qualifiers: [.callMe]),
    ])

    @Test func `qualifiers tell birth and use apart`() {
        #expect(name.birthFamilyName == "PATIENTE")
        #expect(name.usedFamilyName == "EPOUSE")
        #expect(name.plainFamilyName == nil)
        #expect(name.birthGivenName == "Ruth")
        #expect(name.usedGivenName == "Zoé")
        #expect(name.givenNames == ["Ruth", "Isabelle"])
        #expect(name.prefixes == ["Mme"])
        #expect(name.family == "EPOUSE")
        #expect(name.given == "Zoé")
    }

    @Test func `a name without qualifiers is called by its plain parts`() {
        let plain = PersonName(parts: [.init(.given, "Charles"), .init(.family, "DUPONT")])
        #expect(plain.family == "DUPONT")
        #expect(plain.given == "Charles")
        #expect(plain.birthFamilyName == nil)
        #expect(PersonName(parts: [.init(.family, "")]).isEmpty)
        #expect(!PersonName(parts: [], freeText: "DUPONT").isEmpty)
    }

    @Test func `an unusual qualifier still leaves a name to call by`() {
        let titled = PersonName(parts: [.init(.family, "ROY", qualifiers: [.nobility]), .init(.given, "", qualifiers: [.birth])])
        #expect(titled.family == "ROY")
        #expect(titled.given == nil)
    }

    @Test func `the lines of a street are written, or put together`() {
        let lines = PostalAddress(parts: [.init(.streetAddressLine, "1 rue A"), .init(.streetAddressLine, "Bât. B"), .init(.houseNumber, "9")])
        #expect(lines.streetLines == ["1 rue A", "Bât. B"])
        let parts = PostalAddress(parts: [.init(.houseNumber, "9"), .init(.streetNameType, "Rue"), .init(.streetName, "Foch"), .init(.city, "Lyon")])
        #expect(parts.streetLines == ["9 Rue Foch"])
        #expect(parts[.city] == "Lyon")
        #expect(parts[.country] == nil)
        #expect(PostalAddress(parts: []).streetLines.isEmpty)
    }

    @Test func `scheme and address of a telephone number are told apart`() {
        #expect(Telecom(value: "tel:0102030405").scheme == "tel")
        #expect(Telecom(value: "MAILTO:a@b.fr").scheme == "mailto")
        #expect(Telecom(value: "mailto:a@b.fr").address == "a@b.fr")
        #expect(Telecom(value: "0102030405").scheme == nil)
        #expect(Telecom(value: "0102030405").address == "0102030405")
        #expect(Telecom(value: "tel:").address == nil)
        #expect(Telecom(value: nil, nullFlavor: "UNK").address == nil)
    }

    @Test func `no description shows content`() {
        let address = PostalAddress(parts: [.init(.city, "Lyon")])
        for text in ["\(name)", String(reflecting: name), "\(address)", String(reflecting: address), "\(Telecom(value: "tel:0102030405"))"] {
            #expect(!text.contains("PATIENTE") && !text.contains("Lyon") && !text.contains("0102"))
        }
    }

    @Test func `no dump shows content`() throws {
        var dumped = ""
        dump(name, to: &dumped)
        dump(PostalAddress(parts: [.init(.city, "Lyon")]), to: &dumped)
        dump(Telecom(value: "tel:0102030405"), to: &dumped)
        dump(InstanceIdentifier(root: "1.2.3", extension: "IPP-77"), to: &dumped)
        dump(try HL7Timestamp("19790327"), to: &dumped)
        dump(try NationalHealthIdentifier("279035121518989", space: .test), to: &dumped)
        for content in ["PATIENTE", "Lyon", "0102", "IPP-77", "1979", "27903"] { #expect(!dumped.contains(content)) }
    }
}
