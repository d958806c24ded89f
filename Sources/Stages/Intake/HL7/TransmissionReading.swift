// One message read for what it asks; every place that disagrees is named.

import ClinicalTypes
import HL7v2Messages

/// The reading of a message that carries documents.
struct TransmissionReading {
    private let message: HL7Message
    private let structured: StructuredMessage
    private var remarks: [Finding]

    init(message: HL7Message, structured: StructuredMessage) {
        self.message = message
        self.structured = structured
        remarks = message.tolerances.map { TransmissionFinding.overlooked($0) } + structured.remarks.map(TransmissionFinding.missingSegment)
    }

    mutating func transmission() throws(MessageFault) -> DocumentTransmission {
        let observations = structured.root.groups(named: "OBSERVATION").compactMap { group in group.first("OBX").map { (segment: $0, group: group) } }
        let carriers = observations.filter { !Self.isFlag($0.segment) }
        let documents = try self.documents(in: carriers.map(\.segment))
        let action = try self.action(carriers.map(\.segment))
        let participants = carriers.flatMap { $0.group.all("PRT") }
        let patient = message.first("PID")
        let contents = message.first("TXA")
        let mails = try mailTexts(observations.map(\.segment))
        let flags = try self.flags(observations)
        let sender = participants.first { $0.field(4).text == "SB" }
        try checkSender(sender, flags)
        let types = message.all("OBR").compactMap { segment in segment.field(4).text.map { ($0, segment.location(4)) } }
        return DocumentTransmission(
            controlID: message.header.controlID ?? "",
            sendingSystem: [3, 4].compactMap { message.header.segment.field($0).text }.joined(separator: "/"),
            origin: MessageOrigin(message.header, characterSet: message.characterSet), action: action, documents: documents, flags: flags,
            patientIDs: patient.map(patientIDs(in:)) ?? [],
            birthDate: patient?.field(7).text, sex: patient?.field(8).text, patientClass: message.first("PV1")?.field(2).text,
            uniqueID: contents.flatMap { Self.documentID($0.field(12)) }, parentID: contents.flatMap { Self.documentID($0.field(13)) },
            statedTypes: types + (contents.flatMap { segment in segment.field(2).text.map { [($0, segment.location(2))] } } ?? []),
            sender: sender.map(participant),
            recipients: participants.filter { $0.field(4).text == "RCT" }.map(participant),
            replyTo: participants.first { $0.field(4).text == "REPLY" }.map(participant), mailTexts: mails, remarks: remarks)
    }

    /// One document in a document message, one or two (level 1 and 3 of the same content) in an observation message.
    private mutating func documents(in segments: [Segment]) throws(MessageFault) -> [EnclosedDocument] {
        guard !segments.isEmpty else { throw MessageFault("hl7.no-document", .segmentSequence, at: ErrorLocation("OBX")) }
        let most = message.header.messageCode == "MDM" ? 1 : 2
        guard segments.count <= most else {
            throw MessageFault("hl7.too-many-documents", .cardinality, at: segments[most].location(), detail: .over(most, .documents))
        }
        var documents: [EnclosedDocument] = []
        for segment in segments {
            guard segment.field(2).text == "ED" else { throw MessageFault("hl7.no-document", .dataType, at: segment.location(2), detail: .allowed(["ED"])) }
            let data = try EncapsulatedData(segment.field(5), at: segment.location(5))
            guard !data.bytes.isEmpty else { throw MessageFault("hl7.no-document", .requiredFieldMissing, at: segment.location(5, component: 5)) }
            remarks += data.tolerances.map { TransmissionFinding.overlooked($0, at: segment.location(5)) }
            documents.append(EnclosedDocument(bytes: data.bytes, typeCode: segment.field(3).text, place: segment.location(5)))
        }
        return documents
    }

    /// What event, ORC-1 and OBX-11 say; the profile (2.1) wants them to agree.
    private mutating func action(_ carriers: [Segment]) throws(MessageFault) -> TransmissionAction {
        var said: [(action: TransmissionAction, place: ErrorLocation)] = []
        let header = message.header.segment
        switch message.header.triggerEvent {
        case "T02": said.append((.new, header.location(9)))
        case "T10": said.append((.replace, header.location(9)))
        case "T04": said.append((.delete, header.location(9)))
        default: break
        }
        for segment in carriers {
            switch segment.field(11).text {
            case "F": said.append((.new, segment.location(11)))
            case "C": said.append((.replace, segment.location(11)))
            case "D": said.append((.delete, segment.location(11)))
            default: throw MessageFault("hl7.field-value", .tableValueNotFound, at: segment.location(11), detail: .allowed(["F", "C", "D"]))
            }
        }
        for segment in message.all("ORC") {
            switch segment.field(1).text {
            case "NW": said.append((.new, segment.location(1)))
            case "RO": said.append((.replace, segment.location(1)))
            case "CA": said.append((.delete, segment.location(1)))
            case "SC", nil: remarks.append(TransmissionFinding.orderControl(at: segment.location(1)))
            default: throw MessageFault("hl7.field-value", .tableValueNotFound, at: segment.location(1), detail: .allowed(["NW", "RO", "CA"]))
            }
        }
        guard let first = said.first else { throw MessageFault("hl7.action", .requiredFieldMissing, at: ErrorLocation("ORC", field: 1)) }
        if let other = said.first(where: { $0.action != first.action }) { throw MessageFault("hl7.action", .applicationError, at: other.place) }
        return first.action
    }

