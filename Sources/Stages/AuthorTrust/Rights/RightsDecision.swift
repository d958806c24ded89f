// What the matrices say in one case, with the note that decides and the page it stands on.

public import ClinicalTypes

/// What limits a right.
public enum RightsCondition: String, Sendable, Hashable, Codable, CaseIterable {
    /// The authorisation is that of the structure.
    case structureAuthorised
    /// Professionals of the same structure only.
    case sameStructure
    /// A limited list.
    case limitedList
    /// A deposit is accounted to the structure, not to the person.
    case structureAccountable
    /// The reference of a document alone.
    case referenceOnly
    /// Documents of which the actor is the author.
    case ownDocuments
    /// Where the patient has allowed it.
    case patientConsent
    /// Documents of which the structure, or one of its employees' cards, is the author.
    case structureDocuments
    /// A document of the patient, on which the treating physician and the patient alone act.
    case patientDocument
}

/// A note of the matrices.
public struct RightsNote: Sendable, Hashable, Codable {
    /// Its number on the page, or `*`.
    public let number: String
    /// What it comes to.
    public let condition: RightsCondition?
    /// What it says, in our words.
    public let text: Bilingual
}

/// What the matrices say.
public enum RightsOutcome: String, Sendable, Hashable, Codable {
    /// Yes; a note may limit it.
    case allowed
    /// No.
    case refused
    /// They do not name this actor or this case.
    case notCovered
}

/// Who answers for what is done.
public enum Accountability: String, Sendable, Hashable, Codable {
    /// The person who is named.
    case person
    /// The structure in whose name it is done.
    case structure
}

/// What the matrices say in one case.
public struct RightsDecision: Sendable, Hashable {
    /// Yes, no, or nothing.
    public let outcome: RightsOutcome
    /// The note that decides, nil where the cell stands alone.
    public let note: RightsNote?
    /// The transaction of the row that decides, for instance `TD2.1`.
    public let transaction: String?
    /// Who asked.
    public let actor: RightsActor
    /// How the actor is known.
    public let mode: AuthenticationMode
    /// The circumstances.
    public let access: RecordAccess
    /// What was asked for.
    public let action: RecordAction
    /// The document that the facts come from.
    public let source: String
    /// The day of that document.
    public let date: String

    /// Whether the matrices allow it, under the note's condition.
    public var isAllowed: Bool { outcome == .allowed }

    /// Who answers for it: a structure, and an employee (a secretary) or a device in its name, make the structure answer.
    public var accountability: Accountability {
        actor.category == .employee || actor.category == .structure || note?.condition == .structureAccountable ? .structure : .person
    }

    /// The cell that decided: `TD2.1 deposit, structure/normal, INDIRECTE`.
    public var cell: String {
        "\([transaction, action.rawValue].compactMap(\.self).joined(separator: " ")), \(actor.category?.rawValue ?? "other")/\(access.rawValue), \(mode.rawValue)"
    }

    /// The decision as a check of the verdict; the page and its date stand in `expected`.
    public var check: CredentialCheck {
        let page = "\(source) (\(date))" + (note.map { ", note \($0.number)" } ?? "")
        func made(_ code: String, _ outcome: CheckOutcome, _ hint: Bilingual) -> CredentialCheck {
            CredentialCheck(code: code, outcome: outcome, source: .rights, field: cell, expected: page, hint: hint)
        }
        switch outcome {
        case .allowed: return made("rights.granted", .passed, note?.text ?? .nothingToDo)
        case .notCovered:
            return made(
                "rights.not-covered", .notApplicable,
                Bilingual(fr: "Les matrices de droits ne citent pas ce cas.", en: "The matrices of rights do not name this case."))
        case .refused: return made("rights.refused", .failed, refusal)
        }
    }

    private var refusal: Bilingual {
        if let note { return note.text }
        if mode == .reinforced, action == .deposit || action == .replace {
            return Bilingual(
                fr:
                    "L'authentification indirecte renforcée ne permet pas d'alimenter : déposez avec la carte CPS ou le certificat de la structure, sans jeton.",
                en: "Reinforced indirect authentication may not deposit: deposit with the CPS card, or with the structure's certificate without a token.")
        }
        return Bilingual(
            fr: "La matrice des droits fonctionnels refuse cette action à cet acteur dans ce mode.",
            en: "The matrix of functional rights refuses this action to this actor in this mode.")
    }
}
