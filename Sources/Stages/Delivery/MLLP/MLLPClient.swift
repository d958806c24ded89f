// Sends HL7 v2 messages over MLLP and brings back the answer to each.

import Dispatch
import Synchronization

/// One connection to a system that takes HL7 v2 messages, made when it is needed and kept.
///
/// Messages go one after the other, each when the one before is answered, so that their order is kept; several clients send side by side. Nothing is
/// sent twice by itself: whether to do so after a failure is for whoever sent it, who is told whether the message may have arrived.
public final class MLLPClient: Sendable {
    /// Where the messages go.
    public let destination: MLLPDestination
    private let queue = DispatchQueue(label: "mllp-client")
    private let channel: MLLPChannel

    /// Prepares a client; the connection is made with the first message.
    public init(_ destination: MLLPDestination) {
        self.destination = destination
        channel = MLLPChannel(destination)
    }

    /// Sends a message and waits for its answer; cancelling the task ends the wait and the connection.
    ///
    /// - Parameter message: the message in pipe form, without a frame.
    /// - Returns: the first message that comes back, without its frame; whether it answers this message is for the caller to see.
    public func send(_ message: [UInt8]) async throws(TransferFailure) -> [UInt8] {
        let patience = Patience()
        let (queue, channel) = (queue, channel)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (waiting: CheckedContinuation<Result<[UInt8], TransferFailure>, Never>) in
                // The work blocks: it has a thread of its own, for those of tasks are few.
                queue.async { waiting.resume(returning: channel.exchange(message, patience)) }
            }
        } onCancel: {
            patience.end()
        }
        return try result.get()
    }

    /// Ends the connection after the message that is under way; the next message makes a new one.
    public func close() {
        let channel = channel
        queue.async { channel.close() }
    }
}

/// Whether somebody still waits for an answer.
final class Patience: Sendable {
    private let ended = Mutex(false)

    /// Nobody waits any more.
    func end() { ended.withLock { $0 = true } }

    /// Whether the wait was ended.
    var isEnded: Bool { ended.withLock { $0 } }
}
