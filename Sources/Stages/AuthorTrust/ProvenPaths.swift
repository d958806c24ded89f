// Certificate paths that were proven a moment ago, so that a busy sender pays once.

import CredentialChecks
import Foundation
import Synchronization

/// The trusted verdicts of late, by the SHA-256 of everything that was presented.
///
/// Only trusted paths are kept, and each only for moments within the validity of every certificate in it: within those
/// bounds OpenSSL would say the same again. Nothing of the document is part of it.
final class ProvenPaths: Sendable {
    /// The most verdicts kept; beyond it all are forgotten, which costs one path check each.
    private let capacity: Int
    private let verdicts = Mutex<[[UInt8]: CertificatePathVerdict]>([:])

    init(capacity: Int = 1024) { self.capacity = capacity }

    func verdict(on presented: [[UInt8]], at now: Date, by check: CertificatePathCheck) -> CertificatePathVerdict {
        let digest = RunningDigest(.sha256)
        for certificate in presented {
            // The length parts one certificate from the next.
            digest.update("\(certificate.count):".utf8)
            digest.update(certificate)
        }
        let key = digest.finish()
        if let known = verdicts.withLock({ $0[key] }), known.validity?.contains(now) == true { return known }
        let verdict = check.verdict(on: presented, at: now)
        if verdict.isTrusted, verdict.validity?.contains(now) == true {
            verdicts.withLock {
                if $0.count >= capacity { $0.removeAll(keepingCapacity: true) }
                $0[key] = verdict
            }
        }
        return verdict
    }

    /// How many verdicts are kept.
    var count: Int { verdicts.withLock { $0.count } }
}
