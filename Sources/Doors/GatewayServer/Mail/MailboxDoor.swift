// The door of the mailbox: mails are taken as they arrive, one after another.

import Foundation
import Logging
import MailMessages
import ServiceLifecycle

/// Takes the mails of a Maildir in.
struct MailboxDoor: Service {
    let maildir: Maildir
    let reading: MailReading
    let logger: Logger
    let whenBound: @Sendable () async -> Void

    func run() async throws {
        let (signals, signal) = AsyncStream.makeStream(of: FolderWatch.Wake?.self, bufferingPolicy: .bufferingNewest(2))
        // Mails are whole as soon as they have their name there, whether they were renamed or linked.
        let thread = try WatchThread(FolderWatch([maildir.arrivals], includesLinks: true), signal)
        await whenBound()
        await cancelWhenGracefulShutdown {
            async let ticking: Void = {
                while !Task.isCancelled {
                    signal.yield(nil)
                    try? await Task.sleep(for: .seconds(FolderDoor.lookSeconds))
                }
            }()
            await withTaskCancellationHandler {
                for await _ in signals {
                    if Task.isCancelled { break }
                    // What was begun is brought to its end.
                    await Task { await takeAll(thread) }.value
                }
            } onCancel: {
                thread.stop()
            }
            await ticking
        }
    }

    private func takeAll(_ thread: WatchThread) async {
        for name in maildir.waiting() {
            guard !thread.isStopped, await take(name) else { return }
        }
    }

    /// Deals with one mail; false where the next ones have to wait, too.
    private func take(_ name: FileName) async -> Bool {
        do throws(FileFailure) {
            let limit = MailLimits.standard.bytes
            let rest: Maildir.Rest
            do throws(FileFailure) {
                let bytes = try maildir.read(name, limit: limit)
                guard let dealt = await reading.deal(with: bytes, now: reading.receiver.keeper.now()) else { return false }
                rest = dealt
            } catch {
                // Gone, a link or a device: nothing that can be read is left to people to look at.
                if error.number == ENOENT { return true }
                logger.warning("mail not read", metadata: ["reason": "\(error.reason)"])
                rest = .flagged
            }
            try maildir.rest(name, rest)
            return true
        } catch {
            logger.error("mail not laid to rest", metadata: ["reason": "\(error.reason)"])
            return true
        }
    }
}
