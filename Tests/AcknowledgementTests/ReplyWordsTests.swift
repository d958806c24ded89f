// What the sender of a message is answered: the error, the heaviest finding with its place, how many others, and the receipt.

import ClinicalTypes
import Foundation
import HL7v2Messages
import Testing

@testable import Acknowledgement

@Suite struct ReplyWordsTests {
    private static let error = ApplicationError(code: 906, text: Bilingual(fr: "Autre erreur", en: "Other error"))

    private static func finding(_ code: String, _ severity: Severity, place: Place? = nil) -> Finding {
        Finding(code: code, severity: severity, stage: .header, place: place, message: Bilingual(fr: "mots de \(code)", en: "words"), found: "SECRET")
    }

    private static let here = Place(line: 12, column: 5, byteRange: 1..<2, xpath: "/a/b")
    private static let bare = Place(line: 3, column: 4, byteRange: 1..<2, xpath: nil)

    private static let told: [(findings: [Finding], submission: String?, words: String)] = [
        ([], nil, "Autre erreur"), ([], "01J9", "Autre erreur [01J9]"), ([finding("w", .warning)], nil, "Autre erreur"),
        ([finding("e", .error)], nil, "e: mots de e"), ([finding("e", .error, place: here)], nil, "e: mots de e (CDA 12:5 /a/b)"),
        ([finding("e", .error, place: bare)], "01J9", "e: mots de e (CDA 3:4) [01J9]"),
        ([finding("w", .warning), finding("e", .error), finding("f", .fatal)], nil, "f: mots de f +1"),
        ([finding("e1", .error), finding("e2", .error), finding("e3", .error), finding("i", .info)], nil, "e1: mots de e1 +2"),
    ]

    @Test(arguments: told)
    func `the heaviest error is told with its place, and how many others there are`(findings: [Finding], submission: String?, words: String) {
        let place = ErrorLocation("OBX", field: 5)
        let reply = Reply.refused(Self.error, at: place, findings: findings, submission: submission)
        #expect(reply.code == .error && reply.error?.condition == .applicationError && reply.error?.location == place)
        #expect(reply.error?.userMessage == words)
        #expect(reply.error?.application?.code == "906" && reply.error?.application?.text == "Autre erreur")
        #expect(reply.error?.application?.system == "applicationErrorCondition")
    }

    @Test func `a refused credential tells the first check that failed, or the error where none did`() {
        let hint = Bilingual(fr: "indice", en: "hint")
        let checks = [
            CredentialCheck(code: "a", outcome: .passed, field: "x", hint: hint), CredentialCheck(code: "b", outcome: .failed, field: "y", hint: hint),
            CredentialCheck(code: "c", outcome: .failed, field: "z", hint: hint),
        ]
        let told = Reply.credentialRefused(AuthorVerdict(checks: checks), Self.error, submission: "01J9")
        #expect(told.error?.userMessage == "b y: indice [01J9]" && told.code == .error && told.error?.location == nil)
        #expect(told.error?.application?.code == "906")
        #expect(Reply.credentialRefused(AuthorVerdict(checks: []), Self.error, submission: nil).error?.userMessage == "Autre erreur")
    }

    @Test func `a message that is written down is accepted, and one that cannot be is rejected and may come again`() {
        #expect(Reply.taken == Reply(.accepted))
        #expect(Reply.unavailable.code == .rejected && Reply.unavailable.error?.condition == .applicationError)
        #expect(Reply.unavailable.error?.userMessage?.hasPrefix("passerelle.unavailable: ") == true)
        #expect(Reply.unavailable.error?.userMessage?.contains("send it again later") == true)
    }

    @Test(arguments: [
        (BusinessAcknowledgement.Event.deposit, "Z01", "ACK_RECEPTION_DMP", "DMP_ERROR_CODE"), (.delivery, "Z02", "ACK_RECEPTION_MSS", "SMTPERRORCODE"),
        (.reading, "Z03", "ACK_LECTURE_MSS", "applicationErrorCondition"),
    ])
    func `a business acknowledgement has its event, its code and the system of its errors`(
        event: BusinessAcknowledgement.Event, trigger: String, code: String, system: String
    ) throws {
        let notice = BusinessAcknowledgement(
            event, from: .init(application: ["A"], facility: ["B"]), to: .init(application: ["C"], facility: ["D"]), processingID: "T", characterSet: "8859/1",
            messageID: "M1", recipientID: "801", recipientAddress: "a@b.fr")
        for error in [nil, (code: "1", text: "t")] {
            let message = try HL7Message.read(notice.message(controlID: "9", time: "2026", moment: "2025", error: error).bytes).get()
            #expect(message.header.triggerEvent == trigger && message.header.processingID == "T" && message.header.characterSetNames == ["8859/1"])
            #expect(message.structured(by: .businessAcknowledgement).faults.isEmpty)
            #expect(message.first("EVN")?.field(2).text == "2025" && message.header.segment.field(7).text == "2026")
            let told = message.all("OBX")
            #expect(told[0].field(3).component(1).text == code && told[0].field(4).text == "M1" && told[0].field(5).text == (error == nil ? "Y" : "N"))
            // A deposit has no recipient, whatever address is known.
            #expect(told.count == (event == .deposit ? 1 : 2))
            if told.count > 1 { #expect(told[1].field(4).text == "801" && told[1].field(5).component(4).text == "a@b.fr") }
            #expect(message.first("ERR")?.field(5).component(3).text == (error == nil ? nil : system))
        }
    }

    @Test func `a recipient is named where a mailbox is known, with or without an id`() throws {
        let here = BusinessAcknowledgement.System(application: ["A"], facility: ["B"])
        for (id, address, count) in [(nil, "a@b.fr", 2), ("801", nil, 1), (nil, nil, 1)] as [(String?, String?, Int)] {
            let notice = BusinessAcknowledgement(
                .delivery, from: here, to: here, processingID: "P", characterSet: "UTF-8", messageID: "M", recipientID: id, recipientAddress: address)
            let told = try HL7Message.read(notice.message(controlID: "1", time: "2026", moment: "2026", error: nil).bytes).get().all("OBX")
            #expect(told.count == count && told.allSatisfy { $0.field(11).text == "F" } && told.last?.field(4).text == (count == 1 ? "M" : nil))
        }
    }

    @Test func `an unknown character set is written as UTF-8`() throws {
        let nowhere = BusinessAcknowledgement.System(application: [], facility: [])
        let notice = BusinessAcknowledgement(.deposit, from: nowhere, to: nowhere, processingID: "P", characterSet: "KLINGON", messageID: "M")
        #expect(notice.message(controlID: "1", time: "2026", moment: "2026", error: nil).characterSet == .utf8)
    }
}
