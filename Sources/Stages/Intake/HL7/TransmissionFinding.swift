// What intake finds in a hospital's message, in words; values are never in the message.

import ClinicalTypes
import HL7v2Messages

/// The findings on messages.
enum TransmissionFinding {
    /// A fault that refuses the message.
    static func fault(_ fault: MessageFault) -> Finding {
        let words = words[fault.code] ?? Bilingual(fr: "Le message n'est pas conforme à HL7 v2.", en: "The message does not conform to HL7 v2.")
        return finding(fault.code, .fatal, words, at: fault.location, detail: fault.detail)
    }

    /// A departure that was overlooked.
    static func overlooked(_ tolerance: MessageTolerance, at place: ErrorLocation? = nil) -> Finding {
        finding(tolerance.rawValue, .warning, toleranceWords[tolerance] ?? Bilingual(fr: "Écart toléré.", en: "Departure overlooked."), at: place)
    }

    /// A segment that older profiles left out.
    static func missingSegment(_ fault: MessageFault) -> Finding {
        finding(
            "hl7.tolerated.segment-missing", .warning,
            Bilingual(
                fr: "Un segment exigé par le volet manque ; il n'est pas indispensable ici.",
                en: "A segment that the profile asks for is missing; it is not needed here."),
            at: fault.location, detail: fault.detail)
    }

    /// An order control of older profiles.
    static func orderControl(at place: ErrorLocation) -> Finding {
        finding(
            "hl7.tolerated.order-control", .warning,
            Bilingual(
                fr: "ORC-1 ne dit pas s'il s'agit d'un envoi, d'un remplacement ou d'une suppression ; l'événement et OBX-11 le disent.",
                en: "ORC-1 does not say whether this is a new document, a replacement or a deletion; the event and OBX-11 do."), at: place)
    }

    /// Nobody is named who sends.
    static func senderUnnamed(_ code: String, at place: ErrorLocation) -> Finding {
        finding(
            code, .warning,
            Bilingual(
                fr: "Le message ne nomme pas l'émetteur (PRT SB) ; l'auteur du document en tient lieu.",
                en: "The message does not name its sender (PRT SB); the document's author stands for it."), at: place)
    }

    /// A flag that is in no table.
    static func unknownFlag(at place: ErrorLocation) -> Finding {
        finding(
            "hl7.tolerated.unknown-flag", .warning,
            Bilingual(fr: "Cet indicateur n'existe pas dans la table MetaDMPMSS ; il est ignoré.", en: "This flag is not in table MetaDMPMSS; it is ignored."),
            at: place)
    }

    private static func finding(_ code: String, _ severity: Severity, _ words: Bilingual, at place: ErrorLocation?, detail: FaultDetail? = nil) -> Finding {
        let tail = [place.map { Bilingual(fr: $0.description, en: $0.description) }, detail?.words].compactMap(\.self)
        let message =
            tail.isEmpty
            ? words
            : Bilingual(fr: "\(words.fr) (\(tail.map(\.fr).joined(separator: ", ")))", en: "\(words.en) (\(tail.map(\.en).joined(separator: ", ")))")
        return Finding(code: code, severity: severity, stage: .intake, message: message, allowed: detail?.allowed)
    }

