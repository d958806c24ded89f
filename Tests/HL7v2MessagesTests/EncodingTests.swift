// Escape sequences, character sets and base64, as the standard has them and as senders write them.

import HL7v2Messages
import Testing

struct EncodingTests {
    private func field(_ value: String) throws -> Field {
        try #require(try read("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||UNICODE UTF-8\rNTE|\(value)\r").first("NTE")).field(1)
    }

    @Test(arguments: [
        ("a\\F\\b", "a|b"), ("\\S\\\\T\\\\R\\\\E\\", "^&~\\"), ("\\X4142\\", "AB"), ("\\XC3A9\\", "é"), ("un\\.br\\deux", "un\ndeux"),
        ("\\H\\gras\\N\\", "gras"), ("C:\\temp", "C:\\temp"), ("\\Q\\", "\\Q\\"), ("\\X4\\", "\\X4\\"), ("fin\\", "fin\\"), ("\\\\", "\\\\"),
    ])
    func `escape sequences are resolved, and what is none stays`(written: String, meant: String) throws {
        #expect(try field(written).text == meant)
    }

    @Test func `an escaped delimiter divides nothing`() throws {
        let field = try field("a\\S\\b^c")
        #expect(field.component(1).text == "a^b")
        #expect(field.component(2).text == "c")
    }

    @Test func `two quotation marks are the null value, and no text`() throws {
        #expect(try field("\"\"").value.isNull)
        #expect(try field("\"\"").text == nil)
    }

    @Test func `text is read in the character set that the header names`() throws {
        for (name, bytes) in [("8859/1", [0xE9] as [UInt8]), ("8859/15", [0xE9]), ("UNICODE UTF-8", [0xC3, 0xA9]), ("UTF-8", [0xC3, 0xA9])] {
            let message = Array("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||\(name)\rNTE|".utf8) + bytes + [0x0D]
            #expect(try HL7Message.read(message).get().first("NTE")?.field(1).text == "é")
        }
    }

    @Test func `ISO 8859-15 has the euro sign where ISO 8859-1 has another`() {
        #expect(MessageCharacterSet(name: "ISO 8859-15") == .latin9)
        for set in MessageCharacterSet.allCases {
            let text = set == .utf8 ? "€œŸ漢" : set == .latin9 ? "€œŸé" : set == .latin1 ? "¤é" : "abc"
            let bytes = OutgoingMessage(
                [OutgoingSegment("MSH", [9: "ACK", 10: "1", 18: .text(set.rawValue)]), OutgoingSegment("NTE", [1: .text(text)])], characterSet: set
            ).bytes
            #expect(try! HL7Message.read(bytes).get().first("NTE")?.field(1).text == text)
        }
    }

    @Test func `bytes that are not in the named set are refused`() {
        let head = Array("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||UNICODE UTF-8\rNTE|".utf8)
        #expect(refusal(head + [0xC0, 0xAF, 0x0D]) == "hl7.character-set")
        #expect(refusal(head + [0xED, 0xA0, 0x80, 0x0D]) == "hl7.character-set")
        #expect(refusal(head + [0xE9, 0x0D]) == "hl7.character-set")
    }

    @Test func `a line separator of Unicode ends no segment`() throws {
        #expect(try read("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.6||||||UNICODE UTF-8\rNTE|a\u{2028}b\r").segments.count == 2)
    }

    private func data(_ base64: String, encoding: String = "Base64") throws -> EncapsulatedData {
        try EncapsulatedData(try field("^TEXT^XML^\(encoding)^\(base64)"), at: ErrorLocation("OBX", field: 5))
    }

    @Test(
        arguments: [
            ("PGEvPg==", "<a/>", []), ("PGEvPg", "<a/>", [.unpaddedBase64]), ("PGEv\\.br\\Pg==", "<a/>", [.spacedBase64]),
            ("PGE vPg==", "<a/>", [.spacedBase64]),
            ("PGEvPjxiLz4", "<a/><b/>", [.unpaddedBase64]), ("PGEvY", "<a/", [.oddBase64]), ("", "", []),
        ] as [(String, String, [MessageTolerance])])
    func `base64 is decoded as senders write it`(text: String, meant: String, tolerances: [MessageTolerance]) throws {
        let data = try data(text)
        #expect(String(decoding: data.bytes, as: UTF8.self) == meant)
        #expect(data.tolerances == tolerances)
        #expect(data.subtype == "XML")
    }

    @Test(arguments: [("PGE*Pg==", "hl7.base64"), ("PGEvPg==PGEv", "hl7.base64"), ("PGEvPg=", "hl7.base64"), ("PGEv=", "hl7.base64")])
    func `what is no base64 is refused`(text: String, code: String) throws {
        let error = #expect(throws: MessageFault.self) { try data(text) }
        #expect(error?.code == code)
        #expect(error?.location?.description == "OBX-5.5")
    }

    @Test func `data in an unknown encoding are refused`() throws {
        #expect(throws: MessageFault("hl7.data-encoding", .tableValueNotFound, at: ErrorLocation("OBX", field: 5, component: 4))) {
            try data("00", encoding: "Hex")
        }
    }
}
