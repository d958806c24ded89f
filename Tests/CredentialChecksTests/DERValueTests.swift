// DER values are read strictly and written as they were read.

import CredentialChecks
import Testing

@Suite struct DERValueTests {
    @Test(arguments: ["1.2.250.1.71.1.2.5", "2.5.29.17", "0.9.2342.19200300.100.1.25", "2.999.1", "1.3.6.1.4.1.99999999999"])
    func `object identifiers go both ways`(dotted: String) throws {
        let value = try #require(DERValue.objectIdentifier(dotted))
        #expect(DERValue(value.encoded)?.objectIdentifier == dotted)
    }

    @Test(arguments: ["", "1", "1.", "3.1", "1.40", "a.b", "1.2.-3", "1.2.+3", "1..2", "1.2.99999999999999999999999"])
    func `what is no object identifier is refused`(dotted: String) {
        #expect(DERValue.objectIdentifier(dotted) == nil)
    }

    @Test(
        arguments: [
            [0x06, 0x00], [0x06, 0x01, 0x80], [0x06, 0x02, 0x80, 0x01],
            [0x06, 0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        ] as [[UInt8]])
    func `an object identifier in another form than the shortest is refused`(bytes: [UInt8]) {
        #expect(DERValue(bytes)?.objectIdentifier == nil)
    }

    @Test(arguments: [0, 1, 127, 128, 255, 256, 65_536, UInt(Int.max)])
    func `integers go both ways`(number: UInt) {
        #expect(DERValue(DERValue.integer(number).encoded)?.integer == Int(number))
    }

    @Test func `integers are signed, and nothing else is one`() {
        #expect(DERValue([2, 1, 0xff])?.integer == -1)
        #expect(DERValue([2, 2, 0x80, 0])?.integer == -32_768)
        #expect(DERValue([2, 0])?.integer == nil)
        #expect(DERValue([2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0])?.integer == nil)
        #expect(DERValue([4, 1, 1])?.integer == nil)
    }

    @Test func `bit strings go both ways`() {
        for set in [[], [0], [7], [8], [0, 3, 8]] as [Set<Int>] {
            #expect(DERValue(DERValue.bits(set).encoded)?.bits == set)
        }
        #expect(DERValue.bits([0]).encoded == [3, 2, 7, 0x80])
        #expect(DERValue([3, 0])?.bits == nil)
        #expect(DERValue([3, 2, 8, 0])?.bits == nil)
    }

    @Test(
        arguments: [
            [], [0x30], [0x30, 0x80, 0, 0], [0x30, 0x81, 0x01, 0x00], [0x30, 0x82, 0x00, 0x80], [0x30, 0x02, 0x01], [0x30, 0x00, 0x00],
            [0x1f, 0x01, 0x00], [0x30, 0x85, 1, 0, 0, 0, 0], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
        ] as [[UInt8]])
    func `lengths that are indefinite, too long or not the shortest are refused`(bytes: [UInt8]) {
        #expect(DERValue(bytes) == nil)
    }

    @Test func `long values go both ways`() {
        for count in [127, 128, 255, 256, 70_000] {
            let value = DERValue.sequence([.octets([UInt8](repeating: 9, count: count))])
            #expect(DERValue(value.encoded) == value)
            #expect(DERValue(value.encoded)?.elements?.first?.content.count == count)
        }
    }

    @Test func `a set is written in the order of its encodings`() {
        #expect(DERValue.set([.utf8("bb"), .integer(1), .utf8("a")]) == DERValue.set([.utf8("a"), .utf8("bb"), .integer(1)]))
    }

    @Test func `elements of what is no list are nil`() {
        #expect(DERValue.octets([1]).elements == nil)
        #expect(DERValue(tag: DERTag.sequence, content: [2, 5]).elements == nil)
    }
}
