// What is told of one message.

import CDADocuments
import ClinicalTypes
import CredentialChecks
import HL7v2Messages

/// What is told of one message, in the names of its JSON form; values that speak of a patient are in it only when they were asked for.
struct MessageAccount: Encodable {
    struct Fault: Encodable {
        var code: String
        var place: String?
        var detail: String?
    }

    struct Patient: Encodable {
        var initials: String
        var birthYear: String?
        var sex: String?
        var identities: [String]
    }

    struct Document: Encodable {
        var place: String
        var typeCode: String?
        var label: String?
        var size: Int?
        var sha256: String?
        var form: String
        var uniqueId: String?
        var fault: Fault?
    }

    struct Flag: Encodable {
        var place: String
        var code: String
        var label: String?
        var value: String?
    }

    struct Value: Encodable {
        var place: String
        var name: String?
        var characters: Int
        var repetitions: Int?
        var value: String?
    }

    var file: String
    var type: String?
    var controlId: String?
    var processingId: String?
    var version: String?
    var characterSet: String?
    var profiles: [String] = []
    var from: String?
    var to: String?
    var time: String?
    var patient: Patient?
    var documents: [Document] = []
    var flags: [Flag] = []
    var fields: [Value] = []
    var remarks: [String] = []
    var fault: Fault?

    /// Reads a message.
    init(of entry: MessageFile.Entry, showsContent: Bool, language: Language) {
        file = entry.name
        remarks = entry.remarks.map(\.code)
        switch HL7Message.read(entry.bytes) {
        case .failure(let unreadable):
            fault = Fault(unreadable.fault)
            unreadable.header.map { describe($0) }
        case .success(let message):
            remarks += message.tolerances.map(\.rawValue)
            describe(message.header)
            characterSet = message.characterSet.rawValue
            patient = message.first("PID").flatMap { Patient($0) }
            for segment in message.all("OBX") {
                if segment.field(2).text == "ED" { documents.append(Document(segment)) } else if let flag = Flag(segment) { flags.append(flag) }
            }
            fields = message.segments.flatMap { Self.values(of: $0, showsContent: showsContent, language) }
        }
    }

    private mutating func describe(_ header: MessageHeader) {
        (type, controlId, processingId, version) = (header.type, header.controlID, header.processingID, header.version)
        profiles = header.profiles.map { [$0.identifier, $0.namespace].compactMap(\.self).joined(separator: "^") }
        from = [3, 4].compactMap { header.segment.field($0).text }.joined(separator: "/")
        to = [5, 6].compactMap { header.segment.field($0).text }.joined(separator: "/")
        time = header.segment.field(7).text
    }

    private static func values(of segment: Segment, showsContent: Bool, _ language: Language) -> [Value] {
        guard segment.fieldCount > 0 else { return [] }
        return (1...segment.fieldCount).compactMap { number in
            let field = segment.field(number)
            guard !field.isEmpty else { return nil }
            let name = FieldName.of(segment.name, number)
            // A coded answer is a flag; what else an observation holds may be anything.
            let isFlag = segment.name == "OBX" && number == 5 && ["CE", "CWE"].contains(segment.field(2).text)
            let isDocument = segment.name == "OBX" && number == 5 && segment.field(2).text == "ED"
            let isShown = (name?.isOpen == true || isFlag || showsContent) && !isDocument
            let repetitions = field.repetitions.count
            return Value(
                place: segment.location(number).description, name: name?.words[language], characters: field.value.raw.count,
                repetitions: repetitions > 1 ? repetitions : nil, value: isShown ? field.value.text : nil)
        }
    }
}

extension MessageAccount.Fault {
    init(_ fault: MessageFault) { self.init(code: fault.code, place: fault.location?.description, detail: fault.detail?.description) }
}

extension MessageAccount.Patient {
    /// A patient, shortened: initials, year of birth, sex, and the ends of the identities.
    init?(_ segment: Segment) {
        let name = segment.field(5)
        let initials = [2, 1].compactMap { name.component($0).text?.first.map { "\($0)." } }.joined(separator: " ")
        let identities = segment.field(3).repetitions.compactMap { repetition in
            repetition.component(1).text.map { "\(repetition.component(5).text ?? "?") …\($0.suffix(2))" }
        }
        guard !initials.isEmpty || !identities.isEmpty else { return nil }
        self.init(initials: initials, birthYear: segment.field(7).text.map { String($0.prefix(4)) }, sex: segment.field(8).text, identities: identities)
    }
}

extension MessageAccount.Document {
    /// A document inside an observation: decoded, and looked into.
    init(_ segment: Segment) {
        self.init(place: segment.location(5).description, typeCode: segment.field(3).text, label: segment.field(3).component(2).text, form: "unreadable")
        do throws(MessageFault) {
            let data = try EncapsulatedData(segment.field(5), at: segment.location(5))
            (size, sha256) = (data.bytes.count, hexadecimal(Digest.sha256(data.bytes)))
            if typeCode?.uppercased().hasPrefix("CORPSMAIL") == true {
                form = "mail text"
            } else if case .success(let document) = CDADocument.read(data.bytes) {
                form = "CDA"
                uniqueId = document.uniqueID
            } else {
                form = "no CDA"
            }
        } catch {
            fault = MessageAccount.Fault(error)
        }
    }
}

extension MessageAccount.Flag {
    /// A flag or a coded outcome; nil for other observations.
    init?(_ segment: Segment) {
        guard let code = segment.field(3).text, ["CE", "CWE"].contains(segment.field(2).text) else { return nil }
        self.init(place: segment.location(5).description, code: code, label: segment.field(3).component(2).text, value: segment.field(5).text)
    }
}
