// Consent in the journal: the last announcement counts, and only a pseudonym tells whose it is.

import Foundation
import GRDB

extension SQLiteJournal {
    /// Writes down what a patient allows, in place of what was known; what was not asked this time stays as it was.
    public func record(_ consent: PatientConsent, ofPatient id: String) async throws(JournalFailure) {
        let patient = key.pseudonym(ofPatient: id)
        try await writer.write { ledger in
            try ledger.db.execute(
                sql: """
                    INSERT INTO consent (patient, opposesFeeding, allowsConsultation, announcedAt) VALUES (?, ?, ?, ?)
                    ON CONFLICT (patient) DO UPDATE SET opposesFeeding = coalesce(excluded.opposesFeeding, opposesFeeding),
                    allowsConsultation = coalesce(excluded.allowsConsultation, allowsConsultation),
                    announcedAt = excluded.announcedAt WHERE excluded.announcedAt >= announcedAt
                    """,
                arguments: [Data(patient), consent.opposesFeeding, consent.allowsConsultation, consent.announcedAt.milliseconds])
        }
    }

    /// What a patient allows; nil where nothing was ever announced.
    public func consent(ofPatient id: String) async throws(JournalFailure) -> PatientConsent? {
        let patient = Data(key.pseudonym(ofPatient: id))
        return try await read { ledger in
            try Row.fetchOne(ledger.db, sql: "SELECT opposesFeeding, allowsConsultation, announcedAt FROM consent WHERE patient = ?", arguments: [patient]).map
            { row in
                PatientConsent(
                    opposesFeeding: row["opposesFeeding"], allowsConsultation: row["allowsConsultation"], announcedAt: Date(milliseconds: row["announcedAt"]))
            }
        }
    }
}
