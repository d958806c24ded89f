// What is written comes back, over invented values, every character set and odd delimiters; an answer says what it must.

import HL7v2Messages
import TestSupport
import Testing

struct RoundTripTests {
    private static let standard = Delimiters.standard
    private static let odd = Delimiters(field: "$", component: "*", repetition: "%", escape: "!", subcomponent: "@", truncation: "#")

    private static func header(_ set: MessageCharacterSet) -> OutgoingSegment {
        OutgoingSegment("MSH", [9: .components(["ORU", "R01", "ORU_R01"]), 10: "1", 11: "P", 12: "2.6", 18: .text(set.rawValue)])
    }

    @Test(arguments: [standard, odd], MessageCharacterSet.allCases)
    func `texts, components, subcomponents and repetitions come back as they were`(delimiters: Delimiters, set: MessageCharacterSet) throws {
        var generator = SeededGenerator(seed: 2_026)
        let letters = "ab \"|^~\\&$*%!@#\r\n\t\u{1C}\u{0B}\u{7F}X0." + (set == .ascii ? "" : set == .utf8 ? "é€漢\u{301}" : "éàÿ")
        for _ in 0..<150 {
            // A letter at each end: trailing empty components are left out, and two quotation marks are the null value.
            let words = (0..<6).map { _ in "x" + generator.text(of: letters, atMost: 12) }
            let segment = OutgoingSegment(
                "ZZZ",
                [
                    1: .text(words[0]), 2: .components([words[1], "", words[2]]),
                    4: .repetitions([.text(words[3]), .subdivided([["", words[4]], [words[5]]])]),
                ])
            let bytes = OutgoingMessage([Self.header(set), segment], delimiters: delimiters, characterSet: set).bytes
            let message = try HL7Message.read(bytes).get()
            #expect(message.delimiters == delimiters && message.characterSet == set && message.tolerances.isEmpty)
            let back = try #require(message.first("ZZZ"))
            #expect(back.field(1).text == words[0])
            #expect((1...3).map { back.field(2).component($0).value.text } == [words[1], "", words[2]])
            #expect(back.field(4).repetitions.map { $0.component(1).value.text.count > 0 } == [true, true])
            #expect(back.field(4).text == words[3])
            #expect(back.field(4).repetitions[1].component(1).subcomponent(2).text == words[4])
            #expect(back.field(4).repetitions[1].component(2).text == words[5])
        }
    }

    @Test func `a text of two quotation marks comes back as a text, for the null value would delete`() throws {
        let bytes = OutgoingMessage([Self.header(.utf8), OutgoingSegment("NTE", [1: "\"\"", 2: .components(["\"\"", "a"])])]).bytes
        let segment = try #require(try HL7Message.read(bytes).get().first("NTE"))
        #expect(!segment.field(1).value.isNull && segment.field(1).text == "\"\"" && segment.field(2).text == "\"\"")
    }

    @Test(arguments: [
        (OutgoingField.text("a"), "NTE|||a\r"), (.components(["a", "", ""]), "NTE|||a\r"), (.components(["", "", "a", ""]), "NTE|||^^a\r"),
        (.subdivided([["a", "b"], ["", ""]]), "NTE|||a&b\r"), (.repetitions(["a", "", "b", ""]), "NTE|||a~~b\r"), (.components([]), "NTE|\r"),
        (.raw(Array("a^b&c".utf8)), "NTE|||a^b&c\r"), (.repetitions([.components(["a", "b"]), .raw(Array("c^d".utf8))]), "NTE|||a^b~c^d\r"),
    ])
    func `empty ends are left out, and empty middles stay`(field: OutgoingField, written: String) {
        #expect(String(decoding: OutgoingMessage([OutgoingSegment("NTE", [3: field])]).bytes, as: UTF8.self) == written)
    }

    @Test func `a field may be set, changed and taken away`() {
        var segment = OutgoingSegment("PID")
        segment[5] = "A"
        segment[3] = "1"
        #expect(segment[5] == "A" && segment[4] == nil && segment.name == "PID")
        segment[5] = nil
        #expect(OutgoingMessage([segment]).bytes == Array("PID|||1\r".utf8))
    }

    @Test func `a header writes its own delimiters, and begins with the third field`() {
        let segment = OutgoingSegment("MSH", [1: "x", 2: "y", 3: "A"])
        #expect(OutgoingMessage([segment]).bytes == Array("MSH|^~\\&|A\r".utf8))
        #expect(OutgoingMessage([segment], delimiters: Self.odd).bytes == Array("MSH$*%!@#$A\r".utf8))
        #expect(OutgoingMessage([OutgoingSegment("MSH")]).bytes == Array("MSH|^~\\&\r".utf8))
    }

