// Consent in the journal: the last announcement counts, and no patient can be read out of it.

import Foundation
import Journal
import Testing

@Suite struct ConsentTests {
    private let patient = "260058815400233^^^&1.2.250.1.213.1.4.10&ISO^NH"

    @Test(arguments: JournalKind.all)
    func `what a patient allows is kept, and the last announcement counts`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            #expect(try await journal.consent(ofPatient: patient) == nil)
            let first = PatientConsent(opposesFeeding: true, allowsConsultation: nil, announcedAt: place.start)
            try await journal.record(first, ofPatient: patient)
            #expect(try await journal.consent(ofPatient: patient) == first)
            let second = PatientConsent(opposesFeeding: false, allowsConsultation: true, announcedAt: place.after(60))
            try await journal.record(second, ofPatient: patient)
            try await journal.record(first, ofPatient: patient)
            #expect(try await journal.consent(ofPatient: patient) == second)
            #expect(try await journal.consent(ofPatient: "other") == nil)
        }
    }

    @Test func `the folder holds no identifier of the patient`() async throws {
        let place = JournalPlace()
        let journal = try SQLiteJournal(folder: place.folder, key: place.key, now: place.start)
        try await journal.record(PatientConsent(opposesFeeding: true, allowsConsultation: false, announcedAt: place.start), ofPatient: patient)
        try await journal.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: place.folder) {
            let bytes = try Data(contentsOf: URL(filePath: place.folder).appending(path: name))
            #expect(bytes.range(of: Data("260058815400233".utf8)) == nil)
        }
    }
}
