// Reads the objects of the registry out of their tables, by index alone.

import Foundation
import GRDB
import XDSMessages

/// The tables of the registry, within the transaction that reads: every list is found by patient, by id or by the object that it hangs on.
struct RegistryReader {
    let db: Database

    init(_ db: Database) { self.db = db }

    // MARK: By id

    /// The entries under ids, in the order of the ids; by uniqueId and logical id the last version of each, unless all are asked for.
    func entries(_ column: DocumentKey, _ ids: [String], allVersions: Bool) throws -> [DocumentEntry] {
        let condition = allVersions || column == .entryUUID ? "" : " AND isFollowed = 0"
        let sql = "SELECT metadata, status FROM document WHERE \(column.rawValue) = ?\(condition) ORDER BY version"
        return try ids.unique.flatMap { id in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id]).map(StoreDatabase.entry) }
    }

    /// Whether no later version of the entry's metadata has followed.
    func isLastVersion(_ entry: DocumentEntry) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT isFollowed = 0 FROM document WHERE entryUUID = ?"), arguments: [entry.entryUUID]) ?? false
    }

    /// The submission sets under ids, in the order of the ids.
    func sets(_ column: PackageKey, _ ids: [String]) throws -> [SubmissionSet] {
        try ids.unique.flatMap { try objects("SELECT metadata FROM submission WHERE \(column.rawValue) = ?", [$0]) }
    }

    /// The folders under ids, in the order of the ids.
    func folders(_ column: PackageKey, _ ids: [String]) throws -> [Folder] {
        try ids.unique.flatMap { try folders("SELECT metadata, status, lastUpdateTime FROM folder WHERE \(column.rawValue) = ?", [$0]) }
    }

    // MARK: Associations

    /// The associations that start from or point to one of these objects, each once.
    func associations(touching ids: [String]) throws -> [XDSMessages.Association] {
        var seen: Set<String> = []
        return try ids.unique.flatMap { id in
            try associations("source = ?1 OR target = ?1", [id]).filter { seen.insert($0.entryUUID).inserted }
        }
    }

    /// The associations of which both ends are among these objects.
    func associations(within ids: [String]) throws -> [XDSMessages.Association] {
        let own = Set(ids)
        return try ids.unique.flatMap { id in try associations("source = ?1", [id]).filter { own.contains($0.target) } }
    }

    /// What a package holds.
    func members(of package: String) throws -> [XDSMessages.Association] {
        try associations("source = ?1 AND type = ?2", [package, AssociationType.hasMember.rawValue])
    }

    /// The packages that hold an object: the associations that say so.
    func memberships(of object: String) throws -> [XDSMessages.Association] {
        try associations("target = ?1 AND type = ?2", [object, AssociationType.hasMember.rawValue])
    }

    /// The associations under ids.
    func associations(_ ids: [String]) throws -> [XDSMessages.Association] { try ids.unique.flatMap { try associations("entryUUID = ?1", [$0]) } }

    private func associations(_ condition: String, _ arguments: StatementArguments) throws -> [XDSMessages.Association] {
        try objects("SELECT metadata FROM association WHERE \(condition) ORDER BY rowid", arguments)
    }

    // MARK: Rows

    private func objects<Object: Decodable & Sendable>(_ sql: String, _ arguments: StatementArguments) throws -> [Object] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(Self.object)
    }

    private func folders(_ sql: String, _ arguments: StatementArguments) throws -> [Folder] {
        try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(Self.folder)
    }

    /// The object of a row.
    static func object<Object: Decodable & Sendable>(_ row: Row) throws -> Object {
        try row.withUnsafeData(named: "metadata") { data in try JSONDecoder().decode(Object.self, from: data ?? Data()) }
    }

    /// The folder of a row, in its last state.
    static func folder(_ row: Row) throws -> Folder {
        var folder: Folder = try object(row)
        folder.availabilityStatus = AvailabilityStatus(rawValue: row["status"])
        folder.lastUpdateTime = row["lastUpdateTime"]
        return folder
    }
}

/// What a document is asked for by; the raw value is the column.
enum DocumentKey: String {
    /// One version.
    case entryUUID
    /// The producer's identifier.
    case uniqueId
    /// All versions.
    case logicalId
}

/// What a submission set or a folder is asked for by; the raw value is the column.
enum PackageKey: String {
    /// The registry's identifier.
    case entryUUID
    /// The producer's identifier.
    case uniqueId
}

extension [String] {
    /// Each once, in order.
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
