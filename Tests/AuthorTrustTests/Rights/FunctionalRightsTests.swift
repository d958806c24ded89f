// The functional matrices: who may do what, in which mode, with which note.

import ClinicalTypes
import Testing

@testable import AuthorTrust

private func actor(_ category: ActorCategory) -> RightsActor { RightsActor(category: category) }
private func decision(
    _ category: ActorCategory, _ action: RecordAction, _ mode: AuthenticationMode = .direct, _ access: RecordAccess = .normal, type: String? = nil
) -> RightsDecision {
    FunctionalRights.decision(
        for: actor(category), mode: mode, access: access, action: action,
        documentType: type.map { CodedValue(code: $0, system: "1.2.250.1.213.1.1.4.12") })
}

@Suite struct FunctionalRightsTests {
    @Test(arguments: [ActorCategory.professional, .physician, .occupationalPhysician, .treatingPhysician])
    func `every professional may deposit directly, and answers for it`(category: ActorCategory) {
        let found = decision(category, .deposit)
        #expect(found.isAllowed && found.note == nil && found.transaction == "TD2.1")
        #expect(found.accountability == .person)
    }

    @Test(arguments: [(ActorCategory.structure, AuthenticationMode.indirect, "TD2.1"), (.employee, .direct, "TD2.2")])
    func `a deposit of a structure or a secretary is accounted to the structure`(category: ActorCategory, mode: AuthenticationMode, transaction: String) {
        let found = decision(category, .deposit, mode)
        #expect(found.isAllowed && found.note?.number == "4" && found.transaction == transaction)
        #expect(found.note?.condition == .structureAccountable && found.accountability == .structure)
        #expect(found.check.code == "rights.granted" && found.check.expected == "PDT-INF-526 v1.8 (2024-09-25), note 4")
    }

    @Test(arguments: [ActorCategory.professional, .physician, .treatingPhysician, .employee])
    func `reinforced indirect authentication deposits nothing`(category: ActorCategory) {
        for action in [RecordAction.deposit, .replace] {
            let found = decision(category, action, .reinforced)
            #expect(found.outcome == .refused && found.source == "PDT-INF-606 v1.3" && found.date == "2025-07-08")
            #expect(found.check.code == "rights.refused" && found.check.source == .rights)
            #expect(found.check.field.hasSuffix("\(category.rawValue)/normal, INDIRECTE_RENFORCEE"))
            #expect(found.check.hint.fr.contains("renforcée"))
        }
    }

    @Test func `only one's own documents are replaced or deleted, or those of one's structure`() {
        #expect(decision(.physician, .replace).note?.condition == .ownDocuments)
        #expect(decision(.structure, .replace, .indirect).note?.condition == .structureDocuments)
        #expect(decision(.physician, .delete).note?.number == "8")
        #expect(decision(.structure, .delete, .indirect).note?.number == "9")
        #expect(decision(.employee, .delete, .reinforced).note?.number == "9")
    }

    @Test func `hiding is for normal circumstances, and not for structures`() {
        #expect(decision(.physician, .hide).isAllowed)
        #expect(decision(.physician, .unhide).note?.number == "8")
        #expect(decision(.treatingPhysician, .unhide).note == nil)
        #expect(decision(.physician, .hide, .direct, .emergency).outcome == .refused)
        #expect(decision(.structure, .hide, .indirect).outcome == .refused)
        #expect(decision(.employee, .hide).outcome == .refused)
    }

    @Test func `a patient's document is deleted by the treating physician alone`() {
        #expect(decision(.physician, .delete, type: "EXPPAT_1").outcome == .refused)
        #expect(decision(.physician, .delete, type: "EXPPAT_1").note?.condition == .patientDocument)
        #expect(decision(.treatingPhysician, .delete, type: "EXPPAT_1").isAllowed)
        #expect(decision(.physician, .delete, type: "11502-2").isAllowed)
        #expect(decision(.physician, .deposit, type: "EXPPAT_1").isAllowed)
    }

    @Test func `reading is not for occupational physicians, secretaries and structures`() {
        for category in [ActorCategory.occupationalPhysician, .employee, .structure] { #expect(decision(category, .read).outcome == .refused) }
        #expect(decision(.professional, .read).isAllowed)
        #expect(decision(.physician, .readHidden, .direct, .emergency).note?.condition == .patientConsent)
    }

    @Test func `what the matrices do not name is not decided`() {
        #expect(decision(.structure, .deposit, .reinforced).outcome == .notCovered)
        #expect(decision(.occupationalPhysician, .deposit, .reinforced).outcome == .notCovered)
        let nobody = FunctionalRights.decision(for: RightsActor(category: nil), mode: .direct, action: .deposit)
        #expect(nobody.outcome == .notCovered && nobody.check.outcome == .notApplicable && nobody.check.code == "rights.not-covered")
    }

    @Test(arguments: [FunctionalRights.direct, FunctionalRights.reinforced])
    func `each cell is yes, no, or a note that exists, and each row an action`(table: RightsTable) {
        #expect(table.rows.count > 24 && !table.source.isEmpty && table.date.count == 10)
        for row in table.rows {
            #expect(row.count == table.columns.count)
            #expect(RecordAction(rawValue: table.cell(row, "action")) != nil)
            for (column, cell) in zip(table.columns, row).dropFirst(3) {
                let parts = column.split(separator: "/")
                #expect(ActorCategory(rawValue: String(parts[0])) != nil && RecordAccess(rawValue: String(parts[1])) != nil)
                let words = cell.split(separator: " ").map(String.init)
                #expect(cell == "no" || cell == "yes" || (words.count == 2 && words[0] == "yes" && FunctionalRights.notes[words[1]] != nil))
            }
        }
    }

    @Test func `every note has a condition and two texts`() {
        #expect(FunctionalRights.notes.count == 10)
        for note in FunctionalRights.notes.values {
            #expect(note.condition != nil && !note.text.fr.isEmpty && !note.text.en.isEmpty, "\(note.number)")
        }
    }
}

@Suite struct RightsActorTests {
    private func category(
        _ kind: CredentialKind, person: String? = "899700000001", _ profession: String? = nil, _ system: String = "1.2.250.1.71.1.2.7",
        expertise: [String] = []
    ) -> ActorCategory? {
        RightsActor(
            NamedIdentity(
                kind: kind, person: person, profession: profession.map { CodedValue(code: $0, system: system) },
                expertise: expertise.map { CodedValue(code: $0, system: "1.2.250.1.71.4.2.5") })
        ).category
    }

