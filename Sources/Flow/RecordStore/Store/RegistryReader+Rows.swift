// Where the objects of a patient stand, found by index alone, and the objects at such places.

import Foundation
import GRDB
import XDSMessages

extension RegistryReader {
    // MARK: Finding

    /// The documents of a patient that a filter admits, in the order of their arrival, at most so many.
    func documentRows(ofPatient patient: String, _ filter: EntryFilter, limit: Int) throws -> [Int64] {
        guard filter.wantsStable else { return [] }
        var candidates: Set<Int64>?
        for condition in filter.conditions {
            let met = try condition.documents(ofPatient: patient, in: db)
            candidates = candidates.map { $0.intersection(met) } ?? met
            if candidates?.isEmpty == true { return [] }
        }
        var sql = "SELECT sequence FROM document WHERE "
        var arguments: StatementArguments
        if let candidates {
            sql += "sequence IN (SELECT value FROM json_each(?))"
            arguments = [Self.list(candidates)]
        } else {
            sql += "patient = ?"
            arguments = [patient]
        }
        sql += filter.wantsFormerVersions ? " AND isFollowed IN (0, 1)" : " AND isFollowed = 0"
        if let statuses = filter.statuses {
            sql += " AND status IN (SELECT value FROM json_each(?))"
            arguments += [Self.list(statuses.sorted())]
        }
        return try Int64.fetchAll(db.cachedStatement(sql: sql + " ORDER BY sequence LIMIT ?"), arguments: arguments + [limit])
    }

    /// The submission sets of a patient that a filter admits, in the order of their arrival.
    func setRows(ofPatient patient: String, _ filter: SetFilter) throws -> [Int64] {
        let rows = "FROM submission WHERE patient = ? ORDER BY rowid"
        if filter.isOpen { return try Int64.fetchAll(db.cachedStatement(sql: "SELECT rowid " + rows), arguments: [patient]) }
        return try Row.fetchAll(db.cachedStatement(sql: "SELECT rowid, metadata " + rows), arguments: [patient]).compactMap { row in
            filter.admits(try Self.object(row)) ? row[0] : nil
        }
    }

    /// The folders of a patient that a filter admits, in the order of their arrival.
    func folderRows(ofPatient patient: String, _ filter: FolderFilter) throws -> [Int64] {
        let sql = "SELECT rowid, metadata, status, lastUpdateTime FROM folder WHERE patient = ? ORDER BY rowid"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [patient]).compactMap { row in
            filter.admits(try Self.folder(row)) ? row[0] : nil
        }
    }

    /// The associations of which both ends are among these objects.
    func associationRows(within found: FoundRows) throws -> [Int64] {
        let own = Self.list(try ids(at: found))
        // By the one end through the index; by both it would try every pair.
        let sql = """
            SELECT rowid FROM association WHERE source IN (SELECT value FROM json_each(?1)) AND +target IN (SELECT value FROM json_each(?1)) ORDER BY rowid
            """
        return try Int64.fetchAll(db.cachedStatement(sql: sql), arguments: [own])
    }

    // MARK: Reading

    /// The objects at their places.
    func objects(at rows: FoundRows) throws -> RegistryObjectList {
        RegistryObjectList(
            documentEntries: try read("metadata, status", of: "document", at: rows.documents, StoreDatabase.entry),
            submissionSets: try read("metadata", of: "submission", at: rows.sets, Self.object),
            folders: try read("metadata, status, lastUpdateTime", of: "folder", at: rows.folders, Self.folder),
            associations: try read("metadata", of: "association", at: rows.associations, Self.object))
    }

    /// The ids of the objects at their places.
    func ids(at rows: FoundRows) throws -> [String] {
        try [("document", rows.documents), ("submission", rows.sets), ("folder", rows.folders), ("association", rows.associations)].flatMap { table, rows in
            try read("entryUUID", of: table, at: rows) { $0[0] as String }
        }
    }

    private func read<Object>(_ columns: String, of table: String, at rows: [Int64], _ object: (Row) throws -> Object) throws -> [Object] {
        guard !rows.isEmpty else { return [] }
        // The rows are in order, and so they are read.
        let sql = "SELECT \(columns) FROM \(table) WHERE rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid"
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [Self.list(rows)])
        var objects: [Object] = []
        objects.reserveCapacity(rows.count)
        while let row = try cursor.next() { objects.append(try object(row)) }
        return objects
    }

    /// Numbers as one value of a statement.
    static func list(_ rows: some Collection<Int64>) -> String { "[" + rows.map(String.init).joined(separator: ",") + "]" }

    /// Texts as one value of a statement.
    static func list(_ texts: [String]) -> String {
        (try? JSONEncoder().encode(texts)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}
