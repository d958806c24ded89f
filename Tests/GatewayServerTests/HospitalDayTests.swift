// A day in a hospital, with an hour without the record store and two restarts; see `conformance/day` for the same with programs that are killed.

import CredentialChecks
import Foundation
import HL7v2Messages
import Journal
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct HospitalDayTests {
    /// A test identity with its key (modulo 97).
    private static func patient(_ number: Int) -> String {
        let serial = 2_580_738_998_000 + number
        let key = 97 - serial % 97
        return "\(serial)\(key < 10 ? "0" : "")\(key)"
    }

    /// When an attempt follows the first, in seconds, by the default pauses at their longest: from two seconds doubling up to a quarter of an hour.
    private static let schedule: [Double] = [0, 2, 6, 14, 30, 62, 126, 254, 510, 1022, 1922, 2822, 3722]

    @Test func `after an hour without the store and two restarts it holds exactly what it should, and each message is acknowledged once`() async throws {
        let (anne, bruno, chloe, denis, opposed) = (Self.patient(1), Self.patient(2), Self.patient(3), Self.patient(4), Self.patient(5))
        let day = try await HospitalDay()
        let (laboratory, radiology) = (day.laboratory, day.radiology)
        func report(_ patient: String, _ sample: String = "laboratory-report") throws -> HospitalReport { try HospitalReport(sample, of: patient) }

        // Morning: four patients who let their record be fed, and one who does not.
        for patient in [anne, bruno, chloe, denis] { try await day.desk.announce(patient, "INO") }
        try await day.desk.announce(opposed, "IO")
        var blood = try report(anne)
        try await laboratory.send(blood, .new)
        try blood.correct()
        try await laboratory.send(blood, .corrected)
        var urine = try report(bruno)
        try await laboratory.send(urine, .new)
        let mistaken = try report(chloe), taken = try report(denis)
        try await laboratory.send(mistaken, .new)
        try await laboratory.send(taken, .new)
        let chest = try report(anne, "imaging-chest-radiograph")
        try await radiology.send(chest, .new)
        var hand = try report(bruno, "imaging-chest-radiograph")
        try await radiology.send(hand, .new)
        try hand.correct()
        try await radiology.send(hand, .corrected)
        let secret = try report(opposed)
        let refusal = try await laboratory.send { secret.message(.new, from: "SIL", controlID: $0) }
        #expect(refusal.contains("consent.feeding-opposed"))
        try await day.live()
        try await laboratory.send(mistaken, .cancelled)
        try await day.live()
        #expect(try await day.passages().allSatisfy { [.forwarded, .withdrawn, .refused].contains($0.storeLeg) })

        // What was taken before a restart is carried on after it.
        let early = try report(chloe)
        try await laboratory.send(early, .new)
        try await day.restartGateway()
        try await day.live()

        // Noon: the store is away for an hour.
        day.clock.advance(by: 4 * 3600)
        try await day.closeStore()
        let noon = day.clock.now
        var glucose = try report(anne)
        try await laboratory.send(glucose, .new)
        try glucose.correct()
        try await laboratory.send(glucose, .corrected)
        try await radiology.send(chest, .cancelled)
        let knee = try report(bruno, "imaging-chest-radiograph")
        try await radiology.send(knee, .new)
        let lipids = try report(chloe)
        try await laboratory.send(lipids, .new)
        try await laboratory.send(taken, .cancelled)
        let levels = (structured: try report(denis), printed: try report(denis))
        try await laboratory.send(levels.structured, .new, with: levels.printed)
        _ = try await day.settled()
        // The first of each patient was tried, and comes to the store before it is deleted there; what was not tried is given up.
        try await radiology.send(knee, .cancelled)
        let neverSent = try report(chloe)
        let neverSentMessage = try await laboratory.send(neverSent, .new)
        try await laboratory.send(neverSent, .cancelled)
        try urine.correct()
        try await laboratory.send(urine, .corrected)
        try await day.live(until: noon.addingTimeInterval(1500))
        try await day.restartGateway()
        try await day.live(until: noon.addingTimeInterval(3600))
        let outage = try await day.passages().filter { $0.receivedAt >= noon }
        #expect(outage.count == 8 && outage.count { $0.storeLeg == .queued } == 7)
        #expect(outage.filter { $0.failure?.code == "network.no-connection" }.map(\.attempts) == [12, 12, 12])
        try await day.openStore()
        try await day.live()

        // Every attempt was made when it was due, by the same count over the restart, and none at all by those who had to wait for another.
        for head in [glucose.versions[0].id, knee.id, lipids.id] { #expect(try await day.attempts(of: head, since: noon) == Self.schedule) }
        #expect(try await day.attempts(toDelete: taken.id, since: noon) == Self.schedule)
        for follower in [glucose.id, urine.id, levels.structured.id, levels.printed.id] { #expect(try await day.attempts(of: follower, since: noon) == [3722]) }
        for deleted in [chest.id, knee.id] { #expect(try await day.attempts(toDelete: deleted, since: noon) == [3722]) }

        // Afternoon: consent is given, a result of noon is taken back, a patient goes home.
        try await day.desk.announce(opposed, "INO")
        let consented = try report(opposed)
        try await laboratory.send(consented, .new)
        try await laboratory.send(glucose, .cancelled)
        try await day.desk.announce(anne, "NA", event: "A03")
        try await day.live()

        // Evening: the store, in the order of each patient.
        let stored = try await day.stored()
        func expect(_ patient: String, _ expected: [(HospitalReport, version: Int, AvailabilityStatus)]) {
            let held = stored.filter { $0.patientId.hasPrefix("\(patient)^") }
            #expect(held.map(\.uniqueId) == expected.map { $0.0.versions[$0.version].id })
            #expect(held.map(\.status) == expected.map { $0.2 })
            #expect(held.map(\.hash) == expected.map { hexadecimal(Digest.sha1($0.0.versions[$0.version].bytes)) })
        }
        expect(anne, [(blood, 0, .deprecated), (blood, 1, .approved), (chest, 0, .deleted), (glucose, 0, .deprecated), (glucose, 1, .deleted)])
        expect(bruno, [(urine, 0, .deprecated), (hand, 0, .deprecated), (hand, 1, .approved), (knee, 0, .deleted), (urine, 1, .approved)])
        expect(chloe, [(mistaken, 0, .deleted), (early, 0, .approved), (lipids, 0, .approved)])
        expect(denis, [(taken, 0, .deleted), (levels.structured, 0, .approved), (levels.printed, 0, .approved)])
        expect(opposed, [(consented, 0, .approved)])
        #expect(stored.allSatisfy { $0.storedCount == 1 } && stored.count == 17)

        // Consents: what was not asked in the evening undoes nothing.
        #expect(try await day.consent(of: anne)?.opposesFeeding == false)
        #expect(try await day.consent(of: opposed)?.opposesFeeding == false)

        // Every sender has its business acknowledgement, once, whether its message had one document or two; the partner was busy once, and got that one again under the same id.
        let asked = [laboratory, radiology].flatMap { $0.answers.filter { $0.value == "AA" }.keys }
        #expect(Set(day.told.keys) == Set(asked) && day.told.values.allSatisfy { $0.count == 1 })
        #expect(day.partner.received.count == asked.count + 1)
        #expect(day.told.filter { $0.value.values.contains("N") }.map(\.key) == [neverSentMessage])
        try await day.end()
    }
}
