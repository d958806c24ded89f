// Certificate paths that were proven a moment ago, so that a busy sender pays once.

import CredentialChecks
import Foundation
import Synchronization

/// The trusted verdicts of late, by the SHA-256 of everything that was presented.
///
/// Only trusted paths are kept, and each only for moments within the validity of every certificate in it, and until a revocation list begins or ends
/// or is replaced: within those bounds OpenSSL would say the same again. Nothing of the document is part of it.
final class ProvenPaths: Sendable {
    private struct Proof {
        var verdict: CertificatePathVerdict
        /// The moments for which it holds.
        var validity: Range<Date>
        /// How often the lists had been replaced.
        var generation: Int
    }

    private struct Key: Hashable {
        var digest: [UInt8]
        var purpose: CertificatePurpose
    }

    /// The most verdicts kept; beyond it all are forgotten, which costs one path check each.
    private let capacity: Int
    private let proofs = Mutex<[Key: Proof]>([:])

    init(capacity: Int = 1024) { self.capacity = capacity }

    func verdict(on presented: [[UInt8]], at now: Date, by check: CertificatePathCheck, generation: Int = 0) -> CertificatePathVerdict {
        let digest = RunningDigest(.sha256)
        for certificate in presented {
            // The length parts one certificate from the next.
            digest.update("\(certificate.count):".utf8)
            digest.update(certificate)
        }
        let key = Key(digest: digest.finish(), purpose: check.purpose)
        if let known = proofs.withLock({ $0[key] }), known.generation == generation, known.validity.contains(now) { return known.verdict }
        let verdict = check.verdict(on: presented, at: now)
        if verdict.isTrusted, let validity = verdict.validity, validity.contains(now) {
            // A list that ends before the path does may have been in force at `now` alone: the verdict is not carried back before it.
            let held = verdict.listsChangeAt == nil ? validity : now..<validity.upperBound
            proofs.withLock {
                if $0.count >= capacity { $0.removeAll(keepingCapacity: true) }
                $0[key] = Proof(verdict: verdict, validity: held, generation: generation)
            }
        }
        return verdict
    }

    /// Forgets every verdict.
    func forget() { proofs.withLock { $0.removeAll() } }

    /// How many verdicts are kept.
    var count: Int { proofs.withLock { $0.count } }
}
