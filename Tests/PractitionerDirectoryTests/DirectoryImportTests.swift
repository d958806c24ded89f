// An import: what is taken from which layout, and what is refused with the old directory in force.

import ClinicalTypes
import Foundation
import PractitionerDirectory
import Testing

private let now = Date(timeIntervalSince1970: 1_800_000_000)

@Suite struct DirectoryImportTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func take(_ text: String, named name: String = "PS_LibreAcces_Personne_activite_202611220800.txt") throws -> DirectoryImportResult {
        try DirectoryImport(into: scratch.directory).run([try scratch.file(name, Array(text.utf8))], now: now)
    }

    private func failure(_ bytes: some Sequence<UInt8>) throws -> DirectoryFailure {
        let file = try scratch.file("new.txt", bytes)
        return try #require(throws: DirectoryFailure.self) { try DirectoryImport(into: scratch.directory).run([file], now: now) }
    }

    @Test func `activities of one person come together, by profession, with specialities and structures`() throws {
        let found = try take(
            extraction([
                Activity(), Activity(person: "899700000002", family: "MARTIN"), Activity(expertise: "SM54", siret: "73282932000074", finess: "690781810"),
                Activity(profession: "21", category: "E", expertise: "", finess: ""),
            ]))
        #expect(found.activities == 4 && found.expertise == 0 && found.formerActivities == nil)
        let entries = try ImportedDirectory(path: scratch.directory).entries(for: "899700000001")
        #expect(entries.map(\.profession?.code) == ["10", "21"])
        #expect(entries.map(\.profession?.system) == ["1.2.250.1.71.1.2.7", "1.2.250.1.71.1.2.8"])
        #expect(entries[0].expertise.map(\.code) == ["SM26", "SM54"])
        #expect(entries[0].structures.map(\.identifier) == ["1750712184", "1690781810", "373282932000074"])
        #expect(entries[0].structures[0].sector?.code == "SA07" && entries[0].structures[0].name == "CABINET DES TILLEULS")
        #expect(entries[0].familyName == "DURAND-ÉPICÉA" && entries[0].givenName == "Zoé" && entries[0].kind == .directory)
        #expect(entries[1].structures.isEmpty)
    }

    @Test(arguments: [freeHeadings, connectHeadings, freeHeadings.reversed(), freeHeadings.map { $0.uppercased() }, freeHeadings.map { $0 + " " }])
    func `columns are found by their headings, whatever the vintage`(headings: [String]) throws {
        #expect(try take(extraction([Activity(), Activity()], under: headings)).activities == 2)
        let entry = try #require(try ImportedDirectory(path: scratch.directory).entries(for: "899700000001").first)
        #expect(entry.profession?.code == "10" && entry.structures.map(\.identifier) == ["1750712184"] && entry.expertise.map(\.code) == ["SM26"])
    }

    @Test func `lines may end as on Windows, begin with a byte order mark, and lack the last end`() throws {
        let text = "\u{feff}" + extraction([Activity(), Activity()]).replacingOccurrences(of: "\n", with: "\r\n").dropLast()
        #expect(try take(text).activities == 2)
    }

    @Test func `a line may carry one field more than there are headings`() throws {
        let text = extraction([Activity()], under: connectHeadings).dropLast() + "GENR02|\n"
        #expect(try take(String(text)).activities == 1)
    }

    @Test func `an identifier may stand in its two parts alone`() throws {
        let headings = freeHeadings.map { $0 == "Identification nationale PP" ? "Autre" : $0 }
        #expect(try failure(extraction([Activity()], under: headings).utf8).code == .columns)
        let lines = extraction([Activity()]).replacingOccurrences(of: "|899700000001|", with: "||")
        #expect(try take(lines).activities == 1)
        #expect(try ImportedDirectory(path: scratch.directory).entries(for: "899700000001").count == 1)
    }

    @Test func `specialities may come in a file of their own`() throws {
        let activities = try scratch.file("activities.txt", Array(extraction([Activity(expertise: "")]).utf8))
        let text = "Identification nationale PP|Code profession|Code savoir-faire|\n899700000001|10|SM54|\n899700000001|10||\n899700000001|21|SX|\n"
        let expertise = try scratch.file("PS_LibreAcces_SavoirFaire.txt", Array(text.utf8))
        let found = try DirectoryImport(into: scratch.directory).run([activities, expertise], now: now)
        #expect(found.activities == 1 && found.expertise == 3)
        #expect(try ImportedDirectory(path: scratch.directory).entries(for: "899700000001").first?.expertise.map(\.code) == ["SM54"])
        #expect(try #require(throws: DirectoryFailure.self) { try DirectoryImport(into: scratch.directory).run([expertise], now: now) }.code == .columns)
    }

    @Test func `what was imported is written down`() throws {
        _ = try take(extraction([Activity()]))
        let properties = try ImportedDirectory(path: scratch.directory).properties
        #expect(properties["files"] == "PS_LibreAcces_Personne_activite_202611220800.txt")
        #expect(properties["imported"] == "2027-01-15T08:00:00Z" && properties["activities"] == "1")
        #expect(try ImportedDirectory(path: scratch.directory).countsByProfession().map(\.persons) == [1])
    }

    @Test func `progress is told up to the whole`() throws {
        let file = try scratch.file("a.txt", Array(extraction([Activity](repeating: Activity(), count: 500)).utf8))
        var told: [(Int, Int)] = []
        _ = try DirectoryImport(into: scratch.directory).run([file], now: now) { told.append(($0, $1)) }
        let last = try #require(told.last)
        #expect(last.0 == last.1 && (50...110).contains(told.count))
        #expect(told.map(\.0) == told.map(\.0).sorted())
    }

    @Test func `whatever is refused, the old directory stays in force`() throws {
        let good = extraction([Activity](repeating: Activity(), count: 20))
        _ = try take(good)
        let directory = try ImportedDirectory(path: scratch.directory)
        let before = try Data(contentsOf: URL(filePath: scratch.directory))
        let bytes = Array(good.utf8)
        let third = good.split(separator: "\n")[0...2].joined(separator: "\n").utf8.count
        let cases: [([UInt8], DirectoryFailure.Code, Int?)] = [
            (Array(bytes[..<(third - 9)]), .fields, 3),
            (Array(bytes[..<(third - 1)]), .fields, 3),
            (Array(good.replacingOccurrences(of: "Numéro FINESS site", with: "Autre").utf8), .columns, 1),
            (Array("a;b;c\n1;2;3\n".utf8), .columns, 1),
            ([], .columns, nil),
            (Array(extraction([]).utf8), .columns, nil),
            (good.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, .encoding, 1),
            (Array((extraction([]) + good.split(separator: "\n")[1]).utf8) + [0xe9] + Array("|\n".utf8), .encoding, 2),
            (Array(good.utf16).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, .encoding, 1),
            (Array(extraction([Activity(), Activity(person: "")]).replacingOccurrences(of: "\n|", with: "\n|").utf8), .identifier, 3),
            (Array(extraction([Activity(person: "8997é")]).utf8), .identifier, 2),
            (Array(extraction([Activity(name: String(repeating: "x", count: 100_000))]).utf8), .lineTooLong, 2),
            (Array(extraction([Activity(name: String(repeating: "x", count: 3_000_000))]).utf8), .lineTooLong, 2),
            (Array(extraction([Activity](repeating: Activity(), count: 17)).utf8), .shrunken, nil),
        ]
        for (content, code, line) in cases {
            let found = try failure(content)
            #expect(found.code == code, "\(found)")
            #expect(found.line == line, "\(found)")
            #expect(try Data(contentsOf: URL(filePath: scratch.directory)) == before)
            #expect(!FileManager.default.fileExists(atPath: scratch.directory + ".importing"))
        }
        #expect(try directory.entries(for: "899700000001").count == 1)
    }

    @Test func `a file that is a little smaller is taken, and a much smaller one where that is wanted`() throws {
        _ = try take(extraction([Activity](repeating: Activity(), count: 20)))
        #expect(try take(extraction([Activity](repeating: Activity(), count: 18))).formerActivities == 20)
        let file = try scratch.file("few.txt", Array(extraction([Activity()]).utf8))
        #expect(try DirectoryImport(into: scratch.directory, leastShare: 0).run([file], now: now).activities == 1)
    }

    @Test func `a file that is absent, and a folder that is, are told`() throws {
        let absent = scratch.folder.appending(path: "absent.txt").path
        #expect(
            try #require(throws: DirectoryFailure.self) { try DirectoryImport(into: scratch.directory).run([absent], now: now) }.code == .unreadable)
        let file = try scratch.file("a.txt", Array(extraction([Activity()]).utf8))
        let nowhere = scratch.folder.appending(path: "nowhere/directory.sqlite").path
        #expect(try #require(throws: DirectoryFailure.self) { try DirectoryImport(into: nowhere).run([file], now: now) }.code == .storage)
    }

    @Test func `two imports at once are one too many`() throws {
        let lock = open(scratch.directory + ".importing", O_RDWR | O_CREAT, 0o644)
        defer { close(lock) }
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        #expect(try failure(extraction([Activity()]).utf8).code == .busy)
        #expect(FileManager.default.fileExists(atPath: scratch.directory + ".importing"))
    }

    @Test func `what a killed import left behind is taken over`() throws {
        _ = try scratch.file("directory.sqlite.importing", Array("half a directory".utf8))
        #expect(try take(extraction([Activity()])).activities == 1)
    }

    @Test func `a failure tells file, line and reason, and no name`() throws {
        let found = try failure(extraction([Activity(), Activity(person: "")]).utf8)
        #expect("\(found)".hasSuffix("new.txt:3: directory.identifier: \"identification nationale pp\" is empty or of another form"))
    }
}
