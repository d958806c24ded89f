// A directory file in the making, beside the one in force.

import Foundation
import GRDB

/// A new directory file: written under another name, then renamed over the old one.
final class DirectoryDraft {
    private let path: String
    private let draft: String
    private let lock: Int32
    private let queue: DatabaseQueue
    private var isComplete = false

    /// Makes an empty file; one that an import left behind when it was killed is taken over.
    init(path: String) throws(DirectoryFailure) {
        self.path = path
        draft = path + ".importing"
        lock = open(draft, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw DirectoryFailure(.storage, file: draft, String(cString: strerror(errno))) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw DirectoryFailure(.busy, file: path, "another import is running")
        }
        do {
            guard ftruncate(lock, 0) == 0 else { throw DirectoryFailure(.storage, file: draft, String(cString: strerror(errno))) }
            var configuration = Configuration()
            configuration.label = "directory import"
            configuration.prepareDatabase { db in
                // A draft that does not come to its end is thrown away: it needs no protection before the end. New pages are not journaled, so that
                // a journal in memory stays small.
                for pragma in ["journal_mode = MEMORY", "synchronous = OFF", "cache_size = -16384", "temp_store = FILE", "locking_mode = EXCLUSIVE"] {
                    try db.execute(sql: "PRAGMA \(pragma)")
                }
            }
            queue = try DatabaseQueue(path: draft, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA page_size = 8192")
                for table in DirectorySchema.tables { try db.execute(sql: table) }
            }
        } catch {
            unlink(draft)
            close(lock)
            throw DirectoryFailure(storage: error, file: draft)
        }
    }

    deinit {
        try? queue.close()
        if !isComplete { unlink(draft) }
        close(lock)
    }

    /// Lets lines be written in one transaction.
    func write(_ work: (Database) throws(DirectoryFailure) -> Void) throws(DirectoryFailure) {
        do {
            try queue.inTransaction(.exclusive) { db in
                try work(db)
                return .commit
            }
        } catch { throw DirectoryFailure(storage: error, file: draft) }
    }

    /// Sorts, writes the properties, brings everything to disk and takes the old directory's place.
    func complete(_ properties: [String: String]) throws(DirectoryFailure) {
        do {
            try queue.inDatabase { db in
                for index in DirectorySchema.indexes { try db.execute(sql: index) }
                for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
                    try db.execute(sql: "INSERT INTO property VALUES (?, ?)", arguments: [name, value])
                }
            }
            try queue.close()
        } catch { throw DirectoryFailure(storage: error, file: draft) }
        guard fsync(lock) == 0, rename(draft, path) == 0 else { throw DirectoryFailure(.storage, file: path, String(cString: strerror(errno))) }
        isComplete = true
        // The new name is durable when the folder is.
        let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }
}

extension DirectoryFailure {
    /// Reads any error of the machinery below.
    init(storage error: any Error, file: String) {
        switch error {
        case let failure as DirectoryFailure: self = failure
        case let database as DatabaseError: self.init(.storage, file: file, "SQLite \(database.extendedResultCode)")
        default: self.init(.storage, file: file, "the directory cannot be written")
        }
    }
}
