// The folder of a journal: taken, unlocked and opened.

import CredentialChecks
import Foundation
import GRDB

/// The folder of a SQLite journal.
struct JournalFolder {
    let path: String

    private var database: String { path + "/journal.sqlite" }

    /// Makes the folder if it is absent and takes its lock.
    func take() throws(JournalFailure) -> FolderLock {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .folder((error as NSError).localizedDescription) }
        let lock = try FolderLock(path: path + "/journal.lock")
        // SQLite gives its other files the mode of this one.
        let file = open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folder(String(cString: strerror(errno))) }
        close(file)
        return lock
    }

    /// Opens the database: key proven, schema current, damage found.
    func openDatabase(key given: JournalKey?, role: JournalRole) throws(JournalFailure) -> (JournalKey, DatabasePool) {
        if role == .visitor, !FileManager.default.fileExists(atPath: database) { throw .folder("there is no journal in \(path)") }
        let key: JournalKey
        if let given { key = given } else { key = try JournalKey.kept(at: path + "/journal.key") }
        do {
            let pool = try DatabasePool(path: database, configuration: configuration)
            // GRDB sets NORMAL when it turns WAL on, after anything that a configuration could say.
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            try prepare(pool, key, role)
            return (key, pool)
        } catch { throw JournalFailure(error) }
    }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "journal"
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // Counts only before the first table: a document of 100 kB takes 7 pages instead of 25.
            try db.execute(sql: "PRAGMA page_size = 16384")
            // What SQLite sets aside while it works holds rows: it stays out of the system's folder for temporary files.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 2000")
            // Room for the pages of a whole group, so that none is written twice; what savepoints keep stays in memory.
            try db.execute(sql: "PRAGMA cache_size = -32768")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    private func prepare(_ pool: DatabasePool, _ key: JournalKey, _ role: JournalRole) throws {
        let migrator = JournalSchema.migrator
        if try pool.read(migrator.hasBeenSuperseded) { throw JournalFailure.newerSchema }
        switch role {
        case .gateway: try migrator.migrate(pool)
        case .visitor:
            let isCurrent = try pool.read(migrator.hasCompletedMigrations)
            guard isCurrent else { throw JournalFailure.folder("the journal in \(path) must be opened by a gateway first") }
        }
        // Bodies prove themselves when they are opened; checking them here would read the whole disk.
        for table in ["passage", "event"] where role == .gateway {
            let verdict = try pool.read { db in try String.fetchOne(db, sql: "PRAGMA quick_check(\(table))") }
            guard verdict == "ok" else { throw JournalFailure.damaged("quick_check of \(table)") }
        }
        try prove(key, pool)
    }

    /// Proves that the key is the one that the journal was made with.
    private func prove(_ key: JournalKey, _ pool: DatabasePool) throws {
        let known = try pool.read { db in try Data.fetchOne(db, sql: "SELECT value FROM property WHERE name = 'key'") }
        guard let known else {
            let box = Data(try key.sealing.seal(Array("passerelle".utf8), context: "key"))
            return try pool.write { db in try db.execute(sql: "INSERT INTO property (name, value) VALUES ('key', ?)", arguments: [box]) }
        }
        guard (try? key.sealing.open(Array(known), context: "key")) != nil else { throw JournalFailure.wrongKey }
    }
}
