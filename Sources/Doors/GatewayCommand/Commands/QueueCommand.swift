// `passerelle queue`: what waits, what is parked, and what a person decides about it.

import ArgumentParser
import ClinicalTypes
import Foundation
import GatewayServer
import Journal

/// Looks into the journal of a gateway, running or not, and decides what it cannot.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Look at passages and errands, retry or discard them.",
        subcommands: [List.self, Errands.self, Show.self, Retry.self, Discard.self],
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
        @Option(
            name: .customLong("state"),
            help: "Only these states: queued, sending, forwarded, refused, rejected, inDoubt, parked, unaddressed, withdrawn. May be repeated.")
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

    /// Lists what is to be done beside the forwarding.
    struct Errands: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List errands (mails, business acknowledgements, deletions), newest first.")

        @OptionGroup var journal: JournalOptions
        @Option(name: .customLong("kind"), help: "Only these kinds: mail, notice, withdrawal. May be repeated.")
        var kinds: [String] = []
        @Option(name: .customLong("state"), help: "Only these states: waiting, queued, sending, done, parked, givenUp. May be repeated.")
        var states: [String] = []
        @Option(help: "How many at most.")
        var limit = 50
        @Option(help: "text for people, json for programs (one object a line).")
        var format: ValidateCommand.Format = .text

        func run() async throws {
            let filter = ErrandFilter(kinds: try named(kinds, "kind"), states: try named(states, "state"))
            let page = try await journal.open().errands(matching: filter, before: nil, limit: limit)
            for errand in page.errands { Terminal.say(format == .json ? try errand.jsonLine : errand.line) }
            if page.next != nil, format == .text { Terminal.complain("more errands stand behind these; raise --limit", prefixed: false) }
        }

        private func named<Name: RawRepresentable<String> & CaseIterable>(_ texts: [String], _ what: String) throws(ProgramExit) -> Set<Name> {
            var names: Set<Name> = []
            for text in texts {
                guard let name = Name(rawValue: text) else {
                    throw .usage("\(text): no such \(what); one of \(Name.allCases.map(\.rawValue).joined(separator: ", ")) was expected")
                }
                names.insert(name)
            }
            return names
        }
    }

    /// Shows one passage or errand with its timeline.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one passage or errand with its timeline.")

        @OptionGroup var journal: JournalOptions
        @Argument(help: "The passage, as its receipt names it, or the errand.") var passage: String

        func run() async throws {
            let id = try PassageID(argument: passage)
            let journal = try journal.open()
            if let record = try await journal.record(of: id) {
                say(record.passage.line, record.passage.failure)
                for event in record.timeline {
                    say(event.instant, "\(event.kind.rawValue)  \(event.from.rawValue) -> \(event.to.rawValue)", event.code, event.detail, event.actor)
                }
                let errands = try await journal.errands(matching: ErrandFilter(passage: id), before: nil, limit: 100).errands
                for errand in errands.reversed() { Terminal.say("  errand  \(errand.line)") }
            } else if let errandID = ErrandID(passage), let record = try await journal.record(of: errandID) {
                say(record.errand.line, record.errand.failure)
                for event in record.timeline {
                    say(event.instant, "\(event.kind.rawValue)  \(event.from.rawValue) -> \(event.to.rawValue)", event.code, event.detail, event.actor)
                }
            } else {
                throw ProgramExit.usage("\(id): no such passage, and no such errand")
            }
        }

        private func say(_ line: String, _ failure: PassageFailure?) {
            Terminal.say(line)
            guard let failure else { return }
            Terminal.say("  \(failure.code): \(failure.message)")
            if let advice = failure.advice { Terminal.say("  \(advice)") }
        }

        private func say(_ instant: Date, _ words: String, _ code: String?, _ detail: String?, _ actor: String?) {
            let tail = [code, detail, actor.map { "by \($0)" }].compactMap(\.self).joined(separator: "; ")
            Terminal.say("  \(instant.formatted(.iso8601))  \(words)  \(tail)")
        }
    }

    /// Sends passages and errands on their way again.
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send parked, rejected or waiting passages and errands on their way again, now.")

        @OptionGroup var journal: JournalOptions
        @Argument(help: "The passages or errands.") var passages: [String]

        func run() async throws {
            let journal = try journal.open()
            for name in passages {
                let id = try PassageID(argument: name)
                if let errand = ErrandID(name), try await journal.errand(errand) != nil {
                    Terminal.say(try await journal.retry(errand, by: person, now: Date()).line)
                } else {
                    Terminal.say(try await journal.retry(id, by: person, now: Date()).line)
                }
            }
        }
    }

    /// Gives passages and errands up.
    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give passages and errands up; the trace says by whom and why.")

        @OptionGroup var journal: JournalOptions
        @Option(help: "Why, for the trace; no patient data.") var reason: String?
        @Argument(help: "The passages or errands.") var passages: [String]

        func run() async throws {
            let journal = try journal.open()
            for name in passages {
                let id = try PassageID(argument: name)
                if let errand = ErrandID(name), try await journal.errand(errand) != nil {
                    Terminal.say(try await journal.discard(errand, by: person, reason: reason, now: Date()).line)
                } else {
                    Terminal.say(try await journal.discard(id, by: person, reason: reason, now: Date()).line)
                }
            }
        }
    }
}

/// The person at the terminal, for the trace.
private var person: String { ProcessInfo.processInfo.userName }

extension PassageID {
    /// A passage named on the command line.
    fileprivate init(argument: String) throws(ProgramExit) {
        guard let id = PassageID(argument) else { throw ProgramExit.usage("\(argument): not the name of a passage or an errand") }
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
}

extension Errand {
    /// One line for people.
    fileprivate var line: String {
        let next = nextAttempt.map { "next \($0.formatted(.iso8601))" }
        return [
            id.text, createdAt.formatted(.iso8601), kind.rawValue, topic, destination, state.rawValue, documentUniqueID ?? "-", "attempts \(attempts)",
            failure.map(\.code), next,
        ].compactMap(\.self).joined(separator: "  ")
    }
}

extension Encodable {
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
