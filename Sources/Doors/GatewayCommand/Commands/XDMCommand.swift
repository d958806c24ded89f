// `passerelle xdm`: archives of documents, as health mail and media carry them.

import ArgumentParser

/// Makes and shows XDM archives.
struct XDMCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xdm", abstract: "Make and show archives of documents (IHE XDM), as health mail and media carry them.",
        subcommands: [XDMMakeCommand.self, XDMShowCommand.self])
}