    private static let words: [String: Bilingual] = [
        "hl7.header": Bilingual(fr: "Le message ne commence pas par un segment MSH.", en: "The message does not begin with an MSH segment."),
        "hl7.delimiters": Bilingual(
            fr: "MSH-1 et MSH-2 ne donnent pas cinq séparateurs différents.", en: "MSH-1 and MSH-2 do not name five different delimiters."),
        "hl7.character-set": Bilingual(
            fr: "Le jeu de caractères de MSH-18 est inconnu, ou les octets n'en sont pas.",
            en: "The character set of MSH-18 is unknown, or the bytes are not in it."),
        "hl7.control-character": Bilingual(
            fr: "Un caractère de contrôle se trouve dans une valeur ; les segments finissent par CR seul.",
            en: "A control character stands inside a value; segments end with CR alone."),
        "hl7.segment-name": Bilingual(fr: "Une ligne ne commence pas par un nom de segment.", en: "A line does not begin with the name of a segment."),
        "hl7.second-header": Bilingual(fr: "Un second MSH se trouve dans le message.", en: "There is a second MSH in the message."),
        "hl7.control-id": Bilingual(fr: "MSH-10 manque ou est trop long.", en: "MSH-10 is missing or too long."),
        "hl7.message-type": Bilingual(
            fr: "Ce type de message n'est pas accepté ici ; ORU^R01, MDM et ADT le sont.", en: "This message type is not taken here; ORU^R01, MDM and ADT are."),
        "hl7.event": Bilingual(
            fr: "Cet événement n'est pas accepté ici ; R01, T02, T04 et T10 le sont.", en: "This event is not taken here; R01, T02, T04 and T10 are."),
        "hl7.processing-id": Bilingual(
            fr: "Cette passerelle ne prend pas ce mode de traitement (MSH-11).", en: "This gateway does not take this processing id (MSH-11)."),
        "hl7.profile": Bilingual(
            fr: "Ce volet (MSH-21) va de la passerelle vers les logiciels ; il n'est pas reçu ici.",
            en: "This profile (MSH-21) goes from the gateway to practice software; it is not received here."),
        "hl7.batch": Bilingual(fr: "Les lots de messages ne sont pas acceptés.", en: "Batches of messages are not taken."),
        "hl7.limit": Bilingual(fr: "Le message dépasse une limite.", en: "The message goes over a limit."),
        "hl7.segment-missing": Bilingual(fr: "Un segment obligatoire manque.", en: "A required segment is missing."),
        "hl7.segment-unexpected": Bilingual(fr: "Un segment n'est pas à sa place.", en: "A segment is not in its place."),
        "hl7.field-missing": Bilingual(fr: "Un champ obligatoire manque.", en: "A required field is missing."),
        "hl7.field-value": Bilingual(fr: "La valeur d'un champ n'est pas admise.", en: "The value of a field is not allowed."),
        "hl7.base64": Bilingual(fr: "Le document n'est pas du base64.", en: "The document is not base64."),
        "hl7.data-encoding": Bilingual(fr: "Le document doit être en Base64 (OBX-5.4).", en: "The document must be in Base64 (OBX-5.4)."),
        "hl7.no-document": Bilingual(fr: "Le message ne porte pas de document.", en: "The message carries no document."),
        "hl7.too-many-documents": Bilingual(fr: "Le message porte trop de documents.", en: "The message carries too many documents."),
        "hl7.sender-missing": Bilingual(
            fr: "Le message est destiné au dossier partagé (DESTDMP) et ne dit pas qui l'envoie (PRT SB).",
            en: "The message is for the shared record (DESTDMP) and does not say who sends it (PRT SB)."),
        "hl7.action": Bilingual(
            fr: "L'événement, ORC-1 et OBX-11 ne disent pas la même chose : envoi, remplacement ou suppression.",
            en: "The event, ORC-1 and OBX-11 do not say the same: new, replacement or deletion."),
    ]

    private static let toleranceWords: [MessageTolerance: Bilingual] = [
        .lineFeedAfterSegment: Bilingual(fr: "Les segments finissent par CR LF au lieu de CR.", en: "Segments end with CR LF instead of CR."),
        .noFinalSegmentEnd: Bilingual(fr: "Le dernier segment ne finit pas par CR.", en: "The last segment does not end with CR."),
        .byteOrderMark: Bilingual(fr: "Une marque d'ordre des octets précède MSH.", en: "A byte order mark stands before MSH."),
        .noCharacterSet: Bilingual(
            fr: "MSH-18 manque ; le jeu de caractères a été déduit des octets.", en: "MSH-18 is missing; the character set was told from the bytes."),
        .unpaddedBase64: Bilingual(fr: "Le base64 n'a pas ses signes =.", en: "The base64 lacks its = signs."),
        .spacedBase64: Bilingual(fr: "Le base64 contient des espaces ou des fins de ligne.", en: "The base64 holds spaces or line ends."),
        .oddBase64: Bilingual(fr: "Le base64 a un caractère de trop, qui a été ignoré.", en: "The base64 has one character too many, which was left out."),
    ]
}

extension FaultDetail {
    /// The explanation in words; nil where it says what is allowed.
    fileprivate var words: Bilingual? {
        switch self {
        // The code says what there are too many of.
        case .over(let most, .documents): Bilingual(fr: "\(most) au plus", en: "at most \(most)")
        case .over(let most, let unit): Bilingual(fr: "\(most) \(unit.words.fr) au plus", en: "at most \(most) \(unit.words.en)")
        case .notIn(let characterSet): Bilingual(fr: "les octets ne sont pas de l'\(characterSet)", en: "the bytes are not \(characterSet)")
        case .byte(let byte, let offset): Bilingual(fr: "l'octet \(byte) à la position \(offset)", en: "byte \(byte) at offset \(offset)")
        case .segment(let number): Bilingual(fr: "segment \(number)", en: "segment \(number)")
        case .name(let name): Bilingual(fr: name, en: name)
        case .allowed: nil
        }
    }

    /// The values that would be right.
    fileprivate var allowed: AllowedValues? {
        guard case .allowed(let values) = self else { return nil }
        return AllowedValues(first: values)
    }
}

extension FaultDetail.Unit {
    fileprivate var words: Bilingual {
        switch self {
        case .bytes: Bilingual(fr: "octets", en: "bytes")
        case .characters: Bilingual(fr: "caractères", en: "characters")
        case .segments: Bilingual(fr: "segments", en: "segments")
        case .fields: Bilingual(fr: "champs", en: "fields")
        case .documents: Bilingual(fr: "documents", en: "documents")
        }
    }
}
