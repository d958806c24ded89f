// Which files of some folders were just saved, until Ctrl-C.

import Dispatch
import Foundation
import GatewayServer

/// Waits for files to be saved, however an editor saves: in place, or beside and renamed.
final class FolderEvents {
    /// What ended a wait.
    enum Wake: Equatable {
        /// These files were written, by folder and name.
        case saved(Set<String>)
        /// The program is asked to end.
        case interrupted
    }

    private let watch: FolderWatch
    private var sources: [any DispatchSourceSignal] = []

    /// Watches folders; a folder that cannot be watched is an error.
    init(_ folders: Set<String>) throws(ProgramExit) {
        do throws(FolderWatchFailure) {
            watch = try FolderWatch(folders)
        } catch {
            throw .usage("\(error.folder ?? "files") cannot be watched (\(error.reason))")
        }
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [watch] in watch.interrupt() }
            source.resume()
            sources.append(source)
        }
    }

    deinit { for source in sources { source.cancel() } }

    /// Waits for the next saved files.
    func next() -> Wake {
        // 40 ms: an editor writes, renames and touches in one go.
        switch watch.next(settleMilliseconds: 40) {
        case .appeared(let files): .saved(Set(files.map { $0.folder + "/" + String(decoding: $0.name, as: UTF8.self) }))
        case .overflowed: .saved([])
        case .interrupted: .interrupted
        }
    }
}
