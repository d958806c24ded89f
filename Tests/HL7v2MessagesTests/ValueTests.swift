// Values: what is null, what is empty, what escapes mean, and which names the character sets have.

import Foundation
import HL7v2Messages
import TestSupport
import Testing

struct ValueTests {
    private static func message(_ field: String, characterSet: String = "UNICODE UTF-8", delimiters: String = "|^~\\&") throws -> Segment {
        let bar = delimiters.prefix(1)
        let head = ["MSH\(delimiters)", "A", "B", "C", "D", "1", "", "ACK", "1", "P", "2.7", "", "", "", "", "", characterSet].joined(separator: bar)
        return try #require(try read(head + "\rNTE\(bar)\(field)\r").first("NTE"))
    }

    @Test(arguments: [("\\P\\", "#"), ("a#b", "a#b"), ("\\F\\\\P\\", "|#")])
    func `a truncation character has its own escape`(written: String, meant: String) throws {
        #expect(try Self.message(written, delimiters: "|^~\\&#").field(1).text == meant)
    }

    @Test func `without a truncation character its escape is text`() throws { #expect(try Self.message("\\P\\").field(1).text == "\\P\\") }

    @Test(arguments: [
        ("\\x41\\", "\\x41\\"), ("\\X4G\\", "\\X4G\\"), ("\\XG4\\", "\\XG4\\"), ("\\X\\", "\\X\\"), ("\\.sp\\", "\n"), ("\\.in5\\", "\\.in5\\"),
        ("\\Xe9\\a", "\u{FFFD}a"), ("\\f\\", "\\f\\"), ("a\\b\\F\\c", "a\\b|c"), ("\\H\\\\N\\", ""),
    ])
    func `what is nearly an escape is somebody's text`(written: String, meant: String) throws {
        #expect(try Self.message(written).field(1).text == meant)
    }

    @Test func `a hexadecimal run is resolved up to 4096 characters, and stays beyond them`() throws {
        let longest = String(repeating: "41", count: 2_047)
        #expect(try Self.message("\\X\(longest)\\").field(1).text == String(repeating: "A", count: 2_047))
        #expect(try Self.message("\\X\(longest)41\\").field(1).text?.hasPrefix("\\X4141") == true)
    }

    @Test func `a component is the text of its first subcomponent, and has the others by number`() throws {
        let field = try Self.message("a&b&c^d~e^f&g").field(1)
        #expect(field.component(1).text == "a")
        #expect((1...4).map { field.component(1).subcomponent($0).text } == ["a", "b", "c", ""])
        #expect(field.repetitions[1].components.map { $0.subcomponent(2).text } == ["", "g"])
        #expect(field.value.text == "a&b&c^d~e^f&g")
    }

    @Test(arguments: [
        ("", true, false, nil), ("\"\"", false, true, nil), ("\"", false, false, "\""), ("\"\"\"", false, false, "\"\"\""), (" ", false, false, " "),
    ])
    func `empty and null are two things, and neither is a text`(written: String, isEmpty: Bool, isNull: Bool, text: String?) throws {
        let field = try Self.message(written).field(1)
        #expect(field.isEmpty == isEmpty && field.value.isNull == isNull && field.text == text)
        #expect(field.repetitions.isEmpty == isEmpty)
    }

    @Test func `what is beyond the last field, component or subcomponent is empty`() throws {
        let segment = try Self.message("a")
        #expect(segment.fieldCount == 1)
        #expect(segment.field(2).isEmpty && segment.field(0).isEmpty && segment.field(1).component(2).value.isEmpty)
        #expect(segment.field(1).component(2).text == nil)
    }

    @Test func `a field stands at its bytes in the message`() throws {
        let message = try HL7Message.read(documentMessage()).get()
        let patient = try #require(message.first("PID"))
        #expect(message.bytes[patient.byteRange] == patient.raw)
        #expect(Array(message.bytes[patient.field(7).value.byteRange]) == Array("19790328".utf8))
        #expect(patient.sequence == 1 && patient.name == "PID")
    }

    @Test(arguments: [
        ("UNICODE UTF-8", MessageCharacterSet.utf8), ("utf-8", .utf8), ("UTF8", .utf8), ("8859/1", .latin1), ("ISO 8859-1", .latin1), ("ISO_8859-1", .latin1),
        ("ISO IR-100", .latin1), ("ISO IR100:1987", .latin1), ("8859/15", .latin9), ("ISO-8859-15", .latin9), ("ASCII", .ascii), ("US-ASCII", .ascii),
        ("ISO IR6", .ascii),
    ])
    func `a character set is known by its names`(name: String, set: MessageCharacterSet) { #expect(MessageCharacterSet(name: name) == set) }

    @Test(arguments: ["", "8859/2", "UTF-16", "UNICODE UTF-16", "WINDOWS-1252", "8859/11", "885"])
    func `any other name is none`(name: String) { #expect(MessageCharacterSet(name: name) == nil) }

    @Test func `the eight characters of ISO 8859-15 are read and written where they stand`() throws {
        let bytes: [UInt8] = [0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE]
        let head = { (set: String) in Array("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||\(set)\rNTE|".utf8) }
        #expect(try HL7Message.read(head("8859/15") + bytes + [0x0D]).get().first("NTE")?.field(1).text == "€ŠšŽžŒœŸ")
        #expect(try HL7Message.read(head("8859/1") + bytes + [0x0D]).get().first("NTE")?.field(1).text == "¤¦¨´¸¼½¾")
        for (set, wanted) in [(MessageCharacterSet.latin9, bytes), (.latin1, Array("????????".utf8)), (.ascii, Array("????????".utf8))] {
            let written = OutgoingMessage([OutgoingSegment("NTE", [1: "€ŠšŽžŒœŸ"])], characterSet: set).bytes
            #expect(written == Array("NTE|".utf8) + wanted + [0x0D])
        }
        #expect(OutgoingMessage([OutgoingSegment("NTE", [1: "¤é"])], characterSet: .latin9).bytes == Array("NTE|?".utf8) + [0xE9, 0x0D])
        #expect(OutgoingMessage([OutgoingSegment("NTE", [1: "é\u{FF}\u{100}"])], characterSet: .latin1).bytes == Array("NTE|".utf8) + [0xE9, 0xFF, 0x3F, 0x0D])
    }

    @Test func `without a named set the bytes tell UTF-8 from ISO 8859-15`() throws {
        let head = Array("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6\rNTE|".utf8)
        for (bytes, set, text) in [([0xC3, 0xA9], MessageCharacterSet.utf8, "é"), ([0xA4], .latin9, "€")] as [([UInt8], MessageCharacterSet, String)] {
            let message = try HL7Message.read(head + bytes + [0x0D]).get()
            #expect(message.characterSet == set && message.first("NTE")?.field(1).text == text)
        }
    }

    @Test func `the header names its profiles and character sets, one for each repetition`() throws {
        let header = try read("MSH|^~\\&|A|B|C|D|1||ORU^R01^ORU_R01|1|T^A|2.5^FRA||||||UNICODE UTF-8~8859/15|||X^Y~Z\r").header
        #expect(header.characterSetNames == ["UNICODE UTF-8", "8859/15"])
        #expect(header.profiles.map(\.identifier) == ["X", "Z"] && header.profiles.map(\.namespace) == ["Y", nil])
        #expect([header.messageCode, header.triggerEvent, header.structure] == ["ORU", "R01", "ORU_R01"])
        #expect(header.processingID == "T" && header.version == "2.5" && header.type == "ORU^R01^ORU_R01")
    }

    @Test func `base64 in any shape that senders give it is the bytes that were meant`() throws {
        var generator = SeededGenerator(seed: 64)
        for _ in 0..<300 {
            let bytes = generator.bytes(atMost: 40)
            let padded = Data(bytes).base64EncodedString()
            let bare = padded.replacing("=", with: "")
            var spaced = padded
            spaced.insert(" ", at: spaced.index(spaced.startIndex, offsetBy: Int.random(in: 0...spaced.count, using: &generator)))
            for (text, wanted) in [(padded, []), (bare, padded == bare ? [] : [.unpaddedBase64]), (spaced, [.spacedBase64])] as [(String, [MessageTolerance])] {
                let data = try EncapsulatedData(Self.message("^TEXT^XML^Base64^\(text)").field(1), at: ErrorLocation("OBX", field: 5))
                #expect(data.bytes == bytes && data.tolerances == wanted)
            }
        }
    }

    @Test(arguments: [("A", "<a/>"), ("a", "<a/>")])
    func `data that are not encoded are read as they are`(encoding: String, text: String) throws {
        let data = try EncapsulatedData(Self.message("^TEXT^XML^\(encoding)^\(text)").field(1), at: ErrorLocation("OBX", field: 5))
        #expect(data.bytes == Array(text.utf8) && data.tolerances.isEmpty)
        #expect([data.type, data.subtype, data.encoding] == ["TEXT", "XML", encoding])
    }

    @Test(arguments: [("^TEXT^XML^^PGEvPg==", "OBX[3]-5.4", "hl7.data-encoding"), ("^TEXT^XML^Base64^P*", "OBX[3]-5.5", "hl7.base64")])
    func `data that cannot be decoded are told at their component`(field: String, place: String, code: String) throws {
        let field = try Self.message(field).field(1)
        let fault = #expect(throws: MessageFault.self) { try EncapsulatedData(field, at: ErrorLocation("OBX", sequence: 3, field: 5)) }
        #expect(fault?.location?.description == place && fault?.code == code)
    }
}
