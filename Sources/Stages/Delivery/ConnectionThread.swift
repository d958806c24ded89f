// One thread that moves the bytes of every exchange.

import CCurl
import Foundation
import Synchronization

/// The thread that owns all transfers; tasks hand their requests over and wait.
final class ConnectionThread: Sendable {
    private struct Inbox {
        var requested: [Transfer] = []
        var cancelled: Set<UInt64> = []
        var nextNumber: UInt64 = 1
        var isClosed = false
    }

    private let settings: StoreConnectionSettings
    private let inbox = Mutex(Inbox())
    private let multi: MultiHandle

    init(_ settings: StoreConnectionSettings) {
        self.settings = settings
        multi = MultiHandle(connections: settings.connections)
    }

    func start() {
        let worker = Thread { [self] in run() }
        worker.name = "store-connection"
        worker.stackSize = 1 << 20
        worker.start()
    }

    func send(_ request: StoreRequest) async throws(TransferFailure) -> StoreAnswer {
        let number = inbox.withLock { inbox in
            defer { inbox.nextNumber += 1 }
            return inbox.nextNumber
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                let transfer = Transfer(number: number, request: request, largestAnswer: settings.largestAnswer, waiting: waiting)
                let refused = inbox.withLock { inbox -> TransferFailureReason? in
                    if inbox.isClosed { return .closed }
                    if inbox.cancelled.remove(number) != nil { return .cancelled }
                    inbox.requested.append(transfer)
                    return nil
                }
                if let refused {
                    transfer.finish(TransferFailure(reason: refused, requestMayHaveArrived: false))
                } else {
                    multi.wake()
                }
            }
        } onCancel: {
            inbox.withLock { inbox in
                if !inbox.isClosed { inbox.cancelled.insert(number) }
            }
            multi.wake()
        }
        // A cancellation that came after the end leaves no trace behind.
        inbox.withLock { _ = $0.cancelled.remove(number) }
        return try result.get()
    }

    func close() {
        inbox.withLock { $0.isClosed = true }
        multi.wake()
    }

    /// The thread: takes what was handed over, moves bytes, tells who waits.
    private func run() {
        var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
        while true {
            let (requested, cancelled, isClosed) = inbox.withLock { inbox in
                defer { inbox.requested = [] }
                return (inbox.requested, inbox.cancelled, inbox.isClosed)
            }
            for transfer in requested {
                guard let easy = EasyHandle.prepare(transfer, settings) else { continue }
                transfers[easy] = transfer
                multi.add(easy)
            }
            if isClosed || !cancelled.isEmpty {
                for (easy, transfer) in transfers where isClosed || cancelled.contains(transfer.number) {
                    multi.remove(easy)
                    transfers[easy] = nil
                    transfer.finish(TransferFailure(reason: isClosed ? .closed : .cancelled, requestMayHaveArrived: transfer.requestMayHaveArrived))
                }
            }
            if isClosed { break }
            multi.perform { easy, code in
                guard let transfer = transfers.removeValue(forKey: easy) else { return }
                let failure = code == CURLE_OK ? nil : TransferFailure(code, of: transfer)
                transfer.finish(failure, status: EasyHandle.status(of: easy))
                multi.remove(easy)
            }
            multi.waitForEvents()
        }
        multi.cleanUp()
    }
}
