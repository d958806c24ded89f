// A message held against the document that it carries: the same patient, the same type, the same ids.

public import CDADocuments
public import ClinicalTypes
public import HL7v2Messages

/// The application errors of the volet (ERR-5).
public enum TransmissionError: Int, Sendable, Hashable, Codable, CaseIterable {
    /// The version of the document is wrong for a replacement or a deletion.
    case wrongVersion = 900
    /// The author may not do this.
    case authorNotAuthorised = 901
    /// The patient is unknown.
    case unknownPatient = 902
    /// The document has no national health identity.
    case identityMissing = 903
    /// The identity of the document is another than that of the message.
    case identityDiffers = 904
    /// The identity is incomplete.
    case identityIncomplete = 905
    /// Anything else.
    case other = 906

    /// The error in words of the field.
    public var text: Bilingual {
        switch self {
        case .wrongVersion: Bilingual(fr: "Version du document erronée", en: "Wrong version of the document")
        case .authorNotAuthorised: Bilingual(fr: "Auteur non autorisé", en: "Author not authorised")
        case .unknownPatient: Bilingual(fr: "Patient inconnu", en: "Unknown patient")
        case .identityMissing: Bilingual(fr: "INS absente du document", en: "INS absent from the document")
        case .identityDiffers: Bilingual(fr: "INS différente", en: "INS differs")
        case .identityIncomplete: Bilingual(fr: "INS incomplète", en: "INS incomplete")
        case .other: Bilingual(fr: "Autre erreur", en: "Other error")
        }
    }
}

/// One point in which a message and its document disagree.
public struct TransmissionDisagreement: Sendable {
    /// The finding; its place is in the document where the document has the other value.
    public let finding: Finding
    /// The application error that is answered.
    public let error: TransmissionError
    /// The place in the message.
    public let place: ErrorLocation

    /// States a disagreement.
    public init(finding: Finding, error: TransmissionError, place: ErrorLocation) {
        self.finding = finding
        self.error = error
        self.place = place
    }
}

extension DocumentTransmission {
    /// What one enclosed document and the message say differently; errors refuse the message, the rest are remarks.
    ///
    /// - Parameters:
    ///   - document: the document, read.
    ///   - enclosure: where it stands in the message.
    ///   - siblingReplaces: whether another document of the message names the document that is replaced: of two levels of one content, senders
    ///     let one of them do so.
    public func disagreements(with document: CDADocument, at enclosure: EnclosedDocument, siblingReplaces: Bool = false) -> [TransmissionDisagreement] {
        typeDisagreements(document, enclosure) + patientDisagreements(document) + idDisagreements(document)
            + relationDisagreements(document, siblingReplaces: siblingReplaces)
    }

    private func typeDisagreements(_ document: CDADocument, _ enclosure: EnclosedDocument) -> [TransmissionDisagreement] {
        guard let written = document.code?.code else { return [] }
        var place = enclosure.place
        place.field = 3
        let stated = [(enclosure.typeCode ?? "", place)] + (documents.count == 1 ? statedTypes : [])
        return stated.filter { $0.0 != written }.map { code, place in
            disagreement(
                "hl7.type-differs", .error, .other, at: place, in: document.code?.node.place,
                Bilingual(fr: "Le type du document n'est pas celui du message.", en: "The type of the document is not that of the message."), found: code,
                allowed: [written])
        }
    }

    private func patientDisagreements(_ document: CDADocument) -> [TransmissionDisagreement] {
        let whole = ErrorLocation("PID", field: 3)
        let identities = patientIDs.filter { $0.type == "INS" || $0.authority.flatMap(NationalHealthIdentifierSpace.init) != nil }
        var found: [TransmissionDisagreement] = []
        if let ins = document.patient?.ins {
            let written = ins.extension ?? ""
            if let same = identities.first(where: { $0.value == written }) {
                if same.authority != ins.root {
                    found.append(
                        disagreement(
                            "hl7.identity-authority", .error, .identityIncomplete, at: same.place, in: ins.node.place,
                            Bilingual(
                                fr: "L'INS du message et celle du document ne sont pas de la même autorité.",
                                en: "The INS of the message and that of the document are of different authorities."), found: same.authority,
                            allowed: ins.root.map { [$0] }))
                }
            } else if let other = identities.first {
                found.append(
                    disagreement(
                        "hl7.identity-differs", .error, .identityDiffers, at: other.place, in: ins.node.place,
                        Bilingual(fr: "Le document est celui d'un autre patient que le message.", en: "The document is another patient's than the message.")))
            } else {
                found.append(
                    disagreement(
                        "hl7.identity-not-sent", .error, .identityIncomplete, at: whole, in: ins.node.place,
                        Bilingual(fr: "Le document porte une INS, le message n'en porte pas.", en: "The document has an INS, the message has none.")))
            }
        } else if let identity = identities.first {
            found.append(
                disagreement(
                    "hl7.identity-missing", .error, .identityMissing, at: identity.place, in: document.patient?.node.place,
                    Bilingual(fr: "Le message porte une INS, le document n'en porte pas.", en: "The message has an INS, the document has none.")))
        }
        return found + traitDisagreements(document)
    }

