// The one SQLite file of the store, and what is read from it.

import Foundation
import GRDB
import XDSMessages

/// A store that cannot be opened as it must be.
struct StoreNotDurable: Error {}

/// The SQLite file: WAL, every commit on disk before it is reported.
struct StoreDatabase: Sendable {
    let pool: DatabasePool

    init(folder: URL) throws {
        // Documents are kept in clear, so nobody else on the machine may look in.
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // Larger pages, chosen before the first table, since documents are large.
            try db.execute(sql: "PRAGMA page_size = 16384")
            // What SQLite sets aside while it works holds rows: it stays out of the system's folder for temporary files.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        pool = try DatabasePool(path: folder.appending(path: "store.sqlite").path, configuration: configuration)
        let synchronous = try pool.writeWithoutTransaction { db in
            // The pool has set NORMAL on its one writing connection, which may lose commits when the power fails.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        guard synchronous == 2 else { throw StoreNotDurable() }
        try Self.migrator.migrate(pool)
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE submission (
                        entryUUID TEXT PRIMARY KEY, uniqueId TEXT NOT NULL UNIQUE, patient TEXT NOT NULL, receivedAt REAL NOT NULL,
                        caller TEXT, metadata BLOB NOT NULL
                    );
                    CREATE TABLE document (
                        sequence INTEGER PRIMARY KEY, entryUUID TEXT NOT NULL UNIQUE, uniqueId TEXT NOT NULL UNIQUE, patient TEXT NOT NULL,
                        submission TEXT NOT NULL REFERENCES submission, status TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL,
                        metadata BLOB NOT NULL
                    );
                    CREATE INDEX documentOfPatient ON document (patient, status);
                    CREATE TABLE content (document INTEGER PRIMARY KEY REFERENCES document, bytes BLOB NOT NULL);
                    CREATE TABLE folder (entryUUID TEXT PRIMARY KEY, uniqueId TEXT NOT NULL UNIQUE, patient TEXT NOT NULL, metadata BLOB NOT NULL);
                    CREATE TABLE association (
                        entryUUID TEXT PRIMARY KEY, type TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, metadata BLOB NOT NULL
                    );
                    CREATE INDEX associationFrom ON association (source);
                    CREATE INDEX associationTo ON association (target);
                    """)
        }
        // The metadata of one document may have several versions, which share its bytes; folders and sets are found by patient.
        migrator.registerMigration("2") { db in
            try db.execute(
                sql: """
                    CREATE TABLE versions (
                        sequence INTEGER PRIMARY KEY, entryUUID TEXT NOT NULL UNIQUE, logicalId TEXT NOT NULL, version INTEGER NOT NULL,
                        uniqueId TEXT NOT NULL, patient TEXT NOT NULL, submission TEXT NOT NULL REFERENCES submission, status TEXT NOT NULL,
                        hash TEXT NOT NULL, size INTEGER NOT NULL, content INTEGER NOT NULL, metadata BLOB NOT NULL,
                        UNIQUE (logicalId, version), UNIQUE (uniqueId, version)
                    );
                    INSERT INTO versions
                        SELECT sequence, entryUUID, entryUUID, 1, uniqueId, patient, submission, status, hash, size, sequence, metadata FROM document;
                    CREATE TABLE bytesOfVersions (document INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
                    INSERT INTO bytesOfVersions SELECT document, bytes FROM content;
                    DROP TABLE content;
                    DROP TABLE document;
                    ALTER TABLE versions RENAME TO document;
                    ALTER TABLE bytesOfVersions RENAME TO content;
                    CREATE INDEX documentOfPatient ON document (patient, status);
                    CREATE INDEX submissionOfPatient ON submission (patient);
                    ALTER TABLE folder ADD COLUMN status TEXT NOT NULL DEFAULT '\(AvailabilityStatus.approved.rawValue)';
                    ALTER TABLE folder ADD COLUMN lastUpdateTime TEXT NOT NULL DEFAULT '';
                    CREATE INDEX folderOfPatient ON folder (patient, status);
                    """)
        }
        // What documents are searched by has an index of its own, and whether a later version has followed is written down: a search reads no metadata.
        migrator.registerMigration("3") { db in
            try db.execute(
                sql: """
                    ALTER TABLE document ADD COLUMN isFollowed INTEGER NOT NULL DEFAULT 0;
                    UPDATE document SET isFollowed = 1 WHERE EXISTS
                        (SELECT 1 FROM document AS later WHERE later.logicalId = document.logicalId AND later.version > document.version);
                    DROP INDEX documentOfPatient;
                    CREATE INDEX documentOfPatient ON document (patient, isFollowed, status);
                    CREATE TABLE documentTrait (
                        patient TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL, document INTEGER NOT NULL REFERENCES document,
                        PRIMARY KEY (patient, attribute, value, document)
                    ) WITHOUT ROWID;
                    DROP INDEX associationFrom;
                    CREATE INDEX associationFrom ON association (source, target);
                    """)
            let rows = try Row.fetchCursor(db, sql: "SELECT sequence, patient, metadata, status FROM document")
            while let row = try rows.next() { try DocumentTrait.write(try entry(row), at: row["sequence"], patient: row["patient"], in: db) }
        }
        // What patients have decided, and who came to their records.
        migrator.registerMigration("4") { db in
            try db.execute(
                sql: """
                    CREATE TABLE decisions (patient TEXT PRIMARY KEY, content BLOB NOT NULL);
                    CREATE TABLE access (sequence INTEGER PRIMARY KEY, patient TEXT NOT NULL, moment REAL NOT NULL, trace BLOB NOT NULL);
                    CREATE INDEX accessOfPatient ON access (patient, sequence);
                    """)
        }
        return migrator
    }

    /// What to answer when the database fails: a full disk and a busy file may pass.
    static func registryError(for error: any Error) -> RegistryError {
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_FULL?, .SQLITE_IOERR?, .SQLITE_NOMEM?: RegistryError(.repositoryOutOfResources, "the store cannot write")
        case .SQLITE_BUSY?, .SQLITE_LOCKED?: RegistryError(.repositoryBusy, "the store is busy")
        default: RegistryError(.repositoryError, "the store failed")
        }
    }
}

extension StoreDatabase {
    func documentCount() async throws -> Int {
        try await pool.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM document WHERE version = 1") ?? 0 }
    }

    func storedDocuments() async throws -> [StoredDocument] {
        try await pool.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT latest.*, (SELECT COUNT(DISTINCT logicalId) FROM document WHERE uniqueId = latest.uniqueId) AS copies
                    FROM document AS latest JOIN document AS first ON first.logicalId = latest.logicalId AND first.version = 1
                    WHERE latest.version = (SELECT MAX(version) FROM document WHERE logicalId = latest.logicalId) ORDER BY first.sequence
                    """)
            var documents: [StoredDocument] = []
            while let row = try rows.next() {
                let entry = try Self.entry(row)
                documents.append(
                    StoredDocument(
                        uniqueId: entry.uniqueId, entryUUID: entry.entryUUID, patientId: entry.patientId, typeCode: entry.typeCode,
                        classCode: entry.classCode, status: AvailabilityStatus(rawValue: row["status"]), hash: row["hash"], size: row["size"],
                        storedCount: row["copies"]))
            }
            return documents
        }
    }

    func bytes(uniqueId: String) async throws -> [UInt8]? { try await content(uniqueId: uniqueId)?.bytes }

    /// The bytes of a document with its media type.
    func content(uniqueId: String) async throws -> (bytes: [UInt8], mimeType: String)? {
        try await pool.read { db in
            let sql = """
                SELECT metadata, status, bytes FROM document JOIN content ON content.document = document.content WHERE uniqueId = ?
                ORDER BY version DESC LIMIT 1
                """
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [uniqueId]) else { return nil }
            let bytes = try row.withUnsafeData(named: "bytes") { data in data.map { [UInt8]($0) } ?? [] }
            return (bytes, try Self.entry(row).mimeType)
        }
    }

    /// The entry of a row; the status is the row's, which may have changed since the entry was written.
    static func entry(_ row: Row) throws -> DocumentEntry {
        var entry = try row.withUnsafeData(named: "metadata") { data in try JSONDecoder().decode(DocumentEntry.self, from: data ?? Data()) }
        entry.availabilityStatus = AvailabilityStatus(rawValue: row["status"])
        return entry
    }
}
