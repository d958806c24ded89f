// Keeps a second gateway out of a folder.

import Foundation

/// An exclusive lock on a folder, held until released or until the process ends, however it ends.
final class FolderLock: Sendable {
    private let file: Int32

    /// Takes the lock on a file, or fails with `locked` when another process or journal has it.
    init(path: String) throws(JournalFailure) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .folder(String(cString: strerror(errno))) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw .locked
        }
        self.file = file
    }

    deinit { close(file) }
}
