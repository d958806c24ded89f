// Which files of some folders were just written or moved in: Linux tells, nobody asks again and again.

import Glibc

/// Why folders cannot be watched.
public struct FolderWatchFailure: Error, Sendable {
    /// The folder; nil where nothing can be watched here.
    public let folder: String?
    /// What the system says.
    public let reason: String
}

/// Waits for files to be closed after writing, or to be moved in (inotify).
///
/// Folders are watched rather than files, since a file that is replaced by renaming another one over it is a new file. One thread waits; any may interrupt.
public final class FolderWatch: Sendable {
    /// A file that appeared, by folder and name; names are bytes, of any encoding or none.
    public struct Appearance: Sendable, Hashable {
        /// The folder, as it was given.
        public let folder: String
        /// The name within it.
        public let name: [UInt8]
    }

    /// What ended a wait.
    public enum Wake: Sendable, Equatable {
        /// These files appeared.
        case appeared(Set<Appearance>)
        /// So many appeared that some were not told of: the folders are to be looked through.
        case overflowed
        /// The wait was interrupted.
        case interrupted
    }

    private let descriptor: Int32
    /// The two ends of a pipe: what is written into it ends the wait.
    private let bell: (read: Int32, write: Int32)
    private let folders: [Int32: String]

    /// Watches folders.
    ///
    /// - Parameters:
    ///   - folders: the folders.
    ///   - includesLinks: whether a file counts as soon as it has its name there, as programs deliver that write elsewhere and link (Maildir).
    public init(_ folders: Set<String>, includesLinks: Bool = false) throws(FolderWatchFailure) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
        bell = (ends[0], ends[1])
        var watched: [Int32: String] = [:]
        var failure = descriptor < 0 || bell.read < 0 ? FolderWatchFailure(folder: nil, reason: String(cString: strerror(errno))) : nil
        for folder in folders.sorted() where failure == nil {
            let watch = inotify_add_watch(descriptor, folder, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | (includesLinks ? IN_CREATE : 0)))
            if watch < 0 { failure = FolderWatchFailure(folder: folder, reason: String(cString: strerror(errno))) }
            watched[watch] = folder
        }
        self.folders = watched
        if let failure { throw failure }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if bell.read >= 0 { close(bell.read) }
        if bell.write >= 0 { close(bell.write) }
    }

    /// Ends the wait, and every later one.
    public func interrupt() { _ = write(bell.write, [0] as [UInt8], 1) }

    /// Waits for the next files; what follows within `settleMilliseconds` belongs to the same.
    public func next(settleMilliseconds: Int32 = 0) -> Wake {
        var appeared: Set<Appearance> = []
        while true {
            var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0)]
            let count = poll(&polled, 2, appeared.isEmpty ? -1 : settleMilliseconds)
            if count < 0, errno == EINTR { continue }
            if polled[1].revents != 0 || count < 0 { return .interrupted }
            if count == 0 { return .appeared(appeared) }
            guard let more = read() else { return .overflowed }
            appeared.formUnion(more)
        }
    }

    /// What is there to read; nil where the queue overflowed.
    private func read() -> [Appearance]? {
        var found: [Appearance] = []
        var overflowed = false
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            var place = 0
            while place + MemoryLayout<inotify_event>.size <= count {
                let event = UnsafeRawPointer(buffer.baseAddress! + place)
                let head = event.load(as: inotify_event.self)
                if head.mask & UInt32(IN_Q_OVERFLOW) != 0 { overflowed = true }
                // The name follows the event, filled up with zeros.
                if head.len > 0, let folder = folders[head.wd] {
                    let name = UnsafeRawBufferPointer(start: event + MemoryLayout<inotify_event>.size, count: Int(head.len)).prefix { $0 != 0 }
                    found.append(Appearance(folder: folder, name: Array(name)))
                }
                place += MemoryLayout<inotify_event>.size + Int(head.len)
            }
        }
        return overflowed ? nil : found
    }
}
