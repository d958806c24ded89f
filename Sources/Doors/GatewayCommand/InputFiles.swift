// The files named on a command line, `-` for standard input.

import ArgumentParser
import ClinicalTypes
import Foundation

/// The documents that a command works on.
struct InputFiles: ParsableArguments {
    @Argument(help: "Documents to read; - reads standard input.", completion: .file())
    var files: [String]

    /// The bytes of one file.
    static func read(_ name: String) throws(ProgramExit) -> [UInt8] {
        if name == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        guard let data = FileManager.default.contents(atPath: name) else { throw ProgramExit.usage("\(name): no such file, or it cannot be read") }
        return [UInt8](data)
    }
}

/// The language of what a command says.
struct LanguageOption: ParsableArguments {
    @Option(name: .customLong("lang"), help: "fr or en; by default what the locale asks for, else English.")
    private var chosen: ChosenLanguage?

    /// The language to speak.
    var language: Language { chosen.map { $0 == .fr ? .french : .english } ?? Terminal.language }

    private enum ChosenLanguage: String, ExpressibleByArgument {
        case fr, en
    }
}
