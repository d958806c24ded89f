// Identifiers: their form, their keys, and what is said of a wrong one.

import ClinicalTypes
import Testing

/// The fault that reading a text ends in, nil when it is read.
func fault<Value>(_ read: () throws(IdentifierFault) -> Value) -> IdentifierFault? {
    do throws(IdentifierFault) {
        _ = try read()
        return nil
    } catch {
        return error
    }
}

/// Every text that differs from this one in exactly one digit.
func oneDigitChanged(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.indices.flatMap { index -> [String] in
        guard (0x30...0x39).contains(bytes[index]) else { return [] }
        return (UInt8(0x30)...0x39).filter { $0 != bytes[index] }.map { digit in
            var changed = bytes
            changed[index] = digit
            return String(decoding: changed, as: UTF8.self)
        }
    }
}

struct OIDTests {
    @Test(arguments: ["1.2", "0.0", "2.999", "1.2.250.1.213.1.4.8", "2.25.329800735698586629295641978511506172918", "0.39"])
    func `a well-formed object identifier is read`(text: String) throws {
        #expect(try OID(text).dotted == text)
    }

    @Test(arguments: ["", "1", "3.1", "1.", ".1", "1..2", "1.02", "1.40", "1.2.a", "01.2", "1.2 ", "urn:oid:1.2"])
    func `a malformed object identifier is refused`(text: String) {
        #expect(OID(dotted: text) == nil)
    }

    @Test func `an object identifier of 64 characters is read and one of 65 is refused`() {
        let long = "1.2." + String(repeating: "1", count: 60)
        #expect(OID(dotted: long) != nil)
        #expect(fault { () throws(IdentifierFault) in try OID(long + "1") } == .tooLong(limit: 64, found: 65))
    }

    @Test func `the place of a wrong character is told`() {
        #expect(fault { () throws(IdentifierFault) in try OID("1.2.x") } == .character(position: 5, expected: "0-9 ."))
        #expect(fault { () throws(IdentifierFault) in try OID("1.2.05") } == .character(position: 5, expected: "1-9"))
    }
}

struct InstanceIdentifierTests {
    @Test func `the unique id is the root, or root and extension`() {
        #expect(InstanceIdentifier(root: "1.2.3").uniqueID == "1.2.3")
        #expect(InstanceIdentifier(root: "1.2.3", extension: "").uniqueID == "1.2.3")
        #expect(InstanceIdentifier(root: "1.2.3", extension: "A").uniqueID == "1.2.3^A")
        #expect(InstanceIdentifier(root: nil, nullFlavor: "UNK").uniqueID == nil)
    }

    @Test func `neither description shows the extension`() {
        let identifier = InstanceIdentifier(root: "1.2.250.1.213.1.4.10", extension: "279035121518989")
        #expect("\(identifier)" == "1.2.250.1.213.1.4.10^…")
        #expect(!String(reflecting: identifier).contains("2790351"))
    }

    @Test func `a root that is no object identifier is kept and not taken for one`() {
        let identifier = InstanceIdentifier(root: "0C1D2E3F-0000-0000-0000-000000000000")
        #expect(identifier.oid == nil)
        #expect(identifier.uniqueID == "0C1D2E3F-0000-0000-0000-000000000000")
    }
}

struct DirectoryNumberTests {
    @Test(arguments: ["99900063480", "99900038839", "99700735741"])
    func `an RPPS number with its key is read, and none with one digit changed`(text: String) throws {
        #expect(try RPPS(text).value == text)
        for changed in oneDigitChanged(text) {
            #expect(fault { () throws(IdentifierFault) in try RPPS(changed) }?.name == "key")
        }
    }

    @Test func `the key that would be right is told`() throws {
        #expect(fault { () throws(IdentifierFault) in try RPPS("99900063481") } == .key(expected: "0", found: "1"))
        let unverified = try RPPS(unverified: "99900063481")
        #expect(!unverified.isKeyValid)
        #expect(unverified.keyFault == .key(expected: "0", found: "1"))
    }

    @Test func `length and characters are judged before the key`() {
        #expect(fault { () throws(IdentifierFault) in try RPPS("9990006348") } == .length(expected: [11], found: 10))
        #expect(fault { () throws(IdentifierFault) in try RPPS("9990006348A") } == .character(position: 11, expected: "0-9"))
        #expect(fault { () throws(IdentifierFault) in try RPPS("") } == .empty)
        #expect(fault { () throws(IdentifierFault) in try RPPS("９９９０００６３４８０") } == .character(position: 1, expected: "0-9"))
    }

    @Test(arguments: ["750712184", "690781810", "2A0000014", "2B0000020"])
    func `a FINESS number with its key is read, in Corsica too`(text: String) throws {
        #expect(try FINESS(text).value == text)
        // A Corsican department changed to another department is another number, and Luhn finds that too.
        for changed in oneDigitChanged(text) {
            let found = fault { () throws(IdentifierFault) in try FINESS(changed) }?.name
            #expect(found == "key" || found == "character")
        }
    }

    @Test(arguments: ["2C0000014", "A20000014", "7507121A4", "2a0000014"])
    func `letters stand only in the Corsican departments`(text: String) {
        #expect(fault { () throws(IdentifierFault) in try FINESS(text) }?.name == "character")
    }

    @Test func `an ADELI number has nine characters and no judged key`() throws {
        #expect(try ADELI("012800736").isKeyValid)
        #expect(try ADELI("012800737").isKeyValid)
        #expect(try ADELI("2A1234567").value == "2A1234567")
        #expect(fault { () throws(IdentifierFault) in try ADELI("01280073") } == .length(expected: [9], found: 8))
    }

    @Test func `SIREN and SIRET follow Luhn, and La Poste its own rule`() throws {
        #expect(try SIREN("356000000").isKeyValid)
        #expect(try SIRET("18003502400041").siren?.value == "180035024")
        for changed in oneDigitChanged("18003502400041") {
            #expect(fault { () throws(IdentifierFault) in try SIRET(changed) }?.name == "key")
        }
        // The digits of a site of La Poste add up to a multiple of five.
        #expect(fault { () throws(IdentifierFault) in try SIRET("35600000000001") } == nil)
        #expect(fault { () throws(IdentifierFault) in try SIRET("35600000000002") }?.name == "key")
    }
}
