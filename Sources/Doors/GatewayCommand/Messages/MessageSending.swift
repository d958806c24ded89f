// Sends messages over several connections, those of one patient in their order.

import Delivery
import HL7v2Messages

/// Sends messages and gives the answer to each as it comes.
struct MessageSending {
    let destination: MLLPDestination
    /// How many connections at once.
    let connections: Int
    /// How often every message is sent.
    let count: Int

    /// Sends all messages; a connection on which one stays unanswered sends no more, for what follows may depend on it.
    ///
    /// - Returns: how many were not sent for that reason.
    func run(_ entries: [MessageFile.Entry], told: (MessageAnswer) throws -> Void) async throws -> Int {
        var lanes = [[MessageFile.Entry]](repeating: [], count: connections)
        for repetition in 0..<count {
            for entry in entries { lanes[(Self.lane(of: entry.bytes) + repetition) % connections].append(entry) }
        }
        let (answers, sink) = AsyncStream.makeStream(of: MessageAnswer.self)
        let destination = destination
        async let unsent = withTaskGroup { group in
            for lane in lanes where !lane.isEmpty { group.addTask { await Self.send(lane, to: destination) { _ = sink.yield($0) } } }
            let unsent = await group.reduce(0, +)
            sink.finish()
            return unsent
        }
        for await answer in answers { try told(answer) }
        return await unsent
    }

    private static func send(_ lane: [MessageFile.Entry], to destination: MLLPDestination, told: (MessageAnswer) -> Void) async -> Int {
        let client = MLLPClient(destination)
        for (number, entry) in lane.enumerated() {
            let start = ContinuousClock.now
            func passed() -> Double { (ContinuousClock.now - start) / .milliseconds(1) }
            let answer: MessageAnswer
            do throws(TransferFailure) {
                answer = MessageAnswer(try await client.send(entry.bytes), to: entry, milliseconds: passed())
            } catch {
                answer = MessageAnswer(error.reason, detail: error.detail, to: entry, milliseconds: passed())
            }
            told(answer)
            if answer.failure != nil { return lane.count - number - 1 }
        }
        return 0
    }

    /// A number that the messages of one patient share (FNV-1a over the first identifier of PID-3).
    private static func lane(of bytes: [UInt8]) -> Int {
        guard case .success(let message) = HL7Message.read(bytes, limits: MessageLimits(bytes: .max, segments: .max, fields: .max)) else { return 0 }
        let patient = message.first("PID")?.field(3).component(1).value.raw ?? []
        let hash = patient.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Int(hash >> 33)
    }
}
