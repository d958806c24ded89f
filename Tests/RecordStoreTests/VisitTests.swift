// Who sees, reads and changes what: by profession, mode and circumstances, the document's type and visibility, and what the patient has decided.

import AuthorTrust
import ClinicalTypes
import Foundation
import Testing
import XDSMessages

@testable import RecordStore

@Suite struct VisitTests {
    private static let author = "801234567897"

    private func visit(
        _ profession: String = "10", expertise: String? = "SM26", system: String = "1.2.250.1.71.1.2.7", person: String = "899900043052",
        mode: AuthenticationMode = .direct, access: AccessMode = .normal, after decisions: PatientDecisions = PatientDecisions()
    ) -> RecordVisit {
        let claims = VIHF(
            mode: mode, subject: person, subjectName: "X", profession: CodedValue(code: profession, system: system),
            expertise: expertise.map { CodedValue(code: $0, system: "1.2.250.1.71.4.2.5") }, structure: "1990780017",
            sector: CodedValue(code: "SA01", system: "1.2.250.1.71.4.2.4"), access: access, reason: access == .breakGlass ? "r" : nil,
            patient: ClaimedPatient(identifier: "279035121518989", root: "1.2.250.1.213.1.4.10"),
            software: SendingSoftware(name: "n", version: "1", homologation: "h"))
        return RecordVisit(visitor: RecordVisitor(claims), decisions: decisions)
    }

    private func entry(
        type: String = "11488-4", scheme: String = "2.16.840.1.113883.6.1", _ codes: [String] = [], status: AvailabilityStatus = .approved
    ) -> DocumentEntry {
        var entry = Fixture.entry("1.2.3")
        entry.typeCode = Code(code: type, scheme: scheme)
        entry.authors = [
            Author(person: "\(Self.author)^ESSAI^Alice", institutions: ["Cabinet^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499900042179001"])
        ]
        entry.confidentialityCodes += codes.map { Code(code: $0, scheme: "1.2.250.1.213.1.1.4.13") }
        entry.availabilityStatus = status
        return entry
    }

    @Test(
        arguments: [
            ("10", "SM26", "1.2.250.1.71.1.2.7", true), ("10", "SM26", "1.2.250.1.71.1.2.8", true), ("60", nil, "1.2.250.1.71.1.2.7", false),
            ("21", nil, "1.2.250.1.71.1.2.7", false), ("40", nil, "1.2.250.1.71.1.2.7", false), ("SECRETARIAT_MEDICAL", nil, "1.2.250.1.213.1.1.4.6", true),
            ("99", nil, "1.2.250.1.213.1.6.1.140", true),
        ] as [(String, String?, String, Bool)])
    func `a psychiatric summary is there for physicians, and not for nurses, pharmacists and dentists`(
        profession: String, expertise: String?, system: String, isThere: Bool
    ) {
        let visit = visit(profession, expertise: expertise, system: system)
        #expect(visit.sees(entry(type: "68599-0")) == isThere)
        // Those who read nothing are told of references, and refused by the functional matrix.
        let reads = isThere && system.hasPrefix("1.2.250.1.71.")
        #expect((visit.sees(entry(type: "68599-0")) && visit.obstacle(toReading: entry(type: "68599-0")) == nil) == reads)
    }

    @Test func `a physician of occupational health searches and reads nothing`() {
        let visit = visit(expertise: "SM25")
        #expect(visit.obstacle(to: .searchMetadata) == nil && visit.sees(entry()))
        #expect(visit.obstacle(toReading: entry())?.contains("TD3.2 read, occupationalPhysician/normal") == true)
    }

    @Test func `a type that is in no table is there for those who see the whole record`() {
        #expect(visit().sees(entry(type: "unknown", scheme: "1.2.3")))
        #expect(!visit("70", expertise: nil).sees(entry(type: "unknown", scheme: "1.2.3")))
    }

    @Test func `what is hidden is there for its author, the treating physician, and in an emergency that the patient opened`() {
        let hidden = entry(["MASQUE_PS"])
        #expect(!visit().sees(hidden))
        #expect(visit(person: Self.author).sees(hidden))
        let treated = PatientDecisions(treatingPhysicians: ["899900043052"])
        #expect(visit(after: treated).sees(hidden) && visit(after: treated).obstacle(toReading: hidden) == nil)
        #expect(!visit("60", expertise: nil, after: treated).sees(hidden), "a nurse is no physician, whatever the list says")
        for access in [AccessMode.breakGlass, .regulation] {
            #expect(!visit(access: access).sees(hidden))
            #expect(visit(access: access, after: PatientDecisions(opensHiddenInEmergency: true)).sees(hidden))
        }
        #expect(!visit(after: PatientDecisions(opensHiddenInEmergency: true)).sees(hidden), "in the usual case nothing is opened")
        #expect(!visit(mode: .indirect).sees(hidden))
    }