    private func traitDisagreements(_ document: CDADocument) -> [TransmissionDisagreement] {
        guard let patient = document.patient else { return [] }
        var found: [TransmissionDisagreement] = []
        if let sent = birthDate?.prefix(8), let written = patient.birthTime?.rawValue?.prefix(8), sent.count == 8, written.count == 8, sent != written {
            found.append(
                disagreement(
                    "hl7.birth-date-differs", .warning, .identityDiffers, at: ErrorLocation("PID", field: 7), in: patient.birthTime?.node.place,
                    Bilingual(
                        fr: "La date de naissance n'est pas la même dans le message et le document.", en: "The birth date differs between message and document."
                    )))
        }
        if let sent = sex, ["M", "F"].contains(sent), let written = patient.gender?.code, ["M", "F"].contains(written), sent != written {
            found.append(
                disagreement(
                    "hl7.sex-differs", .warning, .identityDiffers, at: ErrorLocation("PID", field: 8), in: patient.gender?.node.place,
                    Bilingual(fr: "Le sexe n'est pas le même dans le message et le document.", en: "The sex differs between message and document.")))
        }
        let sentNumbers = Set(patientIDs.map(\.value))
        for id in patient.ids where id.healthIdentifierSpace == nil {
            guard let number = id.extension, !sentNumbers.contains(number) else { continue }
            found.append(
                disagreement(
                    "hl7.local-id-not-sent", .info, .other, at: ErrorLocation("PID", field: 3), in: id.node.place,
                    Bilingual(fr: "Un identifiant local du document ne se trouve pas dans PID-3.", en: "A local identifier of the document is not in PID-3.")))
        }
        return found
    }

    private func idDisagreements(_ document: CDADocument) -> [TransmissionDisagreement] {
        guard let sent = uniqueID, let written = document.uniqueID, sent != written else { return [] }
        let isOID = (try? OID(sent.split(separator: "^").first.map(String.init) ?? "")) != nil
        return [
            disagreement(
                "hl7.document-id-differs", isOID ? .error : .warning, .other, at: ErrorLocation("TXA", field: 12), in: document.header.id?.node.place,
                Bilingual(fr: "TXA-12 n'est pas l'identifiant du document.", en: "TXA-12 is not the document's id."), found: sent, allowed: [written])
        ]
    }

    private func relationDisagreements(_ document: CDADocument, siblingReplaces: Bool) -> [TransmissionDisagreement] {
        let replaced = document.relatedDocuments.first { $0.typeCode == "RPLC" }?.parentIDs.first
        let place = ErrorLocation("TXA", field: 13)
        switch (action, replaced) {
        case (.replace, nil):
            return [
                disagreement(
                    "hl7.replaces-nothing", siblingReplaces ? .warning : .error, .wrongVersion, at: ErrorLocation("ORC", field: 1), in: document.node.place,
                    Bilingual(
                        fr: "Le message remplace un document, mais le document ne dit pas lequel (relatedDocument RPLC).",
                        en: "The message replaces a document, but the document does not say which (relatedDocument RPLC)."))
            ]
        case (.new, let replaced?):
            return [
                disagreement(
                    "hl7.replaces-unsaid", .error, .wrongVersion, at: ErrorLocation("ORC", field: 1), in: replaced.node.place,
                    Bilingual(
                        fr: "Le document en remplace un autre, mais le message est un premier envoi.",
                        en: "The document replaces another, but the message is a first sending."))
            ]
        case (.replace, let replaced?):
            guard let sent = parentID, let written = replaced.uniqueID, sent != written else { return [] }
            return [
                disagreement(
                    "hl7.parent-differs", .error, .wrongVersion, at: place, in: replaced.node.place,
                    Bilingual(fr: "TXA-13 n'est pas l'identifiant du document remplacé.", en: "TXA-13 is not the id of the replaced document."), found: sent,
                    allowed: [written])
            ]
        default: return []
        }
    }

    private func disagreement(
        _ code: String, _ severity: Severity, _ error: TransmissionError, at place: ErrorLocation, in document: Place?, _ words: Bilingual,
        found: String? = nil,
        allowed: [String]? = nil
    ) -> TransmissionDisagreement {
        TransmissionDisagreement(
            finding: Finding(
                code: code, severity: severity, stage: .intake, place: document, message: Bilingual(fr: "\(words.fr) (\(place))", en: "\(words.en) (\(place))"),
                found: found, allowed: allowed.map { AllowedValues(first: $0) }), error: error, place: place)
    }
}
