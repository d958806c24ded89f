// Keeps a second gateway out of a folder.

import Foundation

/// An exclusive lock on a folder, held until released or until the process ends, however it ends.
final class FolderLock: Sendable {
    private let file: Int32

    /// How often a lock that is held is tried again, every 20 ms: a gateway that is just ending, or a child that it was just starting, lets go of it soon.
    private static let tries = 50

    /// Takes the lock on a file, or fails with `locked` when another process or journal keeps it for a second.
    init(path: String) throws(JournalFailure) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folder(String(cString: strerror(errno))) }
        var tries = 0
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            tries += 1
            guard tries < Self.tries else {
                close(file)
                throw .locked
            }
            usleep(20_000)
        }
        self.file = file
    }

    deinit { close(file) }
}
