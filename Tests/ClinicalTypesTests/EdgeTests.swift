// Where identifiers and times change: the last that is allowed, the first that is not.

import ClinicalTypes
import Testing

@Suite struct EdgeTests {
    @Test func `an hour before the clocks go back ends with the hour, not an hour later`() throws {
        let before = try HL7Timestamp("2026102501")
        #expect(before.endSeconds - before.earliestSeconds == 3_600)
        // The hour that comes twice lasts two hours for those who do not say which is meant.
        let twice = try HL7Timestamp("2026102502")
        #expect(twice.endSeconds - twice.earliestSeconds == 7_200 && twice.earliestSeconds == before.endSeconds)
        let day = try HL7Timestamp("20261025")
        #expect(day.endSeconds - day.earliestSeconds == 25 * 3_600)
        let spring = try HL7Timestamp("20260329")
        #expect(spring.endSeconds - spring.earliestSeconds == 23 * 3_600)
    }

    @Test(arguments: [("97401", "974"), ("98701", "987"), ("99101", "99"), ("2A001", "2A"), ("01001", "01"), ("96001", "96")])
    func `a department overseas has three digits`(place: String, department: String) throws {
        let thirteen = "18001\(place)123"
        let key = try #require(NationalHealthIdentifier.key(of: thirteen))
        #expect(try NationalHealthIdentifier(thirteen + key, space: .nir).department == department)
    }

    @Test func `a practice behind an RPPS number has a rank`() throws {
        #expect(throws: IdentifierFault.self) { try StructureIdentifier(unverified: "410001234567") }
        guard case .rppsPractice(_, let rank) = try StructureIdentifier(unverified: "4100012345671").kind else { return #expect(Bool(false)) }
        #expect(rank == "1")
    }
}
