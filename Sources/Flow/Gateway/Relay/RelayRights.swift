// What a proven sender may do with an entry of the record: by its status, its visibility, its author and its patient.

import AuthorTrust
import ClinicalTypes
import XDSMessages

/// The rights of one sender towards the entries of one patient.
///
/// Where the record is told who asks, it judges by itself, and knows what the gateway does not: what the patient has allowed, and who is the treating
/// physician. The gateway then refuses what no answer to these could allow, and leaves the rest to the record.
struct RelayRights: Sendable {
    private let sender: ConsultingSender
    private let patient: ClaimedPatient
    /// The mode that the record is told, where it is not the sender's own: it has to allow the action, too.
    private let statedMode: AuthenticationMode?
    /// Whether the record judges, too.
    let isJudgedByRecord: Bool

    /// Nil where nothing of the sender is proven.
    init?(_ sender: ConsultingSender, told identity: RelayedIdentity = .untold) {
        guard let claims = sender.claims else { return nil }
        self.sender = sender
        patient = claims.patient
        statedMode = identity.statedMode == sender.mode ? nil : identity.statedMode
        isJudgedByRecord = identity.isTold
    }

    /// Whether entries are to be had: who may search for references alone is given nothing else by the record.
    var seesMetadata: Bool { obstacle(to: [.searchMetadata]) == nil }

    /// Whether a CX names the patient of the assertion: the identifier and its authority.
    func concerns(_ patientId: String) -> Bool {
        let parts = patientId.split(separator: "^", omittingEmptySubsequences: false)
        let authority = parts.count > 3 ? parts[3].split(separator: "&", omittingEmptySubsequences: false) : []
        return parts.first.map(String.init) == patient.identifier && authority.count > 1 && authority[1] == patient.root
    }

    /// The decision that stands against these actions with an entry; nil where every one is allowed, its conditions met.
    ///
    /// Without an entry a condition that asks for one is not met, unless the record judges.
    func obstacle(to actions: [RecordAction], with entry: DocumentEntry? = nil) -> String? {
        for action in actions {
            let type = entry?.typeCode.map { CodedValue(code: $0.code, system: $0.scheme) }
            for mode in [nil, statedMode].prefix(statedMode == nil ? 1 : 2) {
                let possible = [false, true].prefix(isJudgedByRecord ? 2 : 1).map { isTreating in
                    sender.decision(on: action, documentType: type, stated: mode, isTreatingPhysician: isTreating)
                }
                guard let first = possible[0] else { return action.rawValue }
                let isAllowed = possible.contains { $0.map { $0.isAllowed && isMet($0.note?.condition, by: entry) } ?? false }
                guard isAllowed else { return first.cell + (first.note.map { ", note \($0.number)" } ?? "") }
            }
        }
        return nil
    }

    /// The actions that seeing the metadata of a document amounts to, beyond the search itself: what is hidden is not found either.
    static func seeing(_ entry: DocumentEntry) -> [RecordAction] { reading(entry).filter { $0 == .readHidden } }

    /// The actions that reading a document amounts to.
    static func reading(_ entry: DocumentEntry) -> [RecordAction] {
        var actions = [RecordAction.read]
        switch entry.availabilityStatus {
        case .deprecated?: actions.append(.readObsolete)
        case .archived?: actions.append(.readArchived)
        case .deleted?: actions.append(.readDeleted)
        default: break
        }
        if entry.isHiddenFromProfessionals { actions.append(.readHidden) }
        if entry.isInvisibleToPatient { actions.append(.readInvisible) }
        return actions
    }

    /// The actions that a change of status amounts to; nil for one that is not relayed.
    static func changing(from original: AvailabilityStatus, to new: AvailabilityStatus) -> [RecordAction]? {
        switch new {
        case .deleted: [.delete]
        case .archived: [.archive]
        case .approved where original == .archived: [.unarchive]
        default: nil
        }
    }

    /// The actions that other levels of confidentiality amount to; nil for a change that is not relayed: nobody takes a document from its patient.
    static func changing(_ former: DocumentEntry, to next: DocumentEntry) -> [RecordAction]? {
        var actions: [RecordAction] = []
        if next.isHiddenFromProfessionals != former.isHiddenFromProfessionals { actions.append(next.isHiddenFromProfessionals ? .hide : .unhide) }
        if former.isInvisibleToPatient, !next.isInvisibleToPatient { actions.append(.showToPatient) }
        if next.isInvisibleToPatient, !former.isInvisibleToPatient { return nil }
        return actions.isEmpty ? nil : actions
    }

    /// Whether the condition of a note is met, as far as the gateway can know.
    private func isMet(_ condition: RightsCondition?, by entry: DocumentEntry?) -> Bool {
        let own = sender.identifiers
        switch condition {
        case nil, .structureAuthorised, .structureAccountable, .limitedList, .referenceOnly, .sameStructure: return true
        case .ownDocuments: return entry.map { !own.persons.isDisjoint(with: $0.authorPersons) } ?? isJudgedByRecord
        case .structureDocuments: return entry.map { !own.structures.isDisjoint(with: $0.authorStructures.union($0.authorPersons)) } ?? isJudgedByRecord
        // What the patient has allowed only the record knows; who is the patient or the treating physician too.
        case .patientConsent, .patientDocument: return isJudgedByRecord
        }
    }
}

extension DocumentEntry {
    /// Whether it is hidden from professionals (masqué aux PS).
    fileprivate var isHiddenFromProfessionals: Bool { confidentialityCodes.contains { $0.code == "MASQUE_PS" } }
    /// Whether the patient cannot see it.
    fileprivate var isInvisibleToPatient: Bool { confidentialityCodes.contains { $0.code == "INVISIBLE_PATIENT" } }
    /// The national identifiers of the authors (XCN.1).
    fileprivate var authorPersons: Set<String> { Set(authors.compactMap { $0.person?.prefix { $0 != "^" } }.map(String.init)) }
    /// The national identifiers of the authors' structures (XON.10).
    fileprivate var authorStructures: Set<String> {
        Set(
            authors.flatMap(\.institutions).compactMap { institution in
                let parts = institution.split(separator: "^", omittingEmptySubsequences: false)
                return parts.count > 9 ? String(parts[9]) : nil
            })
    }
}
