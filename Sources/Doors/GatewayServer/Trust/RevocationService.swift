// Keeps the revocation lists in force what the files say.

import AuthorTrust
import CredentialChecks
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Looks at the files of revocation lists again and again, and puts what changed into force.
final class RevocationService: Service {
    let trust: CertificateTrust
    private let files: Mutex<RevocationFiles>
    private let pause: Duration
    private let logger: Logger

    /// Puts the lists into force that the files hold now.
    init(trust: CertificateTrust, files: RevocationFiles, reloadSeconds: Int, logger: Logger) {
        self.trust = trust
        self.files = Mutex(files)
        pause = .seconds(reloadSeconds)
        self.logger = logger
        look()
    }

    /// Reads what changed; says whether other lists are in force now.
    @discardableResult
    func look() -> Bool {
        let found: (lists: RevocationLists, faults: [RevocationFiles.Fault])? = files.withLock { files in
            let hasChanged = files.reload()
            return hasChanged || !files.faults.isEmpty ? (files.lists, files.faults) : nil
        }
        guard let found else { return false }
        for fault in found.faults { logger.warning("revocation list not read", metadata: ["code": "\(fault.failure.rawValue)", "file": "\(fault.file)"]) }
        guard found.lists.lists.map(\.fingerprint) != trust.lists.lists.map(\.fingerprint) else { return false }
        trust.replaceLists(found.lists)
        let entries = found.lists.lists.reduce(0) { $0 + $1.entryCount }
        logger.info(
            "revocation lists in force", metadata: ["lists": "\(found.lists.lists.count)", "entries": "\(entries)", "generation": "\(trust.generation)"])
        return true
    }

    /// The files that could not be read the last time.
    var faults: [RevocationFiles.Fault] { files.withLock { $0.faults } }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: self.pause)) != nil {
                // A list of fifty megabytes takes a while to read: not on the threads that answer requests.
                await withCheckedContinuation { done in
                    Thread.detachNewThread {
                        self.look()
                        done.resume()
                    }
                }
            }
        }
    }
}
