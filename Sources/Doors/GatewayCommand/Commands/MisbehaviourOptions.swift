// What a sandbox's store is told to do wrong, so that a sender can be tried.

import ArgumentParser
import RecordStore
import XDSMessages

/// What the store of a sandbox does wrong on purpose.
struct MisbehaviourOptions: ParsableArguments {
    @Option(help: "Hold back every answer of the store for so many milliseconds.") var storeDelay = 0
    @Option(help: "What the store answers instead of the truth: garbage, fault, silence, or an XDS error code such as XDSRegistryBusy.")
    var storeAnswers: String?
    @Flag(help: "Carry the request out before the false answer, as a store whose answer is lost.") var storeCarriesOut = false
    @Option(help: "After how many requests the store behaves again.") var storeMisbehavesTimes: Int?

    @Flag(help: "The store refuses messages without an assertion (VIHF) of who acts; one that comes is judged in any case.")
    var storeRequiresAssertion = false

    func behaviour() throws -> Misbehaviour {
        guard (0...600_000).contains(storeDelay) else { throw ProgramExit.usage("--store-delay takes 0 to 600000 milliseconds") }
        let answer: Misbehaviour.Answer
        switch storeAnswers {
        case nil: answer = .truthful
        case "garbage": answer = .garbage
        case "fault": answer = .fault
        case "silence": answer = .silence
        case let code?: answer = .refusal(RegistryErrorCode(rawValue: code))
        }
        return Misbehaviour(delay: .milliseconds(storeDelay), answer: answer, carriesOutFirst: storeCarriesOut, times: storeMisbehavesTimes)
    }
}
