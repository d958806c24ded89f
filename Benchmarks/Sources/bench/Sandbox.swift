// A gateway and a record store, each in a process of its own, with a folder that is removed afterwards.

import Foundation
import GRDB

/// The servers of one measurement.
final class Sandbox {
    /// The folder of everything.
    let folder: String
    let gateway: ServerProcess
    let store: ServerProcess
    let url: String

    /// Prepares a sandbox in a new folder and starts both servers, the gateway with settings of its own; throws when they do not start.
    init(program: String, in place: String, settings: [String: String] = [:]) throws {
        folder = place + "/passerelle-bench-\(getpid())"
        let (port, storePort) = (ServerProcess.freePort(), ServerProcess.freePort())
        guard try ServerProcess.run(program, ["sandbox", "--prepare", "--folder", folder, "--port", "\(port)", "--store-port", "\(storePort)"]) == 0 else {
            throw CocoaError(.executableLoad)
        }
        store = try ServerProcess(program, ["store", "serve", "--folder", folder], log: folder + "/store.log")
        gateway = try ServerProcess(
            program, ["serve", "--config", folder + "/gateway.yaml", "--idle-door"], log: folder + "/gateway.log", environment: settings)
        url = "https://localhost:\(port)"
    }

    var pki: String { folder + "/pki" }
    var journalLog: String { folder + "/journal/journal.sqlite-wal" }

    /// The size of the journal's files, in MB.
    var journalMegabytes: Double {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/journal")) ?? []
        let sizes = files.map { name in (try? FileManager.default.attributesOfItem(atPath: folder + "/journal/" + name)[.size] as? Int) ?? 0 }
        return Double(sizes.reduce(0, +)) / 1_048_576
    }

    /// The average of what the journal seals of one document: the bytes, the registry entry and the report.
    func sealedBytes() throws -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: folder + "/journal/journal.sqlite", configuration: configuration)
        return try queue.read { db in
            try Int.fetchOne(
                db, sql: "SELECT CAST(avg(length(body) + length(metadata) + length(report)) AS INTEGER) FROM (SELECT * FROM content LIMIT 100)") ?? 0
        }
    }

    /// Ends both servers and removes the folder.
    func end() {
        gateway.stop()
        store.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