    @Test func `what a patient may not see is there for professionals`() {
        #expect(visit().sees(entry(["INVISIBLE_PATIENT"])) && visit().obstacle(toReading: entry(["INVISIBLE_PATIENT"])) == nil)
    }

    @Test(arguments: [AvailabilityStatus.approved, .deprecated, .archived, .deleted])
    func `documents of every status are read by professionals, and by no structure or employee`(status: AvailabilityStatus) {
        let document = entry(status: status)
        #expect(visit().obstacle(toReading: document) == nil)
        #expect(visit(mode: .reinforced).obstacle(toReading: document) == nil)
        #expect(visit(mode: .indirect).obstacle(toReading: document)?.contains("structure/normal, INDIRECTE") == true)
        #expect(visit("SECRETARIAT_MEDICAL", expertise: nil, system: "1.2.250.1.213.1.1.4.6").obstacle(toReading: document) != nil)
    }

    @Test func `the patient closes the record to emergencies, to regulation and to single professionals`() {
        func code(_ visit: RecordVisit) -> String? { visit.closure?.codeContext.split(separator: "]").first.map { String($0.dropFirst()) } }
        let decisions = PatientDecisions(blocked: ["899900043052"], opposesEmergencyAccess: true, opposesRegulationAccess: true)
        #expect(code(visit(after: decisions)) == "record.blocked")
        #expect(code(visit(person: Self.author, after: decisions)) == nil)
        #expect(code(visit(access: .breakGlass, after: decisions)) == "record.emergency-opposed")
        #expect(code(visit(access: .regulation, after: decisions)) == "record.regulation-opposed")
        #expect(code(visit(access: .breakGlass)) == nil && code(visit()) == nil)
        // A deposit names whoever is responsible, who does not visit.
        #expect(code(visit(mode: .indirect, after: decisions)) == nil)
    }

    @Test func `visibility is changed in the usual case alone, and shown again by the author or the treating physician`() {
        let (open, hidden) = (entry(), entry(["MASQUE_PS"]))
        #expect(visit().obstacle(to: hidden, after: open) == nil)
        #expect(visit(access: .breakGlass).obstacle(to: hidden, after: open)?.contains("TD3.3a hide") == true)
        #expect(visit().obstacle(to: open, after: hidden)?.hasSuffix("note 8") == true)
        #expect(visit(person: Self.author).obstacle(to: open, after: hidden) == nil)
        #expect(visit(after: PatientDecisions(treatingPhysicians: ["899900043052"])).obstacle(to: open, after: hidden) == nil)
        #expect(visit("60", expertise: nil).obstacle(to: entry(), after: entry(["INVISIBLE_PATIENT"])) == nil)
        #expect(visit(mode: .indirect).obstacle(to: entry(), after: entry(["INVISIBLE_PATIENT"])) != nil)
    }

    @Test func `a patient's own document is archived by the treating physician alone`() {
        let own = entry(type: "EXPPAT_1", scheme: "1.2.250.1.213.1.1.4.12")
        #expect(visit().obstacle(to: .archived, from: .approved, of: own)?.hasSuffix("note *") == true)
        #expect(visit(after: PatientDecisions(treatingPhysicians: ["899900043052"])).obstacle(to: .archived, from: .approved, of: own) == nil)
        #expect(visit(person: Self.author).obstacle(to: .deprecated, from: .approved, of: entry()) == "status")
    }

    @Test func `decisions are kept over a restart, and accesses in their order`() async throws {
        let folder = TemporaryFolder()
        let decisions = PatientDecisions(treatingPhysicians: ["a"], blocked: ["b"], opposesEmergencyAccess: true)
        let moment = Date(timeIntervalSince1970: 1_790_000_000)
        let first = try RegistryRepository(folder: folder.url, now: { moment })
        try await first.keep(decisions, ofPatient: Fixture.patient)
        let visitor = visit().visitor
        _ = try await first.query(
            StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryUniqueId", anyOf: [.string("1.2.3")])]), for: visitor)
        _ = try await first.retrieve(
            RetrieveRequest(documents: [DocumentRequest(repositoryUniqueId: StoreOptions.sandboxRepositoryUniqueId, documentUniqueId: "1.2.3")]), for: visitor)
        let second = try RegistryRepository(folder: folder.url, now: { moment })
        #expect(try await second.decisions(ofPatient: Fixture.patient) == decisions)
        #expect(try await second.decisions(ofPatient: Fixture.otherPatient) == PatientDecisions())
        let journal = try await second.accesses(ofPatient: Fixture.patient)
        #expect(journal.map(\.transaction) == ["ITI-18", "ITI-43"] && journal.map(\.outcome) == ["given", "refused"])
        #expect(journal.allSatisfy { $0.moment == moment && $0.person == "899900043052" && $0.documents.isEmpty })
        #expect(try await second.accesses(ofPatient: Fixture.otherPatient).isEmpty)
        #expect("\(journal[0]) \(decisions) \(visitor)" == "ITI-18 normal given decisions of a patient visitor DIRECTE normal")
    }
}
