// What the disk gives to a plain writer that commits rows in groups and does nothing else.

import Foundation
import GRDB

/// Rows of one size, so many to a transaction, every transaction synchronised with the disk.
struct BareDisk {
    private let queue: DatabaseQueue
    private let row: Data

    /// Makes a database, set up as the journal's is.
    init(folder: String, rowBytes: Int) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA page_size = 16384")
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 2000")
            try db.execute(sql: "PRAGMA cache_size = -32768")
        }
        queue = try DatabaseQueue(path: folder + "/bare.sqlite", configuration: configuration)
        try queue.write { db in try db.execute(sql: "CREATE TABLE IF NOT EXISTS content (sequence INTEGER PRIMARY KEY, body BLOB) STRICT") }
        var generator = SystemRandomNumberGenerator()
        row = Data((0..<rowBytes).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// Writes for so many seconds; rows per second.
    ///
    /// A group that is no whole number is so on the average.
    func rate(group: Double, seconds: Double) throws -> Double {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        var (rows, groups) = (0, 0)
        while ContinuousClock.now < end {
            groups += 1
            let count = max(1, Int(Double(groups) * group) - rows)
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    let statement = try db.cachedStatement(sql: "INSERT INTO content (body) VALUES (?)")
                    for _ in 0..<count { try statement.execute(arguments: [row]) }
                    return .commit
                }
            }
            rows += count
        }
        return Double(rows) / Timing.seconds(ContinuousClock.now - start)
    }
}
