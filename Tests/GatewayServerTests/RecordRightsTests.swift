// What a professional finds and reads of others' documents, at the record store and through the gateway: masks, professions, emergencies, and the access journal.

import AuthorTrust
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import Testing
import XDSMessages

@Suite struct RecordRightsTests {
    /// A gateway before a store, both with the same documents to show.
    private func withRecord(_ work: (RunningGateway, RunningStore) async throws -> Void) async throws {
        let sandbox = try TestSandbox()
        let store = try await sandbox.startStore(requiresAssertion: true)
        let gateway = try await sandbox.startGateway(storePort: store.port)
        let record = store.repository
        #expect(try await record.register("1.2.1", by: RecordCaller.doctor))
        #expect(try await record.register("1.2.2", by: RecordCaller.radiologist))
        #expect(try await record.register("1.2.3", by: RecordCaller.radiologist, hidden: true))
        #expect(try await record.register("1.2.4", by: RecordCaller.doctor, hidden: true))
        #expect(try await record.register("1.2.5", by: RecordCaller.doctor, patient: RecordCaller.otherPatient))
        // A psychiatric summary, which the matrix closes to pharmacists.
        #expect(try await record.register("1.2.7", by: RecordCaller.doctor, type: "68599-0", class: "11"))
        do {
            try await work(gateway, store)
        } catch { Issue.record(error) }
        try await gateway.services.stop()
        try await store.services.stop()
    }

    private func found(_ caller: RecordCaller, _ query: StoredQueryRequest = RecordCaller.documents()) async throws -> [String] {
        try await caller.query(query).objects.documentEntries.map(\.uniqueId)
    }

    private static let doctorID = "899900042179"

    @Test func `what is hidden is found by its author and the treating physician alone, and unknown to others by its id`() async throws {
        try await withRecord { gateway, store async throws in
            let direct = RecordCaller(gateway.sandbox, storePort: store.port, as: "doctor", person: "doctor", mode: .direct)
            for doctor in [direct, RecordCaller(gateway, as: "doctor")] {
                #expect(try await found(doctor) == ["1.2.1", "1.2.2", "1.2.4", "1.2.7"])
                let answer = try await doctor.retrieve("1.2.3", "1.2.9")
                #expect(answer.response.status == .failure && answer.documents.isEmpty)
                // Nothing tells a document that is hidden from one that is not there.
                #expect(answer.response.errors.map(\.code) == [.documentUniqueIdError, .documentUniqueIdError])
                let contexts = answer.response.errors.map { $0.codeContext.replacing(/1\.2\.[0-9]/, with: "-") }
                #expect(contexts[0] == contexts[1])
                #expect(try await doctor.query(RecordCaller.named("1.2.3", as: .getDocumentsAndAssociations)).objects.associations.isEmpty)
            }
            try await store.repository.keep(PatientDecisions(treatingPhysicians: [Self.doctorID]), ofPatient: RecordCaller.patient)
            for doctor in [direct, RecordCaller(gateway, as: "doctor")] {
                #expect(try await found(doctor) == ["1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.7"])
                #expect(try await doctor.retrieve("1.2.3").documents.count == 1)
            }
        }
    }

    @Test func `a submission set of hidden documents alone is not found either`() async throws {
        try await withRecord { gateway, _ async throws in
            func sets(_ name: String) async throws -> Int {
                let query = StoredQueryRequest(
                    query: .findSubmissionSets,
                    parameters: [
                        QueryParameter("$XDSSubmissionSetPatientId", .string(RecordCaller.patient)),
                        QueryParameter("$XDSSubmissionSetStatus", anyOf: [.string(AvailabilityStatus.approved.rawValue)]),
                    ])
                return try await RecordCaller(gateway, as: name).query(query).objects.submissionSets.count
            }
            #expect(try await sets("doctor") == 4)
            #expect(try await sets("radiologist") == 4)
        }
    }

    @Test func `a type that the matrix closes to a profession is neither found nor given`() async throws {
        try await withRecord { gateway, store async throws in
            let direct = RecordCaller(gateway.sandbox, storePort: store.port, as: "pharmacist", person: "pharmacist", mode: .direct)
            for pharmacist in [direct, RecordCaller(gateway, as: "pharmacist")] {
                #expect(try await found(pharmacist) == ["1.2.1", "1.2.2"])
                #expect(try await found(pharmacist, RecordCaller.named("1.2.7")) == [])
                #expect(try await pharmacist.query(RecordCaller.documents(of: RecordCaller.patient, .objectRef)).objects.references.count == 2)
                #expect(try await pharmacist.retrieve("1.2.7").response.errors.map(\.code) == [.documentUniqueIdError])
                #expect(try await pharmacist.retrieve("1.2.1").documents.count == 1)
            }
        }
    }

