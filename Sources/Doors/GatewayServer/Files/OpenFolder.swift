// A folder held open: every file in it is reached by its name in it alone, and no link is followed.

import CDispatch
import Dispatch
import Foundation

/// Why a file operation failed.
struct FileFailure: Error, Sendable, Hashable {
    let number: Int32

    static var last: FileFailure { FileFailure(number: errno) }

    /// The name of the error, which says nothing of the file.
    var reason: String { String(cString: strerror(number)) }
}

/// What is to be known of a file before it is read.
struct FileFacts: Sendable {
    let isRegular: Bool
    let isFolder: Bool
    let byteCount: Int
    let modified: Double
}

/// A folder held open.
final class OpenFolder: Sendable {
    let descriptor: Int32

    /// Opens a folder, made first where it is missing.
    init(path: String, makes: Bool = false) throws(FileFailure) {
        if makes, mkdir(path, 0o770) != 0, errno != EEXIST { throw .last }
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw .last }
    }

    /// Opens a folder within another one, made first where it is missing; a link there is none.
    init(_ name: String, in parent: OpenFolder) throws(FileFailure) {
        if mkdirat(parent.descriptor, name, 0o770) != 0, errno != EEXIST { throw .last }
        descriptor = openat(parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0 { throw .last }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The names in the folder, at most so many.
    func names(limit: Int = 10_000) -> [FileName] {
        let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let stream = fdopendir(own) else { return [] }
        defer { closedir(stream) }
        var names: [FileName] = []
        while names.count < limit, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { FileName(Array($0.prefix { $0 != 0 })) }
            if name != FileName("."), name != FileName("..") { names.append(name) }
        }
        return names
    }

    /// What there is of a name; a link is itself.
    func facts(_ name: FileName) throws(FileFailure) -> FileFacts {
        var status = stat()
        guard name.withPath({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { throw .last }
        return FileFacts(status)
    }

    /// The bytes of a regular file, at most one more than the limit, so that more is seen.
    func read(_ name: FileName, limit: Int) throws(FileFailure) -> [UInt8] {
        // A pipe that nobody writes to must not hold us up before it is seen to be one.
        let file = name.withPath { openat(descriptor, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else { throw .last }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .last }
        let facts = FileFacts(status)
        guard facts.isRegular else { throw FileFailure(number: EINVAL) }
        var bytes = [UInt8](repeating: 0, count: min(facts.byteCount, limit) + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress! + count, $0.count - count, count) }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw .last }
            if more == 0 { break }
            count += more
        }
        bytes.removeSubrange(count...)
        return bytes
    }

    /// Writes a file whole or not at all, in place of one that has the name.
    func write(_ bytes: [UInt8], as name: FileName) throws(FileFailure) {
        let draft = FileName(Self.draft + UUID().uuidString + ".tmp")
        let file = draft.withPath { openat(descriptor, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640) }
        guard file >= 0 else { throw .last }
        var failure: FileFailure?
        var count = 0
        while count < bytes.count, failure == nil {
            let more = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress! + count, $0.count - count, count) }
            if more >= 0 { count += more } else if errno != EINTR { failure = .last }
        }
        if failure == nil, fsync(file) != 0 { failure = .last }
        close(file)
        if failure == nil, draft.withPath({ from in name.withPath { renameat(descriptor, from, descriptor, $0) } }) != 0 { failure = .last }
        if let failure {
            remove(draft)
            throw failure
        }
    }

    /// Moves a file into another folder of the same file system, not over another one; nobody else puts files there, which `lock` sees to.
    func move(_ name: FileName, to folder: OpenFolder, as newName: FileName) throws(FileFailure) {
        if (try? folder.facts(newName)) != nil { throw FileFailure(number: EEXIST) }
        let result = name.withPath { from in newName.withPath { renameat(descriptor, from, folder.descriptor, $0) } }
        if result != 0 { throw .last }
    }

    /// Keeps other gateways out for as long as the folder is held; fails when one works here.
    func lock() throws(FileFailure) { if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { throw .last } }

    /// Removes a file that may be there.
    func remove(_ name: FileName) { _ = name.withPath { unlinkat(descriptor, $0, 0) } }

    /// Makes durable which names the folder has.
    func synchronize() throws(FileFailure) { if fsync(descriptor) != 0 { throw .last } }

    /// What names of unfinished files of ours begin with.
    static let draft = ".outcome-"
}

extension FileFacts {
    fileprivate init(_ status: stat) {
        let kind = status.st_mode & S_IFMT
        self.init(
            isRegular: kind == S_IFREG, isFolder: kind == S_IFDIR, byteCount: Int(status.st_size),
            modified: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
    }
}