    @Test func `a credential stands in the column of its kind and profession`() {
        #expect(category(.practitionerCard, "10") == .physician)
        #expect(category(.token, "10", expertise: ["SM25"]) == .occupationalPhysician)
        #expect(category(.assertion, "60") == .professional)
        #expect(category(.traineeCard, "10", "1.2.250.1.71.1.2.8") == .physician)
        #expect(category(.employeeCard) == .employee)
        #expect(category(.authorisedPersonCard) == .employee)
        #expect(category(.organizationCertificate, person: nil) == .structure)
        #expect(category(.assertion, person: nil) == .structure)
        #expect(category(.assertion, "SECRETARIAT_MEDICAL", "1.2.250.1.213.1.1.4.6") == .employee)
        #expect(category(.assertion, "AUTOMATE", "1.2.250.1.213.1.1.4.6") == .structure)
        #expect(category(.token, "93", "1.2.250.1.213.1.6.1.109") == nil)
        #expect(category(.token) == nil)
        let treating = RightsActor(
            NamedIdentity(kind: .token, person: "899700000001", profession: CodedValue(code: "10", system: "1.2.250.1.71.1.2.7")), isTreatingPhysician: true)
        #expect(treating.category == .treatingPhysician)
    }

    @Test func `the mode follows from what was proven, and an assertion may only narrow it`() {
        func mode(_ kinds: [CredentialKind], _ declared: AuthenticationMode? = nil) -> AuthenticationMode? {
            AuthenticationMode(of: kinds.map { NamedIdentity(kind: $0) }, declared: declared)
        }
        #expect(mode([]) == nil)
        #expect(mode([.directory]) == nil)
        #expect(mode([.practitionerCard]) == .direct)
        #expect(mode([.practitionerCard, .token]) == .direct)
        #expect(mode([.organizationCertificate]) == .indirect)
        #expect(mode([.organizationCertificate, .assertion]) == .indirect)
        #expect(mode([.organizationCertificate, .assertion], .reinforced) == .reinforced)
        #expect(mode([.organizationCertificate, .token]) == .reinforced)
        #expect(mode([.organizationCertificate, .assertion, .token], .direct) == .reinforced)
        #expect(mode([.organizationCertificate, .assertion], .direct) == .indirect)
        #expect(mode([.token]) == .reinforced)
    }
}

@Suite struct HabilitationMatrixTests {
    private func right(_ profession: String, _ type: String, _ space: Space, system: String = "1.2.250.1.71.1.2.7", expertise: [String] = []) -> ReadingRight? {
        HabilitationMatrix.right(
            of: CodedValue(code: profession, system: system), expertise: expertise.map { CodedValue(code: $0, system: "1.2.250.1.71.4.2.5") },
            toRead: CodedValue(code: type, system: "2.16.840.1.113883.6.1"), in: space)
    }

    @Test func `a physician reads all but the certificate of residence`() {
        #expect(right("10", "11502-2", .laboratory)?.isAllowed == true)
        #expect(right("10", "ATTEST-RESID", .certificate)?.isAllowed == false)
    }

    @Test func `an occupational physician reads nothing, officially`() {
        let found = right("10", "11502-2", .laboratory, expertise: ["SM25"])
        #expect(found?.isAllowed == false && found?.standing == .official)
    }

    @Test func `what the press reported and what this project invented are told apart`() {
        #expect(right("21", "75496-0", .report)?.standing == .press)
        #expect(right("21", "75496-0", .report)?.isAllowed == false)
        #expect(right("50", "68599-0", .summary)?.standing == .project)
        #expect(right("98", "11502-2", .laboratory)?.isAllowed == false)
        #expect(right("41", "11502-2", .laboratory, system: "1.2.250.1.213.1.6.1.4")?.isAllowed == false)
    }

    @Test func `nothing is said of a profession that the matrix does not know`() {
        #expect(right("10", "11502-2", .laboratory, system: "1.2.3") == nil)
        #expect(right("77", "11502-2", .laboratory) == nil)
    }

    @Test func `each row has known statuses and known spaces`() {
        let table = HabilitationMatrix.table
        #expect(table.rows.count >= 12 && table.date == "2023-10-29")
        for row in table.rows {
            #expect(RightsStanding(rawValue: table.cell(row, "spaces_status")) != nil && RightsStanding(rawValue: table.cell(row, "types_status")) != nil)
            for space in table.cell(row, "spaces").split(separator: " ") where space != "all" && space != "none" {
                #expect(Space(rawValue: String(space)) != nil, "\(space)")
            }
        }
    }
}
