// An imported directory, opened for asking.

import ClinicalTypes
import Foundation
import GRDB

/// One directory file, opened; it is never changed after it was made.
final class DirectoryFile: Sendable {
    private let queue: DatabaseQueue
    /// What the import wrote down.
    let properties: [String: String]

    /// Opens a file, and makes sure that it is a directory of this version.
    init(path: String) throws(DirectoryFailure) {
        guard FileManager.default.fileExists(atPath: path) else { throw DirectoryFailure(.unreadable, file: path, "there is no such file") }
        do {
            var configuration = Configuration()
            configuration.label = "directory"
            configuration.readonly = true
            configuration.prepareDatabase { db in
                // Pages are read, not mapped: somebody may copy another file over this one, and a mapping would end the process then.
                try db.execute(sql: "PRAGMA cache_size = -8192")
            }
            queue = try DatabaseQueue(path: path, configuration: configuration)
            properties = try queue.read { db in
                try Row.fetchAll(db, sql: "SELECT name, value FROM property").reduce(into: [:]) { $0[$1[0]] = $1[1] }
            }
        } catch { throw DirectoryFailure(storage: error, file: path) }
        guard properties["version"] == String(DirectorySchema.version) else {
            throw DirectoryFailure(.storage, file: path, "a directory of another version: import it anew")
        }
    }

    /// How many activities there are.
    var activities: Int { properties["activities"].flatMap(Int.init) ?? 0 }

    /// Whom the directory knows by this identifier (PS_IdNat): one entry for each profession, none where it knows nobody.
    func entries(for person: String) throws -> [NamedIdentity] {
        try queue.read { db in
            let activities = try db.cachedStatement(
                sql: """
                    SELECT profession, category, family, given, expertise, sector, siret, siren, finess, legalFiness, technical, name
                    FROM activity WHERE person = ? ORDER BY rowid
                    """)
            var entries: [NamedIdentity] = []
            let rows = try Row.fetchCursor(activities, arguments: [person])
            while let row = try rows.next() { entries.add(row, of: person) }
            guard !entries.isEmpty else { return [] }
            let expertise = try db.cachedStatement(sql: "SELECT profession, code FROM expertise WHERE person = ? ORDER BY rowid")
            let more = try Row.fetchCursor(expertise, arguments: [person])
            while let row = try more.next() {
                let profession: String? = row[0]
                for index in entries.indices where entries[index].profession?.code == profession { entries[index].addExpertise(row[1]) }
            }
            return entries
        }
    }

    /// How many persons have each profession, by code and category; walks through everything.
    func countsByProfession() throws -> [(profession: String, category: String, persons: Int)] {
        try queue.read { db in
            try Row.fetchAll(
                db, sql: "SELECT profession, category, count(DISTINCT person) FROM activity GROUP BY profession, category ORDER BY 3 DESC"
            ).map { ($0[0] ?? "", $0[1] ?? "", $0[2]) }
        }
    }
}

extension [NamedIdentity] {
    /// Adds one activity to the entry of its profession.
    fileprivate mutating func add(_ row: Row, of person: String) {
        let profession: CodedValue? = (row[0] as String?).map { CodedValue(code: $0, system: professionSystem(category: row[1])) }
        let index: Int
        if let known = firstIndex(where: { $0.profession == profession }) {
            index = known
        } else {
            append(NamedIdentity(kind: .directory, person: person, familyName: row[2], givenName: row[3], profession: profession))
            index = count - 1
        }
        if let expertise: String = row[4] { self[index].addExpertise(expertise) }
        let sector: CodedValue? = (row[5] as String?).map { CodedValue(code: $0, system: "1.2.250.1.71.4.2.4") }
        let name: String? = row[11]
        for (column, prefix) in [(8, "1"), (9, "1"), (6, "3"), (7, "2"), (10, "")] {
            guard let number: String = row[column] else { continue }
            let identifier = prefix + number
            guard !self[index].structures.contains(where: { $0.identifier == identifier }) else { continue }
            self[index].structures.append(NamedStructure(identifier: identifier, name: name, sector: sector))
        }
    }
}

extension NamedIdentity {
    fileprivate mutating func addExpertise(_ code: String) {
        let value = CodedValue(code: code, system: "1.2.250.1.71.4.2.5")
        if !expertise.contains(value) { expertise.append(value) }
    }
}

/// The list that a profession's code is of: category E are students (TRE_G16).
private func professionSystem(category: String?) -> String { category == "E" ? "1.2.250.1.71.1.2.8" : "1.2.250.1.71.1.2.7" }
