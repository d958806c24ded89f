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
    let store: StoreClient
    let forwarder: Forwarder
    let retention: RetentionPolicy
    let surroundings: GatewaySurroundings
    let logger: Logger

    init(_ runtime: GatewayRuntime) {
        journal = runtime.journal
        store = runtime.store
        logger = runtime.logger
        retention = RetentionPolicy(forwarded: Double(runtime.configuration.journal.retentionHours) * 3600)
        surroundings = runtime.surroundings
        let (logger, pass) = (runtime.logger, runtime.surroundings.pass)
        forwarder = Forwarder(
            journal: runtime.journal, store: runtime.store,
            policy: RetryPolicy(longest: Double(runtime.configuration.store.pauseSeconds), budgetHours: Double(runtime.configuration.store.retryHours)),
            parallel: runtime.configuration.store.parallel, assertions: runtime.assertions, now: surroundings.now,
            draw: surroundings.draw, pause: { await pass(1) },
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
        let store = store
        // A stop lets what is in work come to its end; a cancellation, when the time for that is over, ends the exchanges: what may have arrived is
        // written down as in doubt, and asked about at the next start.
        await withTaskCancellationHandler {
            await forward(ticks, tick)
        } onCancel: {
            store.close()
        }
        try? await journal.close()
    }

    private func forward(_ ticks: AsyncStream<Void>, _ tick: AsyncStream<Void>.Continuation) async {
        await cancelWhenGracefulShutdown {
            async let forwarding: Void = forwarder.run(ticks: ticks)
            var erasure = surroundings.now().addingTimeInterval(60)
            while !Task.isCancelled {
                tick.yield()
                await surroundings.pass(1)
                _ = try? await journal.noticeOutsideChanges()
                guard surroundings.now() >= erasure else { continue }
                await erase()
                erasure = surroundings.now().addingTimeInterval(60)
            }
            tick.finish()
            await forwarding
        }
    }

    private func erase() async {
        do {
            var erased = 0
            // In steps, so that no transaction is long; until all are erased, so that no rate of documents outgrows the disk.
            while !Task.isCancelled {
                let step = try await journal.eraseBodies(retention, limit: 200, now: surroundings.now())
                erased += step
                if step == 0 { break }
            }
            if erased > 0 { logger.info("bodies erased", metadata: ["count": "\(erased)"]) }
        } catch {
            logger.error("journal failed", metadata: ["code": "\(error.code)"])
        }
    }
}
