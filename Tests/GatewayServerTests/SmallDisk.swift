// A disk of a few megabytes, so that it can be filled.

import Foundation

/// A small tmpfs of the test's own.
struct SmallDisk {
    let folder: URL

    /// Whether this process may mount.
    static let isPossible: Bool = {
        guard geteuid() == 0, let disk = try? SmallDisk() else { return false }
        disk.remove()
        return true
    }()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "passerelle-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard mount("tmpfs", folder.path, "tmpfs", 0, "size=8m") == 0 else {
            let reason = POSIXErrorCode(rawValue: errno) ?? .EPERM
            try? FileManager.default.removeItem(at: folder)
            throw POSIXError(reason)
        }
    }

    /// Fills what is free.
    func fill() throws {
        let file = fopen(folder.appending(path: "filler").path, "w")
        let block = [UInt8](repeating: 1, count: 4096)
        while fwrite(block, 1, block.count, file) == block.count, fflush(file) == 0 {}
        fclose(file)
    }

    /// Frees what was filled.
    func makeRoom() throws { try FileManager.default.removeItem(at: folder.appending(path: "filler")) }

    /// Takes the disk away.
    func remove() {
        umount2(folder.path, Int32(MNT_DETACH))
        try? FileManager.default.removeItem(at: folder)
    }
}