    @Test func `a deleting character is written in hexadecimal, and echoed by no answer`() throws {
        #expect(OutgoingMessage([OutgoingSegment("NTE", [1: "a\u{7F}b"])]).bytes == Array("NTE|a\\X7F\\b\r".utf8))
        let message = try read("MSH|^~\\&|A\u{7F}B|||||  |ACK|1|P|2.6\r".replacing("  ", with: ""))
        let answer = Reply(.accepted).message(to: message.header, controlID: "R", time: "2026").bytes
        #expect(!answer.contains(0x7F) && String(decoding: answer, as: UTF8.self).contains("|AB|"))
    }

    @Test(arguments: [(ReplyCode.accepted, "AA"), (.error, "AE"), (.rejected, "AR")])
    func `an answer has one of three codes`(code: ReplyCode, text: String) throws {
        let header = try HL7Message.read(documentMessage()).get().header
        let answer = try HL7Message.read(Reply(code).message(to: header, controlID: "R", time: "2026").bytes).get()
        #expect(answer.first("MSA")?.field(1).text == text)
        #expect(answer.segments.map(\.name) == ["MSH", "MSA"])
    }

    @Test func `every field of an answer's header is the one that the message makes it`() throws {
        let message = try read("MSH|^~\\&|APP^1.2^ISO|FAC|TO|TOFAC|20260301||ORU^R01^ORU_R01|ID7|D|2.5.1|||||BEL|8859/15\r")
        let header = try HL7Message.read(Reply(.accepted).message(to: message.header, controlID: "R9", time: "20260302").bytes).get().header.segment
        let wanted: [Int: String] = [
            3: "TO", 4: "TOFAC", 5: "APP^1.2^ISO", 6: "FAC", 7: "20260302", 9: "ACK^R01^ACK", 10: "R9", 11: "D", 12: "2.5.1", 17: "BEL", 18: "8859/15",
        ]
        for number in 3...18 { #expect(header.field(number).value.text == wanted[number] ?? "", "MSH-\(number)") }
    }

    @Test func `without a header an answer has the standard's own delimiters, version, country and character set`() {
        let bytes = Reply(.rejected).message(to: nil, controlID: "R", time: "2026").bytes
        #expect(String(decoding: bytes, as: UTF8.self) == "MSH|^~\\&|||||2026||ACK^^ACK|R|P|2.6|||||FRA|UNICODE UTF-8\rMSA|AR\r")
    }

    @Test func `a header that says little is filled up`() throws {
        let message = try read("MSH|^~\\&|A||||||ACK|1\r")
        let text = String(decoding: Reply(.accepted).message(to: message.header, controlID: "R", time: "2026").bytes, as: UTF8.self)
        #expect(text == "MSH|^~\\&|||A||2026||ACK^^ACK|R|P|2.6|||||FRA|UNICODE UTF-8\rMSA|AA|1\r")
    }

    @Test func `an error is written field by field, and only with what is known`() {
        func segment(_ error: ReplyError) -> String {
            let text = String(decoding: Reply(.error, error).message(to: nil, controlID: "R", time: "2026").bytes, as: UTF8.self)
            return text.split(separator: "\r").last.map(String.init) ?? ""
        }
        #expect(segment(ReplyError(.cardinality)) == "ERR|||198^Non-Conformant Cardinality^messageErrorCondition|E")
        let place = ErrorLocation("OBX", sequence: 2, field: 5, repetition: 1, component: 4, subcomponent: 3)
        let whole = ReplyError(.dataType, at: place, application: ("900", "a|b", "S"), userMessage: "é&")
        #expect(segment(whole) == "ERR||OBX^2^5^1^4^3|102^Data type error^messageErrorCondition|E|900^a\\F\\b^S|||é\\T\\")
    }

    private static let error = ReplyError(.dataType, at: ErrorLocation("PID"), application: ("900", "text", "S"), userMessage: "u")

    @Test func `two errors are one when code, system, place, condition and sentence agree`() {
        let change = { (change: (inout ReplyError) -> Void) -> ReplyError in
            var copy = Self.error
            change(&copy)
            return copy
        }
        #expect(change { $0.application?.text = "other words" } == Self.error)
        #expect(change { $0.application?.text = "other words" }.hashValue == Self.error.hashValue)
        let others = [
            change { $0.condition = .cardinality }, change { $0.location = nil }, change { $0.application?.code = "901" },
            change { $0.application?.system = "T" }, change { $0.userMessage = nil }, change { $0.application = nil },
        ]
        for other in others { #expect(other != Self.error) }
    }
}
