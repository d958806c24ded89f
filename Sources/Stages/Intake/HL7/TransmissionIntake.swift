// Takes the documents out of a hospital's message, and says what the message asks.

public import ClinicalTypes
public import HL7v2Messages

/// Takes documents out of HL7 v2 messages (CI-SIS volet "Transmission d'un document CDA R2 en HL7v2", 2.1).
///
/// Production, training and debugging are kept apart by `processingIDs`. What real senders do against the volet and can be
/// understood without doubt is overlooked with a remark; everything else is refused with the place.
public struct TransmissionIntake: Sendable {
    /// The processing ids that are taken (MSH-11).
    public let processingIDs: Set<String>

    /// Sets what is taken.
    public init(processingIDs: Set<String> = ["P"]) { self.processingIDs = processingIDs }

    /// Opens a message.
    public func receive(_ message: HL7Message) -> TransmissionVerdict {
        do throws(MessageFault) {
            return try open(message)
        } catch {
            return .refused(Self.reply(to: error), [TransmissionFinding.fault(error)])
        }
    }

    /// The answer to bytes that are no message.
    public func refusal(of unreadable: UnreadableMessage) -> (Reply, Finding) {
        (Self.reply(to: unreadable.fault), TransmissionFinding.fault(unreadable.fault))
    }

    private func open(_ message: HL7Message) throws(MessageFault) -> TransmissionVerdict {
        let header = message.header
        let structure = try Self.structure(of: header)
        guard processingIDs.contains(header.processingID ?? "") else {
            throw MessageFault("hl7.processing-id", .unsupportedProcessingID, at: header.segment.location(11))
        }
        // The volet for the way back, from this gateway to practice software, uses the same events.
        if header.profiles.contains(where: { $0.namespace?.uppercased() == "CISIS_CDA_HL7_LPS" }) {
            throw MessageFault("hl7.profile", .unsupportedMessageType, at: header.segment.location(21))
        }
        let structured = message.structured(by: structure)
        if let fault = structured.faults.first { throw fault }
        if header.messageCode == "ADT" { return consent(message).map(TransmissionVerdict.consent) ?? .nothing }
        var reading = TransmissionReading(message: message, structured: structured)
        return .documents(try reading.transmission())
    }

    private static func structure(of header: MessageHeader) throws(MessageFault) -> MessageStructure {
        switch (header.messageCode, header.triggerEvent) {
        case ("ORU", "R01"): return .observation
        case ("MDM", "T02"), ("MDM", "T04"), ("MDM", "T10"): return .document
        case ("ADT", _?): return .admission
        case ("ORU", _), ("MDM", _): throw MessageFault("hl7.event", .unsupportedEvent, at: header.segment.location(9, component: 2))
        default: throw MessageFault("hl7.message-type", .unsupportedMessageType, at: header.segment.location(9))
        }
    }

    private func consent(_ message: HL7Message) -> ConsentNotice? {
        guard let segment = message.first("ZFA"), let patient = message.first("PID") else { return nil }
        let feeding: Bool? =
            switch segment.field(9).text {
            case "IO": true
            case "INO": false
            default: nil
            }
        let consultation: Bool? =
            switch segment.field(11).text {
            case "IC": true
            case "INC": false
            default: nil
            }
        return ConsentNotice(
            opposesFeeding: feeding, allowsConsultation: consultation, recordState: segment.field(1).text, patientIDs: patientIDs(in: patient),
            since: segment.field(10).text ?? message.first("EVN")?.field(2).text)
    }

    /// The answer to a fault: rejected where the message as a whole is not for this gateway, else in error.
    static func reply(to fault: MessageFault) -> Reply {
        let isCircumstance: Bool =
            switch fault.condition {
            case .unsupportedMessageType, .unsupportedEvent, .unsupportedProcessingID, .unsupportedVersion: true
            default: fault.code == "hl7.limit" || fault.code == "hl7.header" || fault.code == "hl7.delimiters"
            }
        let finding = TransmissionFinding.fault(fault)
        return Reply(
            isCircumstance ? .rejected : .error,
            ReplyError(fault.condition, at: fault.location, cure: finding.cure(.french), userMessage: "\(fault.code): \(finding.message.fr)"))
    }
}

/// The identifiers of PID-3.
func patientIDs(in segment: Segment) -> [TransmittedPatientID] {
    segment.field(3).repetitions.enumerated().compactMap { index, repetition in
        guard let value = repetition.component(1).text else { return nil }
        let authority = repetition.component(4)
        return TransmittedPatientID(
            value: value, authority: authority.subcomponent(2).textIfAny ?? authority.text, type: repetition.component(5).text,
            place: segment.location(3, repetition: index + 1))
    }
}
