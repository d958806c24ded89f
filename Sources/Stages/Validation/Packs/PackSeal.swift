// Holds each file of a pack against its digest, at the moment that it is read.

import CredentialChecks
import Synchronization

/// The digests of a pack's files, and which files were found to differ.
final class PackSeal: Sendable {
    private let digests: [String: String]
    private let differing = Mutex<Set<String>>([])

    init(_ digests: [String: String]) {
        self.digests = digests
    }

    /// The files that were read and are not what the manifest says, sorted.
    var changed: [String] { differing.withLock { $0.sorted() } }

    /// Whether a file is what the manifest says.
    func admits(_ name: String, _ bytes: [UInt8]) -> Bool {
        if let digest = digests[name], hexadecimal(Digest.sha256(bytes)) == digest { return true }
        differing.withLock { _ = $0.insert(name) }
        return false
    }
}