    @Test func `nothing of another patient than the assertion's is found, read or changed`() async throws {
        try await withRecord { gateway, store async throws in
            let doctor = RecordCaller(gateway.sandbox, storePort: store.port, as: "doctor", person: "doctor", mode: .direct)
            let asked = try await doctor.query(RecordCaller.named("1.2.1", "1.2.5"))
            #expect(asked.response.errors.map(\.code) == [.patientIdDoesNotMatch] && asked.objects.documentEntries.isEmpty)
            let given = try await doctor.retrieve("1.2.5", "1.2.1")
            #expect(given.response.errors.map(\.code) == [.patientIdDoesNotMatch] && given.documents.map(\.request.documentUniqueId) == ["1.2.1"])
            let id = try await store.repository.entryUUID(of: "1.2.5")
            #expect(try await doctor.update(.statusChange(of: id, from: .approved, to: .deleted, in: .some())).errors.map(\.code) == [.patientIdDoesNotMatch])
            let through = try await RecordCaller(gateway, as: "doctor").retrieve("1.2.5", "1.2.1")
            #expect(through.response.errors[0].codeContext.hasPrefix("[relay.other-patient]") && through.documents.count == 1)
        }
    }

    @Test func `the glass is broken where the patient allows it, and every access stands in the journal with its reason`() async throws {
        try await withRecord { gateway, store async throws in
            var doctor = RecordCaller(gateway, as: "doctor")
            doctor.access = .breakGlass
            // Hidden from professionals stays hidden in an emergency, but for what the patient has allowed.
            #expect(try await found(doctor) == ["1.2.1", "1.2.2", "1.2.4", "1.2.7"])
            #expect(try await doctor.retrieve("1.2.2").documents.count == 1)
            try await store.repository.keep(PatientDecisions(opensHiddenInEmergency: true), ofPatient: RecordCaller.patient)
            #expect(try await found(doctor).contains("1.2.3"))
            #expect(try await doctor.retrieve("1.2.3").documents.count == 1)
            let journal = try await store.repository.accesses(ofPatient: RecordCaller.patient)
            #expect(journal.allSatisfy { $0.person == Self.doctorID && $0.structure == RecordCaller.practice && $0.access == "bris_de_glace" })
            #expect(journal.allSatisfy { $0.reason == "détresse" && $0.mode == "INDIRECTE_RENFORCEE" && $0.name?.contains("ROUVRAY") == true })
            #expect(journal.filter { $0.transaction == "ITI-43" }.map(\.documents) == [["1.2.2"], ["1.2.3"]])
            try await store.repository.keep(PatientDecisions(opposesEmergencyAccess: true), ofPatient: RecordCaller.patient)
            let closed = try await doctor.query(RecordCaller.documents())
            #expect(closed.response.errors.map(\.code) == [.localPolicyRestriction] && closed.objects.documentEntries.isEmpty)
            #expect(closed.response.errors[0].codeContext.contains("[record.emergency-opposed]"))
            #expect(try await store.repository.accesses(ofPatient: RecordCaller.patient).last?.outcome == "refused")
        }
    }

    @Test func `a professional whom the patient has blocked is refused, and nobody else`() async throws {
        try await withRecord { gateway, store async throws in
            try await store.repository.keep(PatientDecisions(blocked: [Self.doctorID]), ofPatient: RecordCaller.patient)
            let doctor = RecordCaller(gateway, as: "doctor")
            #expect(try await doctor.query(RecordCaller.documents()).response.errors[0].codeContext.contains("[record.blocked]"))
            #expect(try await doctor.retrieve("1.2.1").documents.isEmpty)
            #expect(try await found(RecordCaller(gateway, as: "radiologist")).contains("1.2.1"))
        }
    }

    @Test func `a structure by itself finds references, whole what it deposited, and reads nothing else`() async throws {
        try await withRecord { gateway, store async throws in
            #expect(try await store.repository.register("1.2.6", by: RecordCaller.radiologist, at: RecordCaller.hospital))
            let hospital = RecordCaller(
                gateway.sandbox, storePort: store.port, as: "hospital", person: "doctor", mode: .indirect, structure: RecordCaller.hospital)
            #expect(try await hospital.query(RecordCaller.documents(of: RecordCaller.patient, .objectRef)).objects.references.count == 4)
            let whole = try await hospital.query(RecordCaller.documents())
            #expect(whole.response.errors.map(\.code) == [.localPolicyRestriction])
            #expect(whole.response.errors[0].codeContext.contains("searchMetadata, structure/normal, INDIRECTE"))
            #expect(try await found(hospital, RecordCaller.named("1.2.6")) == ["1.2.6"])
            let read = try await hospital.retrieve("1.2.6", "1.2.1")
            #expect(read.documents.map(\.request.documentUniqueId) == ["1.2.6"])
            #expect(read.response.errors.map(\.code) == [.localPolicyRestriction] && read.response.errors[0].codeContext.contains("TD3.2 read"))
        }
    }

    @Test func `another's document is neither archived nor shown again, and a hidden one is not there to be changed`() async throws {
        try await withRecord { gateway, store async throws in
            let direct = RecordCaller(gateway.sandbox, storePort: store.port, as: "doctor", person: "doctor", mode: .direct)
            func change(_ id: String, to status: AvailabilityStatus) async throws -> [RegistryErrorCode] {
                let entry = try await store.repository.entryUUID(of: id)
                return try await direct.update(.statusChange(of: entry, from: .approved, to: status, in: .some())).errors.map(\.code)
            }
            #expect(try await change("1.2.2", to: .archived) == [.localPolicyRestriction])
            #expect(try await change("1.2.2", to: .deleted) == [.localPolicyRestriction])
            #expect(try await change("1.2.3", to: .deleted) == [.unresolvedReference])
            #expect(try await change("1.2.1", to: .archived) == [])
        }
    }
}
