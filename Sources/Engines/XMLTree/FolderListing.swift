// Lists and reads the files of a sealed folder, without following any link on the way.

import Glibc

/// The regular files of a folder, by name, each with the path below the root at which it really lies.
struct FolderListing {
    private(set) var root = ""
    private(set) var files: [String: String] = [:]
    private(set) var trouble: SealedFolder.Trouble?
    private let limits: SealedFolder.Limits

    init(of folder: String, limits: SealedFolder.Limits) {
        self.limits = limits
        guard let real = realpath(folder, nil) else {
            trouble = .noFolder
            return
        }
        defer { free(real) }
        root = String(cString: real)
        let descriptor = open(real, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            trouble = .noFolder
            return
        }
        list(descriptor, below: "", depth: 1)
    }

    /// Lists an open folder, and closes it.
    private mutating func list(_ descriptor: Int32, below path: String, depth: Int) {
        guard let folder = fdopendir(descriptor) else {
            close(descriptor)
            return
        }
        defer { closedir(folder) }
        while trouble != .tooManyFiles, let entry = readdir(folder) {
            // Names that are no UTF-8 cannot be written into a rule, so nothing can ask for them.
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(validating: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard let name, name != ".", name != ".." else { continue }
            var facts = stat()
            guard fstatat(descriptor, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            let path = path.isEmpty ? name : path + "/" + name
            switch facts.st_mode & S_IFMT {
            case S_IFREG: add(path, at: path)
            case S_IFLNK: if let target = target(of: path) { add(path, at: target) }
            case S_IFDIR:
                guard depth < limits.depth else {
                    trouble = .tooDeep
                    continue
                }
                let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                if inner >= 0 { list(inner, below: path, depth: depth + 1) }
            default: continue
            }
        }
    }

    private mutating func add(_ name: String, at path: String) {
        guard files.count < limits.files else {
            trouble = .tooManyFiles
            return
        }
        files[name] = path
    }

    /// Where a link leads when that is a regular file below the root.
    private func target(of link: String) -> String? {
        guard let real = realpath(root + "/" + link, nil) else { return nil }
        defer { free(real) }
        let path = String(cString: real)
        var facts = stat()
        guard path.hasPrefix(root + "/"), lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        return String(path.dropFirst(root.utf8.count + 1))
    }
}

/// Reads a regular file below a folder; no part of the path may be a link, so that nothing changed meanwhile can lead out.
func readFile(_ path: String, below root: String, limit: Int) throws(SealedFolder.Refusal) -> [UInt8] {
    var descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable }
    defer { close(descriptor) }
    let parts = path.split(separator: "/")
    for (position, part) in parts.enumerated() {
        // A pipe must not keep the reader waiting: what is opened is looked at before it is read.
        let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (position < parts.count - 1 ? O_DIRECTORY : O_NONBLOCK)
        let next = openat(descriptor, String(part), flags)
        guard next >= 0 else { throw .unreadable }
        close(descriptor)
        descriptor = next
    }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw .unreadable }
    let size = Int(facts.st_size)
    guard size <= limit else { throw .tooLarge }
    var filled = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while filled < size {
            let got = read(descriptor, buffer.baseAddress! + filled, size - filled)
            if got <= 0 { break }
            filled += got
        }
        count = filled
    }
    guard filled == size else { throw .unreadable }
    return bytes
}
