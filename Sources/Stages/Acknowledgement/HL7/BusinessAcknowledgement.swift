// What became of a document, told to the system that sent it: message ZAM of the French profile.

public import HL7v2Messages

/// A business acknowledgement (ZAM^Z01, Z02 or Z03; volet "Transmission d'un document CDA R2 en HL7v2", 2.1), but for what is known only at the end.
///
/// Sealed with what it reports on: it names the message, and Z02 and Z03 name a recipient.
public struct BusinessAcknowledgement: Sendable, Hashable, Codable {
    /// What is told.
    public enum Event: String, Sendable, Hashable, Codable, CaseIterable {
        /// The record store took the document, or did not.
        case deposit = "Z01"
        /// A mail reached its mailbox, or did not.
        case delivery = "Z02"
        /// A mail was read, or was not.
        case reading = "Z03"
    }

    /// A system: MSH-3 and MSH-4, each with its components.
    public struct System: Sendable, Hashable, Codable {
        /// The application.
        public var application: [String]
        /// The facility.
        public var facility: [String]

        /// Names a system.
        public init(application: [String], facility: [String]) {
            self.application = application
            self.facility = facility
        }
    }

    /// What is told.
    public var event: Event
    /// Who tells: the receiver of the message.
    public var sender: System
    /// Who is told: the sender of the message.
    public var receiver: System
    /// MSH-11, as in the message.
    public var processingID: String
    /// MSH-18, as in the message.
    public var characterSet: String
    /// MSH-10 of the message.
    public var messageID: String
    /// PRT-5.1 of the recipient, for Z02 and Z03.
    public var recipientID: String?
    /// PRT-15.4 of the recipient, for Z02 and Z03.
    public var recipientAddress: String?

    /// Prepares an acknowledgement.
    public init(
        _ event: Event, from sender: System, to receiver: System, processingID: String, characterSet: String, messageID: String, recipientID: String? = nil,
        recipientAddress: String? = nil
    ) {
        self.event = event
        self.sender = sender
        self.receiver = receiver
        self.processingID = processingID
        self.characterSet = characterSet
        self.messageID = messageID
        self.recipientID = recipientID
        self.recipientAddress = recipientAddress
    }

    /// The message.
    ///
    /// - Parameters:
    ///   - controlID: MSH-10, the same each time that it is sent.
    ///   - time: when it is written, as `YYYYMMDDHHMMSS+ZZZZ`.
    ///   - moment: when it happened, in the same form (EVN-2).
    ///   - error: why it did not succeed: a code and words without content; nil where it did.
    public func message(controlID: String, time: String, moment: String, error: (code: String, text: String)?) -> OutgoingMessage {
        var header = OutgoingSegment("MSH")
        header[3] = .components(sender.application)
        header[4] = .components(sender.facility)
        header[5] = .components(receiver.application)
        header[6] = .components(receiver.facility)
        header[7] = .text(time)
        header[9] = .components(["ZAM", event.rawValue, "ZAM_Z01"])
        header[10] = .text(controlID)
        header[11] = .text(processingID)
        header[12] = "2.6"
        header[17] = "FRA"
        header[18] = .text(characterSet)
        header[21] = .components(["2.1", "CISIS_CDA_HL7_V2"])
        let result = OutgoingSegment(
            "OBX",
            [
                1: "1", 2: "CWE", 3: .components([event.code, event.label, "AckMetierZAM"]), 4: .text(messageID),
                5: .components([error == nil ? "Y" : "N", "", "expandedYes-NoIndicator"]), 11: "F",
            ])
        var segments = [header, OutgoingSegment("EVN", [2: .text(moment)]), result]
        if let recipient = event.recipient, let recipientAddress {
            var named = OutgoingSegment(
                "OBX", [1: "2", 2: "XTN", 3: .components([recipient.code, recipient.label, "AckMetierZAM"]), 11: "F"])
            if let recipientID { named[4] = .text(recipientID) }
            named[5] = .components(["", "", "X.400", recipientAddress])
            segments.append(named)
        }
        if let error {
            let condition = MessageCondition.applicationError
            segments.append(
                OutgoingSegment(
                    "ERR",
                    [
                        3: .components([String(condition.rawValue), condition.text, "messageErrorCondition"]), 4: "E",
                        5: .components([error.code, error.text, event.errorSystem]),
                    ]))
        }
        return OutgoingMessage(segments, characterSet: MessageCharacterSet(name: characterSet) ?? .utf8)
    }
}

extension BusinessAcknowledgement.Event {
    fileprivate var code: String {
        switch self {
        case .deposit: "ACK_RECEPTION_DMP"
        case .delivery: "ACK_RECEPTION_MSS"
        case .reading: "ACK_LECTURE_MSS"
        }
    }

    fileprivate var label: String {
        switch self {
        case .deposit: "Accusé de réception DMP"
        case .delivery: "Accusé de réception MSS"
        case .reading: "Accusé de lecture MSS"
        }
    }

    fileprivate var recipient: (code: String, label: String)? {
        switch self {
        case .deposit: nil
        case .delivery: ("DESTINATAIRE_MSS", "Destinataire MSS")
        case .reading: ("LECTEUR_MSS", "Lecteur MSS")
        }
    }

    /// The code system of ERR-5; the text of the profile writes `DMP_ERROR_CODE`, its example `DMPERRORCODE`.
    fileprivate var errorSystem: String {
        switch self {
        case .deposit: "DMP_ERROR_CODE"
        case .delivery: "SMTPERRORCODE"
        case .reading: "applicationErrorCondition"
        }
    }
}
