// One visit to a patient's record: what is found, what is read and what is changed, by the matrices of rights and by what the patient has decided.

import AuthorTrust
import Classification
import ClinicalTypes
import XDSMessages

/// One visit to a patient's record.
///
/// What is hidden from a visitor, or of a type that the habilitation matrix closes to the profession, is not there for that visitor: it is not found, and asked
/// for by its id it is unknown. One's own documents are always there. A structure that acts by itself finds references alone, and whole what it deposited.
struct RecordVisit: Sendable {
    let visitor: RecordVisitor
    let decisions: PatientDecisions

    /// Why the record is closed to the visitor altogether; nil where it is open.
    var closure: RegistryError? {
        let reason: String? =
            switch visitor.access {
            case .emergency where decisions.opposesEmergencyAccess: "record.emergency-opposed"
            case .regulation where decisions.opposesRegulationAccess: "record.regulation-opposed"
            case .normal where !visitor.isStructure && decisions.blocked.contains(visitor.claims.subject): "record.blocked"
            default: nil
            }
        return reason.map { RegistryError(.localPolicyRestriction, "[\($0)] the patient has decided so") }
    }

    /// Whether an object is of the patient of the assertion.
    func concerns(_ patientId: String) -> Bool { PatientIdentity.key(of: patientId) == visitor.patient }

    /// The cell that stands against an action; nil where it is allowed, the condition of its note met.
    func obstacle(to action: RecordAction, with entry: DocumentEntry? = nil) -> String? {
        let isTreating = decisions.treatingPhysicians.contains(visitor.claims.subject)
        let type = entry?.typeCode.map { CodedValue(code: $0.code, system: $0.scheme) }
        let decision = FunctionalRights.decision(
            for: visitor.actor(isTreatingPhysician: isTreating), mode: visitor.claims.mode, access: visitor.access, action: action, documentType: type)
        guard decision.isAllowed, isMet(decision.note?.condition, by: entry) else {
            return decision.cell + (decision.note.map { ", note \($0.number)" } ?? "")
        }
        return nil
    }

    private func isMet(_ condition: RightsCondition?, by entry: DocumentEntry?) -> Bool {
        switch condition {
        case nil, .structureAuthorised, .structureAccountable, .limitedList, .referenceOnly, .sameStructure: true
        case .ownDocuments: entry.map(isOwn) ?? false
        case .structureDocuments: entry.map(isOfStructure) ?? false
        case .patientConsent: decisions.opensHiddenInEmergency
        // Only the treating physician's column is without this condition.
        case .patientDocument: false
        }
    }

    private func isOwn(_ entry: DocumentEntry) -> Bool {
        !visitor.isStructure && entry.authors.contains { $0.person?.prefix { $0 != "^" } == visitor.claims.subject[...] }
    }

    private func isOfStructure(_ entry: DocumentEntry) -> Bool {
        entry.authors.flatMap(\.institutions).contains { institution in
            let parts = institution.split(separator: "^", omittingEmptySubsequences: false)
            return parts.count > 9 && parts[9] == visitor.claims.structure
        }
    }

    /// Whether a document is there for the visitor.
    func sees(_ entry: DocumentEntry) -> Bool {
        if isOwn(entry) || (visitor.isStructure && isOfStructure(entry)) { return true }
        if entry.confidentialityCodes.contains(where: { $0.code == "MASQUE_PS" }), obstacle(to: .readHidden, with: entry) != nil { return false }
        return isOpenToProfession(entry)
    }

    /// What the habilitation matrix says of the type; it speaks of those who read, and leaves references to others.
    private func isOpenToProfession(_ entry: DocumentEntry) -> Bool {
        guard !visitor.isStructure, obstacle(to: .read) == nil, let type = entry.typeCode.map({ CodedValue(code: $0.code, system: $0.scheme) }) else {
            return true
        }
        var space = Space.personal
        if case .classified(let known) = Classifier().classify(type: type) { space = known.space ?? .personal }
        // Professionals in training stand with those of their profession.
        var profession = visitor.claims.profession
        if profession.system == "1.2.250.1.71.1.2.8" { profession.system = "1.2.250.1.71.1.2.7" }
        let expertise = [visitor.claims.expertise].compactMap(\.self)
        return HabilitationMatrix.right(of: profession, expertise: expertise, toRead: type, in: space)?.isAllowed ?? false
    }

    /// What stands against reading a document that is there; nil where it may be read.
    func obstacle(toReading entry: DocumentEntry) -> String? {
        if visitor.isStructure, isOfStructure(entry) { return nil }
        var actions = [RecordAction.read]
        switch entry.availabilityStatus {
        case .deprecated?: actions.append(.readObsolete)
        case .archived?: actions.append(.readArchived)
        case .deleted?: actions.append(.readDeleted)
        default: break
        }
        if entry.confidentialityCodes.contains(where: { $0.code == "INVISIBLE_PATIENT" }) { actions.append(.readInvisible) }
        return actions.lazy.compactMap { obstacle(to: $0, with: entry) }.first
    }

    /// What stands against a change of status; nil where it may be made.
    func obstacle(to new: AvailabilityStatus, from old: AvailabilityStatus, of entry: DocumentEntry) -> String? {
        switch new {
        case .deleted: obstacle(to: .delete, with: entry)
        case .archived: obstacle(to: .archive, with: entry)
        case .approved where old == .archived: obstacle(to: .unarchive, with: entry)
        default: "status"
        }
    }

    /// What stands against other levels of confidentiality; nil where they may be given.
    func obstacle(to next: DocumentEntry, after former: DocumentEntry) -> String? {
        func has(_ code: String, _ entry: DocumentEntry) -> Bool { entry.confidentialityCodes.contains { $0.code == code } }
        if has("MASQUE_PS", next) != has("MASQUE_PS", former) {
            if let cell = obstacle(to: has("MASQUE_PS", next) ? .hide : .unhide, with: former) { return cell }
        }
        guard has("INVISIBLE_PATIENT", former), !has("INVISIBLE_PATIENT", next) else { return nil }
        return obstacle(to: .showToPatient, with: former)
    }
}

extension RegistryError {
    /// The matrices do not allow it; the cell is named.
    static func rightsRefused(_ cell: String, at object: String? = nil) -> RegistryError {
        RegistryError(.localPolicyRestriction, "[rights.refused] \(cell)", location: object)
    }

    /// It is of another patient than the assertion's.
    static func ofAnotherPatient(at object: String? = nil) -> RegistryError {
        RegistryError(.patientIdDoesNotMatch, "[assertion.other-patient] the object is of another patient than the assertion's", location: object)
    }
}
