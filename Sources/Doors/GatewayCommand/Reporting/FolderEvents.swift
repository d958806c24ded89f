// Which files of some folders were just written or moved in: Linux tells, nobody asks again and again.

import Dispatch
import Foundation
import Glibc

/// Waits for files to be saved, however an editor saves: in place, or beside and renamed.
///
/// Folders are watched rather than files, since a file that is replaced by renaming another one over it is a new file.
final class FolderEvents {
    /// What ended a wait.
    enum Wake: Equatable {
        /// These files were written, by folder and name.
        case saved(Set<String>)
        /// The program is asked to end.
        case interrupted
    }

    private let descriptor: Int32
    private var folders: [Int32: String] = [:]
    private let interruption = Pipe()
    private var sources: [any DispatchSourceSignal] = []

    /// Watches folders; a folder that cannot be watched is an error.
    init(_ folders: Set<String>) throws(ProgramExit) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw .usage("files cannot be watched here (\(String(cString: strerror(errno))))") }
        for folder in folders {
            let watch = inotify_add_watch(descriptor, folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO))
            guard watch >= 0 else { throw .usage("\(folder) cannot be watched (\(String(cString: strerror(errno))))") }
            self.folders[watch] = folder
        }
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [interruption] in try? interruption.fileHandleForWriting.write(contentsOf: Data([0])) }
            source.resume()
            sources.append(source)
        }
    }

    deinit {
        for source in sources { source.cancel() }
        close(descriptor)
    }

    /// Waits for the next saved files; what follows within a moment belongs to the same save.
    func next() -> Wake {
        var saved: Set<String> = []
        while true {
            // 40 ms: an editor writes, renames and touches in one go.
            var polled = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: interruption.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&polled, 2, saved.isEmpty ? -1 : 40)
            if count < 0, errno == EINTR { continue }
            if polled[1].revents != 0 || count < 0 { return .interrupted }
            if count == 0 { return .saved(saved) }
            saved.formUnion(read())
        }
    }

    private func read() -> [String] {
        var names: [String] = []
        let size = 64 << 10
        withUnsafeTemporaryAllocation(byteCount: size, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress, size)
            var place = 0
            while place + MemoryLayout<inotify_event>.size <= count {
                let event = UnsafeRawPointer(buffer.baseAddress! + place)
                let head = event.load(as: inotify_event.self)
                // The name follows the event, filled up with zeros.
                if head.len > 0, let folder = folders[head.wd] {
                    names.append(folder + "/" + String(cString: (event + MemoryLayout<inotify_event>.size).assumingMemoryBound(to: CChar.self)))
                }
                place += MemoryLayout<inotify_event>.size + Int(head.len)
            }
        }
        return names
    }
}
