// The documents that benchmarks read.

import Glibc

/// The official samples, and the project's own where those are not there.
enum SampleFiles {
    /// The paths of all samples in order of their names.
    static func all() -> [String] {
        let official = listing(shared + "/ans/ExemplesCDA")
        return official.isEmpty ? listing("../Samples/accepted") : official
    }

    /// The folder of official material beside the project, or wherever `PASSERELLE_SHARED` says.
    static var shared: String { getenv("PASSERELLE_SHARED").map { String(cString: $0) } ?? "../../shared" }

    private static func listing(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".xml") { names.append(name) }
        }
        return names.sorted().map { folder + "/" + $0 }
    }

    /// A whole file, nil when it cannot be read.
    static func bytes(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        guard fseek(file, 0, SEEK_END) == 0 else { return nil }
        let count = ftell(file)
        rewind(file)
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in filled = fread(buffer.baseAddress, 1, count, file) }
    }
}
