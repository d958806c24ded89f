// The functional matrices: which actor may do what, in which mode, and the note that decides.

public import ClinicalTypes

/// What can be done with a record or a document: the rows of the matrices, and the replacement that they treat as a deposit.
public enum RecordAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// Signing in.
    case authenticate
    /// Asking whether a record exists.
    case checkExistence
    /// Declaring oneself authorised.
    case declareAuthorised
    /// Ending one's authorisation.
    case endAuthorisation
    /// Ceasing to be the treating physician.
    case resignAsTreatingPhysician
    /// Listing the records that one is authorised for.
    case listRecords
    /// Finding a patient without the national identifier.
    case findWithoutIdentifier
    /// Opening the record's web access.
    case openWebAccess
    /// Reading administrative data.
    case readAdministrativeData
    /// Listing who is authorised or blocked.
    case listAuthorised
    /// Adding a document.
    case deposit
    /// Replacing a document by a new version: a deposit, limited to one's own documents or those of one's structure.
    case replace
    /// Searching for documents.
    case searchMetadata
    /// Searching for the reference of a document.
    case searchReference
    /// Reading a document.
    case read
    /// Reading a document that is hidden from professionals.
    case readHidden
    /// Reading a document that the patient cannot see.
    case readInvisible
    /// Reading an archived document.
    case readArchived
    /// Reading an old version.
    case readObsolete
    /// Reading a deleted document.
    case readDeleted
    /// Hiding a document from professionals.
    case hide
    /// Ending that.
    case unhide
    /// Making a document visible to the patient.
    case showToPatient
    /// Archiving a document.
    case archive
    /// Taking a document out of the archive.
    case unarchive
    /// Deleting a document.
    case delete
}

/// The functional matrices of the shared record.
public enum FunctionalRights {
    /// Whether this actor, in this mode and under these circumstances, may do this with a document of this type.
    ///
    /// The publisher says of the matrices that the record enforces them and that they are given for information: what follows from a refusal here is the
    /// policy's to say.
    public static func decision(
        for actor: RightsActor, mode: AuthenticationMode, access: RecordAccess = .normal, action: RecordAction, documentType: CodedValue? = nil
    ) -> RightsDecision {
        let matrix = mode == .reinforced ? reinforced : direct
        let column = actor.category.map { "\($0.rawValue)/\(access.rawValue)" }
        let wanted = action == .replace ? RecordAction.deposit : action
        func decided(_ outcome: RightsOutcome, _ note: RightsNote? = nil, _ transaction: String? = nil) -> RightsDecision {
            RightsDecision(
                outcome: outcome, note: note, transaction: transaction, actor: actor, mode: mode, access: access, action: action, source: matrix.source,
                date: matrix.date)
        }
        let rows = matrix.rows.filter { matrix.cell($0, "action") == wanted.rawValue }
        guard let column, matrix.columns.contains(column), !rows.isEmpty else { return decided(.notCovered) }
        // A deposit has two transactions, one of them for employees alone: the one that is open decides.
        let row = rows.first { matrix.cell($0, column) != "no" } ?? rows[0]
        let (cell, transaction) = (matrix.cell(row, column), matrix.cell(row, "transaction"))
        guard cell != "no" else { return decided(.refused, nil, transaction) }
        if let documentType, isOfPatient(documentType), !matrix.cell(row, "patient_documents").isEmpty, actor.category != .treatingPhysician {
            return decided(.refused, notes["*"], transaction)
        }
        let number = cell.split(separator: " ").dropFirst().first.map(String.init)
        if action == .replace {
            let isPerson = actor.category != .structure && actor.category != .employee
            return decided(.allowed, notes[isPerson ? "8" : "9"], transaction)
        }
        return decided(.allowed, number.flatMap { notes[$0] }, transaction)
    }

    /// The notes of both matrices, by number.
    public static let notes: [String: RightsNote] = {
        let table = RightsTable(named: "rights-notes")
        return Dictionary(
            uniqueKeysWithValues: table.rows.map { row in
                let text = Bilingual(fr: table.cell(row, "fr"), en: table.cell(row, "en"))
                let number = table.cell(row, "number")
                return (number, RightsNote(number: number, condition: RightsCondition(rawValue: table.cell(row, "condition")), text: text))
            })
    }()

    static let direct = RightsTable(named: "functional-rights")
    static let reinforced = RightsTable(named: "functional-rights-reinforced")

    /// Whether documents of that type are the patient's own (class 90 of TRE_A03).
    private static func isOfPatient(_ type: CodedValue) -> Bool { type.code.hasPrefix("EXPPAT_") }
}
