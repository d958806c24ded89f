// The documents named on a command line: files, folders with all that is in them, standard input.

import ArgumentParser
import Foundation

/// The documents that a command judges.
struct DocumentFiles: ParsableArguments {
    @Argument(help: "Documents to read; - reads standard input, and a folder needs --recursive.", completion: .file())
    var files: [String] = []

    @Flag(name: .shortAndLong, help: "Judge every .xml file of the folders that are named, and of those below them.")
    var recursive = false

    mutating func validate() throws {
        if files.isEmpty { throw ValidationError("Missing expected argument '<files> ...'") }
    }

    /// The names of the files, folders replaced by what is in them, in the order of their names.
    func names() throws(ProgramExit) -> [String] {
        var names: [String] = []
        for name in files {
            var isFolder: ObjCBool = false
            guard name != "-", FileManager.default.fileExists(atPath: name, isDirectory: &isFolder), isFolder.boolValue else {
                names.append(name)
                continue
            }
            guard recursive else { throw ProgramExit.usage("\(name) is a folder; --recursive judges what is in it") }
            let prefix = name.hasSuffix("/") ? name : name + "/"
            let found = (try? FileManager.default.subpathsOfDirectory(atPath: name)) ?? []
            names += found.filter { $0.lowercased().hasSuffix(".xml") && !isFolderAt(prefix + $0) }.sorted().map { prefix + $0 }
        }
        if names.isEmpty { throw ProgramExit.usage("there is no .xml file in \(files.joined(separator: ", "))") }
        return names
    }

    private func isFolderAt(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
