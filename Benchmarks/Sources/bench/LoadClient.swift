// Practice software in a hurry: so many requests at once over kept connections, for a while.

import Delivery
import Foundation
import Synchronization

/// What came of a load.
struct LoadResult {
    /// How many requests were answered as wanted.
    var answered: Int
    /// From the first request to the last answer, in seconds.
    var seconds: Double
    /// Every latency, in seconds, in ascending order.
    var latencies: [Double]
    /// The size of an answer, in bytes.
    var answerBytes: Int
    /// What was not answered as wanted: status or reason, and how often.
    var failures: [String: Int]

    var rate: Double { Double(answered) / seconds }

    func latency(_ share: Double) -> Double { latencies.isEmpty ? 0 : latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))] }
}

/// A client that keeps so many requests in flight.
struct LoadClient: Sendable {
    /// How many requests are in flight at once, each on a connection of its own.
    static let concurrency = 32
    private let connection: StoreConnection
    private let url: String
    private let next = Counter()

    /// Connects with the certificates of a sandbox's inhabitant.
    init(url: String, pki: String, name: String) {
        self.url = url
        connection = StoreConnection(
            StoreConnectionSettings(
                clientCertificate: .file("\(pki)/\(name).pem"), clientKey: .file("\(pki)/\(name).key"), authorities: .file("\(pki)/authorities.pem"),
                connections: Self.concurrency))
    }

    /// Sends documents for so many seconds.
    func load(_ path: String, _ documents: EnlargedDocument, seconds: Double) async -> LoadResult {
        let outcome = Outcome()
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        await withDiscardingTaskGroup { group in
            for _ in 0..<Self.concurrency {
                group.addTask {
                    while ContinuousClock.now < end {
                        let sent = ContinuousClock.now
                        let (failure, bytes) = await send(path, documents.number(next.take()))
                        let latency = Timing.seconds(ContinuousClock.now - sent)
                        outcome.result.withLock {
                            if let failure { $0.failures[failure, default: 0] += 1 } else { $0.answered += 1 }
                            $0.latencies.append(latency)
                            $0.answerBytes = bytes
                        }
                    }
                }
            }
        }
        var result = outcome.result.withLock { $0 }
        result.seconds = Timing.seconds(ContinuousClock.now - start)
        result.latencies.sort()
        return result
    }

    private func send(_ path: String, _ body: [[UInt8]]) async -> (String?, Int) {
        do {
            let answer = try await connection.send(StoreRequest(url: url + path, contentType: "application/xml", body: body))
            return (answer.status == 202 ? nil : "status \(answer.status)", answer.body.count)
        } catch {
            return (error.reason.rawValue, 0)
        }
    }

    /// What a path answers with 200; nil while it does not.
    func ask(_ path: String) async -> [UInt8]? {
        guard let answer = try? await connection.send(.question(url + path)), answer.status == 200 else { return nil }
        return answer.body
    }

    /// Ends every connection.
    func close() { connection.close() }
}

/// Numbers, each given out once.
private final class Counter: Sendable {
    private let value = Atomic(0)

    func take() -> Int { value.add(1, ordering: .relaxed).oldValue }
}

/// What came so far.
final class Outcome: Sendable {
    let result = Mutex(LoadResult(answered: 0, seconds: 0, latencies: [], answerBytes: 0, failures: [:]))
}
