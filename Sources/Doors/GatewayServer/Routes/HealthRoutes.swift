// `/health/live` and `/health/ready`: whether the gateway runs, and whether it can take documents, with the reasons.

import ClinicalTypes
import CredentialChecks
import Foundation
import HTTPTypes
import Hummingbird
import Journal

/// Says how the gateway is.
struct HealthRoutes: Sendable {
    /// What documents are judged by.
    let packs: [PackIdentity]
    let journal: any PassageJournal
    /// Where the journal is kept.
    let folder: String
    /// How much room there must be for documents to be taken in.
    let neededBytes: Int
    /// What senders are judged by.
    let trust: TrustHealth.Sources

    private struct Readiness: Encodable {
        struct Check: Encodable {
            var name: String
            var ok: Bool
            var reason: String?
        }

        var ready: Bool
        var checks: [Check]
        var packs: [PackIdentity]
        var passages: [String: Int]?
        var errands: [String: [String: Int]]?
        var answersOwed: Int?
        var oldestActive: Date?
        var trust: TrustHealth
    }

    /// 200 as long as requests are answered at all.
    func live() -> Response { Self.json(["live": true], status: .ok) }

    /// 200 when documents can be taken in, else 503; each check with its reason.
    func ready(withCounts: Bool) async -> Response {
        let health = await TrustHealth(trust, now: Date())
        var readiness = Readiness(ready: true, checks: [], packs: packs, trust: health)
        do {
            let counters = try await journal.counters()
            readiness.checks.append(.init(name: "journal", ok: true))
            if withCounts {
                readiness.passages = Dictionary(uniqueKeysWithValues: counters.byStoreLeg.map { ($0.key.rawValue, $0.value) })
                readiness.errands = Dictionary(
                    uniqueKeysWithValues: counters.errands.map { kind, states in
                        (kind.rawValue, Dictionary(uniqueKeysWithValues: states.filter { $0.key != .ordered }.map { ($0.key.rawValue, $0.value) }))
                    })
                readiness.answersOwed = counters.answersOwed
                readiness.oldestActive = counters.oldestActive
            }
        } catch {
            readiness.ready = false
            readiness.checks.append(.init(name: "journal", ok: false, reason: error.code))
        }
        if let free = freeBytes {
            let hasRoom = free >= neededBytes
            readiness.ready = readiness.ready && hasRoom
            readiness.checks.append(.init(name: "disk", ok: hasRoom, reason: hasRoom ? nil : "\(free) bytes free, \(neededBytes) needed"))
        }
        if trust.configuration.author.revocation != .off {
            let reason = health.reason(trust.configuration.author)
            readiness.ready = readiness.ready && reason == nil
            readiness.checks.append(.init(name: "revocation", ok: reason == nil, reason: reason))
        }
        return Self.json(readiness, status: readiness.ready ? .ok : .serviceUnavailable)
    }

    /// The room that is left beside the journal; nil where the system does not say.
    private var freeBytes: Int? {
        (try? FileManager.default.attributesOfFileSystem(forPath: folder))?[.systemFreeSize].flatMap { ($0 as? NSNumber)?.intValue }
    }

    private static func json(_ value: some Encodable, status: HTTPResponse.Status) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.dateEncodingStrategy = .iso8601
        let body = (try? encoder.encode(value)) ?? Data()
        return Response(
            status: status, headers: [.contentType: "application/json", .contentLength: String(body.count)], body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
