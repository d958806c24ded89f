// `passerelle hl7`: messages of hospital systems, shown, checked and sent.

import ArgumentParser

/// Shows, checks and sends HL7 v2 messages.
struct HL7Command: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hl7", abstract: "Show, check and send HL7 v2 messages, as hospital systems exchange them.",
        subcommands: [HL7ShowCommand.self, HL7ValidateCommand.self, HL7SendCommand.self])
}

/// The files of messages that a command works on.
struct MessageFiles: ParsableArguments {
    @Argument(help: "Files of messages, one or many in each; - reads standard input.", completion: .file())
    var files: [String]

    /// The messages of all files, in order.
    func entries() throws(ProgramExit) -> [MessageFile.Entry] {
        var entries: [MessageFile.Entry] = []
        for file in files { entries += MessageFile(try InputFiles.read(file), name: file).entries }
        return entries
    }
}
