// Keeps forwarding, retrying and tidying while the gateway runs.

import Delivery
import Foundation
import Gateway
import Journal
import Logging
import ServiceLifecycle

/// Runs the forwarder, looks for what other processes changed, and erases bodies whose time is over.
struct ForwardingService: Service {
    let journal: SQLiteJournal
    let forwarder: Forwarder
    let retention: RetentionPolicy
    let logger: Logger

    init(_ runtime: GatewayRuntime) {
        journal = runtime.journal
        logger = runtime.logger
        retention = RetentionPolicy(forwarded: Double(runtime.configuration.journal.retentionHours) * 3600)
        let logger = runtime.logger
        forwarder = Forwarder(
            journal: runtime.journal, store: runtime.store, policy: RetryPolicy(budgetHours: Double(runtime.configuration.store.retryHours)),
            parallel: runtime.configuration.store.parallel, now: { Date() },
            observe: { event in
                switch event {
                case .turnEnded(let passage):
                    logger.info(
                        "turn ended",
                        metadata: [
                            "passage": "\(passage.id)", "leg": "\(passage.storeLeg.rawValue)", "attempts": "\(passage.attempts)",
                            "code": "\(passage.failure?.code ?? "-")",
                        ])
                case .journalFailed(let failure): logger.error("journal failed", metadata: ["code": "\(failure.code)"])
                }
            })
    }

    func run() async throws {
        let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await cancelWhenGracefulShutdown {
            async let forwarding: Void = forwarder.run(ticks: ticks)
            var seconds = 0
            while !Task.isCancelled {
                tick.yield()
                try? await Task.sleep(for: .seconds(1))
                _ = try? await journal.noticeOutsideChanges()
                seconds += 1
                if seconds % 60 == 0 { await erase() }
            }
            tick.finish()
            await forwarding
        }
        try? await journal.close()
    }

    private func erase() async {
        do {
            let erased = try await journal.eraseBodies(retention, limit: 1000, now: Date())
            if erased > 0 { logger.info("bodies erased", metadata: ["count": "\(erased)"]) }
        } catch {
            logger.error("journal failed", metadata: ["code": "\(error.code)"])
        }
    }
}
