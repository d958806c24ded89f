// The five ways in which the program ends, and their exit codes, in one place.

import ArgumentParser
import Foundation
import GatewayServer

/// How a command ended when it did not end well.
enum ProgramExit: Error {
    /// Some document was refused; what there is to say was said.
    case documentRefused
    /// The rules could not judge some document; what there is to say was said.
    case undecided
    /// The command line asks for something impossible.
    case usage(String)
    /// The configuration or a rule pack is wrong.
    case configuration(String)
    /// The gateway, the store or the network failed.
    case unreachable(String)

    /// The exit code.
    var code: Int32 {
        switch self {
        case .documentRefused: 1
        case .usage: 2
        case .configuration, .undecided: 3
        case .unreachable: 4
        }
    }

    /// Says what is left to say of an error, and ends the program with its code.
    static func leave(after error: any Error) -> Never {
        switch error {
        case let exit as ProgramExit:
            switch exit {
            case .documentRefused, .undecided: break
            case .usage(let text), .configuration(let text), .unreachable(let text): Terminal.complain(text)
            }
            Foundation.exit(exit.code)
        case let failure as ConfigurationFailure:
            leave(after: ProgramExit.configuration(failure.description))
        default:
            let isUsage = Passerelle.exitCode(for: error) == .validationFailure
            let message = Passerelle.fullMessage(for: error)
            if Passerelle.exitCode(for: error) == .success {
                print(message)
                Foundation.exit(0)
            }
            if !message.isEmpty { Terminal.complain(message, prefixed: false) }
            Foundation.exit(isUsage ? 2 : 4)
        }
    }
}
