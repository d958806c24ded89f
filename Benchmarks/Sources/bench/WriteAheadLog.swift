// Watches how many transactions a database commits, from outside, by the marks in its write-ahead log.

import Foundation
import Synchronization

/// Counts the commits of a SQLite database in WAL mode while it is written by another process.
///
/// A frame that ends a transaction holds the size of the database (the SQLite file format, 4.1); the log starts over now and then, with another salt.
final class CommitWatch: Sendable {
    private struct Mark {
        var generation: UInt64 = 0
        var frames = 0
        var commits = 0
        var instant = ContinuousClock.now
    }

    private struct Seen {
        var last: Mark?
        var commits = 0
        var frames = 0
        var duration = Duration.zero
        var isOver = false
    }

    private let seen = Mutex(Seen())
    private let path: String

    /// Watches a log until `stop`.
    init(_ path: String) {
        self.path = path
        Thread { [self] in
            while !seen.withLock({ $0.isOver }) {
                look()
                usleep(50_000)
            }
        }.start()
    }

    /// Ends the watch: commits per second, and pages per commit, over the time in which the log did not start over.
    func stop() -> (commitsPerSecond: Double, pagesPerCommit: Double) {
        seen.withLock {
            $0.isOver = true
            return (Double($0.commits) / max(Timing.seconds($0.duration), 1e-9), Double($0.frames) / Double(max($0.commits, 1)))
        }
    }

    private func look() {
        let before = seen.withLock { $0.last }
        guard let mark = read(from: before) else { return }
        seen.withLock { seen in
            if let last = seen.last, last.generation == mark.generation {
                seen.commits += mark.commits - last.commits
                seen.frames += mark.frames - last.frames
                seen.duration += mark.instant - last.instant
            }
            seen.last = mark
        }
    }

    /// Counts on from where the last look ended, as long as the frames carry the header's salt.
    private func read(from last: Mark?) -> Mark? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt64($1) } }
        func bytes(_ count: Int, at offset: Int) -> [UInt8]? {
            var buffer = [UInt8](repeating: 0, count: count)
            return pread(file, &buffer, count, off_t(offset)) == count ? buffer : nil
        }
        guard let header = bytes(32, at: 0) else { return nil }
        let pageSize = Int(word(header, 8))
        var mark = Mark(generation: word(header, 16) << 32 | word(header, 20))
        if let last, last.generation == mark.generation { (mark.frames, mark.commits) = (last.frames, last.commits) }
        while let frame = bytes(24, at: 32 + mark.frames * (24 + pageSize)), word(frame, 8) << 32 | word(frame, 12) == mark.generation {
            mark.frames += 1
            if word(frame, 4) != 0 { mark.commits += 1 }
        }
        mark.instant = .now
        return mark
    }
}
