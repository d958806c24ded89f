// Reads bodies within the limits of one and of all.

import Hummingbird
import NIOCore
import Synchronization

/// Reads bodies, each within its own limit and all of them together within another.
final class BodyReader: Sendable {
    /// Why a body was not read to its end.
    enum Failure: Error {
        /// It is larger than the limit, or announced to be.
        case tooLarge(Int)
        /// Too many bytes are in work already.
        case crowded
        /// It broke off.
        case cutShort
    }

    private let limits: GatewayConfiguration.Limits
    private let inFlight = Mutex(0)

    /// The largest body, in bytes.
    var maximumByteCount: Int { limits.bodyBytes }

    init(limits: GatewayConfiguration.Limits) { self.limits = limits }

    /// Reads a body and hands it on; its bytes count as in work until `work` returns.
    func read<Result: Sendable>(_ request: Request, work: ([UInt8]) async throws -> Result) async throws -> Result {
        var reserved = 0
        defer { inFlight.withLock { $0 -= reserved } }
        func reserve(_ count: Int) throws(Failure) {
            guard count > reserved else { return }
            let granted = inFlight.withLock { total in
                guard total + count - reserved <= limits.inFlightBytes else { return false }
                total += count - reserved
                return true
            }
            guard granted else { throw .crowded }
            reserved = count
        }
        let announced = request.headers[.contentLength].flatMap(Int.init) ?? 0
        guard announced <= limits.bodyBytes else { throw Failure.tooLarge(announced) }
        try reserve(announced)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(announced)
        do {
            for try await buffer in request.body {
                guard bytes.count + buffer.readableBytes <= limits.bodyBytes else { throw Failure.tooLarge(bytes.count + buffer.readableBytes) }
                try reserve(bytes.count + buffer.readableBytes)
                bytes.append(contentsOf: buffer.readableBytesView)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure.cutShort
        }
        // A body that ends before its length has come is not whole, whatever ended it.
        guard request.headers[.contentLength] == nil || bytes.count == announced else { throw Failure.cutShort }
        return try await work(bytes)
    }
}
