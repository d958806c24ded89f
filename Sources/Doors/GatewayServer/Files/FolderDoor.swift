// The folder door: documents are dropped into a folder, and their outcome is written beside them.

import Foundation
import Journal
import Logging
import ServiceLifecycle
import Synchronization

/// Takes the files of one folder in, one after another.
struct FolderDoor: Service {
    let folder: DropFolder
    let receiver: FileReceiver
    let logger: Logger
    let whenBound: @Sendable () async -> Void

    /// How long a file that nobody announced must not have been written to, in seconds: it may be unfinished.
    static let restSeconds = 2.0
    /// How often the folder is looked through, in seconds, for what no event announced: of other machines, or from before the start.
    static let lookSeconds = 5

    func run() async throws {
        let (signals, signal) = AsyncStream.makeStream(of: FolderWatch.Wake?.self)
        let thread = try WatchThread(FolderWatch([folder.path]), signal)
        await whenBound()
        await cancelWhenGracefulShutdown {
            async let ticking: Void = {
                while !Task.isCancelled {
                    signal.yield(nil)
                    try? await Task.sleep(for: .seconds(Self.lookSeconds))
                }
            }()
            await withTaskCancellationHandler {
                for await wake in signals {
                    if Task.isCancelled { break }
                    // What was begun is brought to its end: a file that is written down gets its outcome.
                    await Task { await handle(wake, thread) }.value
                }
            } onCancel: {
                thread.stop()
            }
            await ticking
        }
    }

    private func handle(_ wake: FolderWatch.Wake?, _ thread: WatchThread) async {
        var names: [FileName] = []
        switch wake {
        case .appeared(let files)?:
            names = files.map { FileName($0.name) }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        case .interrupted?: break
        case .overflowed?, nil:
            // What was claimed before and not ended comes first, then what stands there unannounced.
            for name in folder.claimed() {
                guard !thread.isStopped, await take(name) else { return }
            }
            names = folder.unannounced(before: Date().timeIntervalSince1970 - Self.restSeconds)
        }
        for name in names {
            guard !thread.isStopped else { return }
            guard folder.claim(name) else { continue }
            guard await take(name) else { return }
        }
    }

    /// Brings a claimed file to its end; false where no file can be, now.
    private func take(_ name: FileName) async -> Bool {
        switch folder.read(name, limit: receiver.mostBytes) {
        case .gone: return true
        case .later(let failure):
            logger.error("file not read", metadata: ["door": "folder", "reason": "\(failure.reason)"])
            return true
        case .tooLarge(let count): return conclude(name, receiver.tooLarge(count))
        case .unreadable(let reason): return conclude(name, receiver.refusal(FileFinding.unreadable(reason)))
        case .bytes(let bytes):
            switch await receiver.receive(bytes, at: receiver.keeper.now()) {
            case .later(let code):
                logger.error("file waits", metadata: ["door": "folder", "code": "\(code)"])
                return false
            case .decided(let outcome, let owed):
                guard conclude(name, outcome) else { return false }
                for id in owed { try? await receiver.journal.markAnswered(id, now: receiver.keeper.now()) }
                return true
            }
        }
    }

    private func conclude(_ name: FileName, _ outcome: FileOutcome) -> Bool {
        do throws(FileFailure) {
            try folder.conclude(name, outcome)
            return true
        } catch {
            logger.error("outcome not written", metadata: ["door": "folder", "reason": "\(error.reason)"])
            return false
        }
    }
}

/// The thread that waits for files, since the system's wait holds up whoever waits.
final class WatchThread: Sendable {
    private let watch: FolderWatch
    private let stopped = Mutex(false)

    /// Whether it was told to stop.
    var isStopped: Bool { stopped.withLock { $0 } }

    /// Waits from now on; what appears goes into the stream, which ends with the thread.
    init(_ watch: FolderWatch, _ signal: AsyncStream<FolderWatch.Wake?>.Continuation) {
        self.watch = watch
        let thread = Thread {
            while true {
                let wake = watch.next()
                if wake == .interrupted { break }
                signal.yield(wake)
            }
            signal.finish()
        }
        thread.name = "folder-watch"
        thread.stackSize = 512 << 10
        thread.start()
    }

    /// Ends the thread.
    func stop() {
        stopped.withLock { $0 = true }
        watch.interrupt()
    }
}
