// `passerelle queue`: what waits, what is parked, and what a person decides about it.

import ArgumentParser
import ClinicalTypes
import Foundation
import GatewayServer
import Journal

/// Looks into the journal of a gateway, running or not, and decides what it cannot.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Look at passages, retry or discard them.", subcommands: [List.self, Show.self, Retry.self, Discard.self],
        defaultSubcommand: List.self)

    /// Opens the journal beside a running gateway.
    struct JournalOptions: ParsableArguments {
        @OptionGroup var source: ConfigurationOptions

        func open() throws -> SQLiteJournal { try GatewayRuntime.secondaryJournal(try source.read()) }
    }

    /// Lists passages.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List passages, newest first.")

        @OptionGroup var journal: JournalOptions
        @Option(name: .customLong("state"), help: "Only these states: queued, sending, forwarded, refused, rejected, inDoubt, parked. May be repeated.")
        var states: [String] = []
        @Option(help: "How many at most.")
        var limit = 50
        @Option(help: "text for people, json for programs (one object a line).")
        var format: ValidateCommand.Format = .text

        func run() async throws {
            let legs = try states.map { state in
                guard let leg = StoreLeg(rawValue: state) else {
                    throw ProgramExit.usage("\(state): no such state; one of \(StoreLeg.allCases.map(\.rawValue).joined(separator: ", ")) was expected")
                }
                return leg
            }
            let page = try await journal.open().passages(matching: PassageFilter(storeLegs: Set(legs)), before: nil, limit: limit)
            for passage in page.passages { Terminal.say(format == .json ? try passage.jsonLine : passage.line) }
            if page.next != nil, format == .text { Terminal.complain("more passages stand behind these; raise --limit", prefixed: false) }
        }
    }

    /// Shows one passage with its timeline.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one passage with its timeline.")

        @OptionGroup var journal: JournalOptions
        @Argument(help: "The passage, as its receipt names it.") var passage: String

        func run() async throws {
            let id = try PassageID(argument: passage)
            guard let record = try await journal.open().record(of: id) else { throw ProgramExit.usage("\(id): no such passage") }
            Terminal.say(record.passage.line)
            if let failure = record.passage.failure {
                Terminal.say("  \(failure.code): \(failure.message)")
                if let advice = failure.advice { Terminal.say("  \(advice)") }
            }
            for event in record.timeline {
                let tail = [event.code, event.detail, event.actor.map { "by \($0)" }].compactMap(\.self).joined(separator: "; ")
                Terminal.say("  \(event.instant.formatted(.iso8601))  \(event.kind.rawValue)  \(event.from.rawValue) -> \(event.to.rawValue)  \(tail)")
            }
        }
    }

    /// Sends passages on their way again.
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send parked, rejected or waiting passages on their way again, now.")

        @OptionGroup var journal: JournalOptions
        @Argument(help: "The passages.") var passages: [String]

        func run() async throws {
            let journal = try journal.open()
            for passage in passages { Terminal.say(try await journal.retry(PassageID(argument: passage), by: person, now: Date()).line) }
        }
    }

    /// Gives passages up.
    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give passages up; the trace says by whom and why.")

        @OptionGroup var journal: JournalOptions
        @Option(help: "Why, for the trace; no patient data.") var reason: String?
        @Argument(help: "The passages.") var passages: [String]

        func run() async throws {
            let journal = try journal.open()
            for passage in passages { Terminal.say(try await journal.discard(PassageID(argument: passage), by: person, reason: reason, now: Date()).line) }
        }
    }
}

/// The person at the terminal, for the trace.
private var person: String { ProcessInfo.processInfo.userName }

extension PassageID {
    /// A passage named on the command line.
    fileprivate init(argument: String) throws(ProgramExit) {
        guard let id = PassageID(argument) else { throw ProgramExit.usage("\(argument): not the name of a passage") }
        self = id
    }
}

extension Passage {
    /// One line for people.
    fileprivate var line: String {
        let next = nextAttempt.map { "next \($0.formatted(.iso8601))" }
        return [
            id.text, receivedAt.formatted(.iso8601), storeLeg.rawValue, facts.space?.label ?? "-", facts.uniqueID ?? "-", "attempts \(attempts)",
            failure.map(\.code), next, waitsFor.map { "waits for \($0)" },
        ].compactMap(\.self).joined(separator: "  ")
    }

    /// One JSON object on one line.
    fileprivate var jsonLine: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
