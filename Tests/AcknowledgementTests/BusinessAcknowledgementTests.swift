// Business acknowledgements as the profile writes them, segment by segment.

import Acknowledgement
import Foundation
import HL7v2Messages
import Testing

@Suite struct BusinessAcknowledgementTests {
    private func notice(_ event: BusinessAcknowledgement.Event, address: String? = nil) -> BusinessAcknowledgement {
        BusinessAcknowledgement(
            event, from: .init(application: ["PFI-X", "1.2.3", "ISO"], facility: ["Organisation-X"]), to: .init(application: ["SIL-Y"], facility: ["labo"]),
            processingID: "P", characterSet: "UNICODE UTF-8", messageID: "015", recipientID: address.map { _ in "801234567897" }, recipientAddress: address)
    }

    private func lines(_ message: OutgoingMessage) -> [String] {
        String(decoding: message.bytes, as: UTF8.self).split(separator: "\r").map(String.init)
    }

    @Test func `a deposit that succeeded is told without an error`() {
        let message = notice(.deposit).message(controlID: "017", time: "20260601120000+0000", moment: "20260601115900+0000", error: nil)
        #expect(
            lines(message) == [
                "MSH|^~\\&|PFI-X^1.2.3^ISO|Organisation-X|SIL-Y|labo|20260601120000+0000||ZAM^Z01^ZAM_Z01|017|P|2.6|||||FRA|UNICODE UTF-8|||2.1^CISIS_CDA_HL7_V2",
                "EVN||20260601115900+0000",
                "OBX|1|CWE|ACK_RECEPTION_DMP^Accusé de réception DMP^AckMetierZAM|015|Y^^expandedYes-NoIndicator||||||F",
            ])
    }

    @Test func `a deposit that failed names the store's code`() {
        let error = (code: "XDSUnknownPatientId", text: "no record | opened")
        let message = notice(.deposit).message(controlID: "017", time: "20260601120000+0000", moment: "20260601115900+0000", error: error)
        #expect(lines(message)[2].contains("|015|N^^expandedYes-NoIndicator|"))
        #expect(
            lines(message)[3]
                == "ERR|||207^Application internal error^messageErrorCondition|E|XDSUnknownPatientId^no record \\F\\ opened^DMP_ERROR_CODE")
    }

    @Test(arguments: [
        (BusinessAcknowledgement.Event.delivery, "ACK_RECEPTION_MSS", "DESTINATAIRE_MSS", "SMTPERRORCODE"),
        (.reading, "ACK_LECTURE_MSS", "LECTEUR_MSS", "applicationErrorCondition"),
    ])
    func `what became of a mail names the recipient`(event: BusinessAcknowledgement.Event, code: String, recipient: String, system: String) {
        let message = notice(event, address: "adam.hoda@test.mssante.fr").message(
            controlID: "1", time: "20260601120000+0000", moment: "20260601120000+0000", error: ("550", "no such mailbox"))
        let lines = lines(message)
        #expect(lines[0].contains("|ZAM^\(event.rawValue)^ZAM_Z01|") && lines[2].hasPrefix("OBX|1|CWE|\(code)^"))
        #expect(lines[3].hasPrefix("OBX|2|XTN|\(recipient)^") && lines[3].contains("|801234567897|^^X.400^adam.hoda@test.mssante.fr|"))
        #expect(lines[4].hasSuffix("|550^no such mailbox^\(system)"))
    }

    @Test func `it reads back under the declared structure, in the character set of the message`() throws {
        var notice = notice(.deposit)
        notice.characterSet = "8859/15"
        let bytes = notice.message(controlID: "017", time: "20260601120000+0000", moment: "20260601115900+0000", error: ("DMPClosed", "fermé")).bytes
        let message = try HL7Message.read(bytes, limits: .standard).get()
        #expect(message.characterSet == .latin9 && message.tolerances.isEmpty)
        #expect(message.structured(by: .businessAcknowledgement).faults.isEmpty)
        #expect(message.first("ERR")?.field(5).component(2).text == "fermé")
        #expect(message.header.controlID == "017")
    }

    @Test func `it is sealed and opened again without loss`() throws {
        let notice = notice(.reading, address: "a@b.fr")
        #expect(try JSONDecoder().decode(BusinessAcknowledgement.self, from: JSONEncoder().encode(notice)) == notice)
    }
}
