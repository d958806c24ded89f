// The journals that the conformance kit runs against, and the passages that it runs with.

import ClinicalTypes
import Foundation
import Journal
import Testing

/// A kind of journal: how one is opened at a place, again and again.
struct JournalKind: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (JournalPlace, JournalRole) async throws -> any PassageJournal & ErrandJournal

    static let all: [JournalKind] = [
        JournalKind(testDescription: "SQLite") { place, role in
            try SQLiteJournal(folder: place.folder, key: place.key, role: role, now: place.start)
        }
    ]
}

/// A place where a test keeps a journal; gone with the test.
final class JournalPlace: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
    let key = try! JournalKey([UInt8](repeating: 7, count: 32))
    let start = Date(timeIntervalSince1970: 1_800_000_000)

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// An instant so many seconds after the start.
    func after(_ seconds: Double) -> Date { start.addingTimeInterval(seconds) }
}

/// Opens a journal at a fresh place, runs a test with it and closes it.
func withJournal(_ kind: JournalKind, _ test: (any PassageJournal & ErrandJournal, JournalPlace) async throws -> Void) async throws {
    let place = JournalPlace()
    let journal = try await kind.open(place, .gateway)
    try await test(journal, place)
    try await journal.close()
}

extension JournalPlace {
    /// A submission that the gateway accepted.
    func accepted(
        _ documentID: String, patient: String = "p1", replacing parent: String? = nil, body: String? = nil, at seconds: Double = 0, type: String = "11502-2",
        forRecord: Bool = true, errands: [ErrandOrder] = []
    ) -> Submission {
        Submission(
            receivedAt: after(seconds), door: "https", sender: SenderIdentity(certificateFingerprint: "ab12", identity: "899700000001"),
            facts: DocumentFacts(uniqueID: documentID, parentUniqueID: parent, typeCode: type, classCode: "11", space: .laboratory),
            body: Array((body ?? "<ClinicalDocument>\(documentID)</ClinicalDocument>").utf8), report: Array("{\"findings\":[]}".utf8),
            decision: .accepted(
                ForwardingOrder(
                    patientID: patient,
                    identifiers: RegistryIdentifiers(
                        entryUUID: "urn:uuid:\(documentID)", submissionSetUUID: "urn:uuid:set-\(documentID)", submissionSetUniqueID: "1.2.\(seconds)"),
                    metadata: Array("{\"patient\":\"\(patient)\"}".utf8), isForRecord: forRecord)), errands: errands)
    }

    /// An acknowledgement that is ordered with a document, or with an errand.
    func notice(_ key: String, _ topic: String = "Z01", to partner: String = "lab", cue: ErrandCue = .ending) -> ErrandOrder {
        ErrandOrder(kind: .notice, topic: topic, destination: partner, key: key, lane: "partner \(partner)", cue: cue, content: Array("notice \(key)".utf8))
    }

    /// A mail that is ordered with a document.
    func mail(_ key: String, to address: String = "SECRET@example.org", followers: [ErrandOrder] = []) -> ErrandOrder {
        ErrandOrder(
            kind: .mail, topic: "professional", destination: "mail", key: "\(key) \(address)", lane: address, content: Array("mail \(key)".utf8),
            followers: followers)
    }

    /// The deletion of a document.
    func withdrawal(_ documentID: String, patient: String = "p1", key: String? = nil, followers: [ErrandOrder] = []) -> ErrandOrder {
        ErrandOrder(
            kind: .withdrawal, topic: "DMP", destination: "store", key: key ?? "delete \(documentID)", documentUniqueID: documentID, patientID: patient,
            content: Array("delete".utf8), followers: followers)
    }

    /// A submission that the gateway refused.
    func refused(_ documentID: String?, at seconds: Double = 0) -> Submission {
        Submission(
            receivedAt: after(seconds), door: "https", sender: SenderIdentity(), facts: DocumentFacts(uniqueID: documentID), body: Array("<x/>".utf8),
            report: Array("{}".utf8), decision: .refused(PassageFailure(code: "structure.root", failureClass: .refusal, message: "wrong root")))
    }
}

let busy = PassageFailure(code: "XDSRegistryBusy", failureClass: .transient, message: "busy")
let lost = PassageFailure(code: "network.timed-out", failureClass: .ambiguous, message: "timed out")
let final = PassageFailure(code: "XDSRegistryMetadataError", failureClass: .permanent, message: "metadata", advice: "mend it")

extension PassageJournal {
    /// Writes an accepted submission and gives its passage.
    func put(_ submission: Submission) async throws -> Passage { try await accept(submission).passage }

    /// Claims one passage by its document and ends its turn.
    func end(_ documentID: String, _ outcome: AttemptOutcome, at now: Date) async throws {
        let claims = try await claim(limit: 100, now: now)
        let claim = try #require(claims.first { $0.passage.facts.uniqueID == documentID })
        _ = try await complete(claim.passage.id, outcome, now: now)
    }

    /// The document ids that can be claimed now, in order.
    func claimIDs(at now: Date, limit: Int = 100) async throws -> [String] {
        try await claim(limit: limit, now: now).map { $0.passage.facts.uniqueID ?? "" }
    }
}

/// Runs something that must fail with a failure of the journal.
func expectFailure(_ failure: JournalFailure, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void) async {
    do {
        try await body()
        Issue.record("expected \(failure)", sourceLocation: sourceLocation)
    } catch let caught as JournalFailure {
        #expect(caught == failure, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
}

extension ErrandJournal {
    /// The topics of errands that can be claimed now, in order.
    func claimTopics(_ kinds: Set<ErrandKind> = Set(ErrandKind.allCases), at now: Date, limit: Int = 100) async throws -> [String] {
        try await claimErrands(kinds, limit: limit, now: now).map(\.topic)
    }

    /// All errands in the order in which they were written down.
    func allErrands(_ filter: ErrandFilter = ErrandFilter()) async throws -> [Errand] {
        try await errands(matching: filter, before: nil, limit: 500).errands.reversed()
    }
}
