// What the directory says of whom credentials name.

import AuthorTrust
import ClinicalTypes
import Testing

/// A directory of one professional.
private struct SmallDirectory: ProfessionalDirectory {
    var known: [String: [NamedIdentity]] = ["899900063480": [listed]]
    var isBroken = false

    struct Broken: Error {}

    func entries(for person: String) throws -> [NamedIdentity] {
        if isBroken { throw Broken() }
        return known[person] ?? []
    }
}

private func coded(_ code: String) -> CodedValue { CodedValue(code: code, system: "1.2.250.1.71.1.2.7") }
private let listed = NamedIdentity(
    kind: .directory, person: "899900063480", profession: coded("10"), expertise: [coded("SM26"), coded("SM54")],
    structures: [NamedStructure(identifier: "1750803447"), NamedStructure(identifier: "1690781810")])

private func outcome(
    _ profession: String? = "10", _ expertise: [String] = [], _ structures: [String] = [], person: String? = "899900063480",
    in directory: SmallDirectory = SmallDirectory()
) -> [String] {
    let named = NamedIdentity(
        kind: .token, person: person, profession: profession.map(coded), expertise: expertise.map(coded),
        structures: structures.map { NamedStructure(identifier: $0) })
    return DirectoryRules(directory).checks(of: [named]).map { "\($0.outcome.rawValue) \($0.code)" }
}

@Suite struct DirectoryRulesTests {
    @Test func `a professional who is listed as the credential says passes`() {
        #expect(
            outcome("10", ["SM54"], ["1690781810"]) == [
                "passed directory.person", "passed directory.profession", "passed directory.expertise", "passed directory.structure",
            ])
    }

    @Test func `a professional whom nobody listed fails`() {
        #expect(outcome(person: "899900063481") == ["failed directory.person-unknown"])
    }

    @Test func `another profession, speciality or structure fails, each by itself`() {
        #expect(outcome("21").contains("failed directory.profession-other"))
        #expect(outcome("10", ["SM26", "SM99"]).contains("failed directory.expertise-other"))
        #expect(outcome("10", [], ["1000000000"]).contains("failed directory.structure-other"))
        #expect(outcome("21", ["SM99"], ["1000000000"]).filter { $0.hasPrefix("failed") }.count == 3)
    }

    @Test func `one common structure is enough`() {
        #expect(outcome("10", [], ["373282932000074", "1750803447"]).contains("passed directory.structure"))
    }

    @Test func `what is not stated is not judged`() {
        #expect(
            outcome(nil) == [
                "passed directory.person", "notApplicable directory.profession", "notApplicable directory.expertise", "notApplicable directory.structure",
            ])
        let bare = SmallDirectory(known: ["899900063480": [NamedIdentity(kind: .directory, person: "899900063480")]])
        #expect(outcome("10", ["SM26"], ["1750803447"], in: bare).filter { $0.hasPrefix("failed") }.isEmpty)
    }

    @Test func `persons without a national number, and structures, are not asked for`() {
        #expect(outcome(person: "3750803447/1453") == ["notApplicable directory.person"])
        #expect(outcome(person: nil) == ["notApplicable directory.person"])
        #expect(DirectoryRules(SmallDirectory(isBroken: true)).checks(of: []).map(\.outcome) == [.notApplicable])
    }

    @Test func `a directory that cannot be asked is no directory that knows everybody`() {
        #expect(outcome(in: SmallDirectory(isBroken: true)) == ["failed directory.unavailable"])
    }

    @Test func `a person is asked for once, whatever number of credentials name him or her`() {
        let card = NamedIdentity(kind: .practitionerCard, person: "899900063480", profession: coded("10"))
        let token = NamedIdentity(kind: .token, person: "899900063480", profession: coded("21"))
        let checks = DirectoryRules(SmallDirectory()).checks(of: [card, token])
        #expect(checks.map(\.code) == ["directory.person", "directory.profession-other", "directory.expertise", "directory.structure"])
        #expect(checks.allSatisfy { $0.source == .directory && !$0.hint.fr.isEmpty && !$0.hint.en.isEmpty })
    }
}
