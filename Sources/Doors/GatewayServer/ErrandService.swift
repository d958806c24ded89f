// Keeps errands going while the gateway runs: deletions, business acknowledgements, mails.

import Delivery
import Foundation
import Gateway
import Journal
import Logging
import ServiceLifecycle

/// Runs the errands that this gateway has carriers for.
struct ErrandService: Service {
    private let runner: ErrandRunner
    private let surroundings: GatewaySurroundings

    init(_ runtime: GatewayRuntime) throws {
        let logger = runtime.logger
        surroundings = runtime.surroundings
        let pass = surroundings.pass
        runner = ErrandRunner(
            journal: runtime.journal, carriers: try runtime.errandCarriers(), now: surroundings.now, draw: surroundings.draw,
            pause: { await pass(1) },
            observe: { event in
                switch event {
                case .turnEnded(let errand):
                    logger.info(
                        "errand turn ended",
                        metadata: [
                            "errand": "\(errand.id)", "kind": "\(errand.kind.rawValue)", "topic": "\(errand.topic)", "state": "\(errand.state.rawValue)",
                            "attempts": "\(errand.attempts)", "code": "\(errand.failure?.code ?? "-")",
                        ])
                case .journalFailed(let failure): logger.error("journal failed", metadata: ["code": "\(failure.code)"])
                }
            })
    }

    func run() async throws {
        let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await cancelWhenGracefulShutdown {
            async let running: Void = runner.run(ticks: ticks)
            while !Task.isCancelled {
                tick.yield()
                await surroundings.pass(1)
            }
            tick.finish()
            await running
        }
    }
}