    /// Whoever sends to the shared record says who it is: PRT `SB` is the author of the submission there (volet 2.1, tables of PRT and of the metadata).
    private mutating func checkSender(_ sender: Segment?, _ flags: TransmissionFlags) throws(MessageFault) {
        let isForMailboxesAlone = flags.goesToRecord == false || (flags.goesToRecord == nil && (flags.goesToProfessionals || flags.goesToPatient))
        guard !isForMailboxesAlone else { return }
        guard let sender else {
            let place = ErrorLocation("PRT", field: 4)
            // Profile 1.2 asked for no sender, and one without flags knows of none.
            let isOlder = message.header.profiles.contains { $0.namespace?.uppercased() == "CISIS_CDA_HL7_V1" }
            guard isOlder || flags.goesToRecord == nil else {
                throw MessageFault("hl7.sender-missing", .requiredFieldMissing, at: place, detail: .allowed(["SB"]))
            }
            remarks.append(TransmissionFinding.senderUnnamed("hl7.tolerated.sender-missing", at: place))
            return
        }
        if sender.field(5).component(1).text == nil {
            remarks.append(TransmissionFinding.senderUnnamed("hl7.tolerated.sender-unnamed", at: sender.location(5, component: 1)))
        }
    }

    private mutating func flags(_ observations: [(segment: Segment, group: MessageGroup)]) throws(MessageFault) -> TransmissionFlags {
        var flags = TransmissionFlags()
        for (segment, group) in observations where Self.isFlag(segment) && segment.field(2).text != "ED" {
            let place = segment.location(5)
            let isSet: Bool
            switch segment.field(5).text?.uppercased() {
            case "Y": isSet = true
            case "N": isSet = false
            default: throw MessageFault("hl7.field-value", .tableValueNotFound, at: place, detail: .allowed(["Y", "N"]))
            }
            switch segment.field(3).text?.uppercased() {
            case "MASQUE_PS": flags.hidesFromProfessionals = isSet
            case "INVISIBLE_PATIENT": flags.hidesFromPatient = isSet
            case "INVISIBLE_REP_LEGAUX", "INVISIBLE_REPRESENTANTS_LEGAUX": flags.hidesFromLegalRepresentatives = isSet
            case "CONNEXION_SECRETE": flags.isSecretConnection = isSet
            case "MODIF_CONF_CODE", "MODIF_CONFIDENTIALITYCODE": flags.changesVisibilityOnly = isSet
            case "DESTDMP": flags.goesToRecord = isSet
            case "DESTMSSANTEPS": flags.goesToProfessionals = isSet
            case "DESTMSSANTEPAT":
                flags.goesToPatient = isSet
                flags.endsPatientMail = group.all("NTE").contains { $0.field(4).text == "FIN" }
            case "ACK_RECEPTION": flags.wantsReceipt = isSet
            case "ACK_LECTURE_MSS", "ACK_LECTURE": flags.wantsReadReceipt = isSet
            default: remarks.append(TransmissionFinding.unknownFlag(at: segment.location(3)))
            }
        }
        return flags
    }

    private mutating func mailTexts(_ segments: [Segment]) throws(MessageFault) -> [String: String] {
        var texts: [String: String] = [:]
        for segment in segments where Self.isFlag(segment) && segment.field(2).text == "ED" {
            guard let code = segment.field(3).text?.uppercased() else { continue }
            let data = try EncapsulatedData(segment.field(5), at: segment.location(5))
            remarks += data.tolerances.map { TransmissionFinding.overlooked($0, at: segment.location(5)) }
            texts[code] = String(decoding: data.bytes, as: UTF8.self)
        }
        return texts
    }

    private func participant(_ segment: Segment) -> TransmittedParticipant {
        let person = segment.field(5)
        let authority = person.component(9)
        return TransmittedParticipant(
            personID: person.component(1).text, family: person.component(2).text, given: person.component(3).text,
            authority: authority.subcomponent(2).textIfAny ?? authority.text, idType: person.component(13).text,
            organisation: segment.field(8).component(1).text, organisationID: segment.field(8).component(10).text,
            mailAddress: segment.field(15).component(4).text, place: segment.location(15))
    }

    /// Flags and mail texts are told from documents by their code system; profile 1.2 named none, so there the codes tell.
    private static func isFlag(_ segment: Segment) -> Bool {
        guard let system = segment.field(3).component(3).text?.uppercased() else {
            return segment.field(3).text.map { flagCodes.contains($0.uppercased()) } ?? false
        }
        return system == "METADMPMSS"
    }

    private static let flagCodes: Set<String> = [
        "MASQUE_PS", "INVISIBLE_PATIENT", "INVISIBLE_REP_LEGAUX", "INVISIBLE_REPRESENTANTS_LEGAUX", "CONNEXION_SECRETE", "MODIF_CONF_CODE",
        "MODIF_CONFIDENTIALITYCODE", "DESTDMP", "DESTMSSANTEPS", "DESTMSSANTEPAT", "ACK_RECEPTION", "ACK_LECTURE", "ACK_LECTURE_MSS", "CORPSMAIL_PS",
        "CORPSMAIL_PATIENT",
    ]

    /// A document id of TXA: an OID alone, or `extension^^root^ISO`; senders write `OID^name`, of which the OID counts.
    private static func documentID(_ field: Field) -> String? {
        guard let first = field.component(1).text else { return nil }
        guard let root = field.component(3).text else { return first }
        return "\(root)^\(first)"
    }
}
