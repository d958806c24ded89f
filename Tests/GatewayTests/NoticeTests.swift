// Business acknowledgements over a real socket, whatever the partner answers.

import Acknowledgement
import Delivery
import Foundation
import Gateway
import Journal
import SandboxSupport
import Testing

@Suite struct NoticeTests {
    private func order(_ key: String, _ event: BusinessAcknowledgement.Event = .deposit, to name: String = "RIS/HOPITAL") throws -> ErrandOrder {
        let notice = BusinessAcknowledgement(
            event, from: .init(application: ["PASSERELLE"], facility: ["HOPITAL"]), to: .init(application: ["RIS"], facility: ["HOPITAL"]), processingID: "P",
            characterSet: "UNICODE UTF-8", messageID: key)
        return ErrandOrder(
            kind: .notice, topic: event.rawValue, destination: name, key: key, lane: name, content: [UInt8](try JSONEncoder().encode(notice)))
    }

    private func running(_ place: ErrandPlace, _ partner: Partner, answerSeconds: Double = 30) throws -> RunningErrands {
        var destination = try #require(MLLPDestination("127.0.0.1:\(partner.port)"))
        destination.answerSeconds = answerSeconds
        let clock = place.clock
        return RunningErrands(
            place,
            [.notices(over: ["RIS/HOPITAL": MLLPClient(destination)], journal: place.journal, policy: RetryPolicy(budgetHours: 72), now: { clock.now })])
    }

    @Test func `an acknowledgement that is answered AA is done`() async throws {
        let (place, partner) = (try ErrandPlace(), try Partner())
        let errand = try await place.journal.accept([try order("M1")], now: place.clock.now)[0]
        let runner = try running(place, partner)
        _ = try await place.eventually(errand.id, is: .done, runner)
        let sent = try #require(partner.received.first)
        #expect(sent[0].contains("|ZAM^Z01^ZAM_Z01|\(errand.id)|P|2.6|") && sent[2].contains("|M1|Y^^"))
        await runner.stop()
    }

    @Test(arguments: [Partner.Manner.answer("AR"), .answerForAnother, .garbage, .nonsense, .close])
    func `one that is not taken now, or not answered, goes again under the same control id`(manner: Partner.Manner) async throws {
        let (place, partner) = (try ErrandPlace(), try Partner([manner]))
        let errand = try await place.journal.accept([try order("M1")], now: place.clock.now)[0]
        let runner = try running(place, partner)
        let done = try await place.eventually(errand.id, is: .done, runner)
        #expect(done.attempts == 2)
        let ids = partner.received.map { $0[0].split(separator: "|", omittingEmptySubsequences: false)[9] }
        #expect(ids == [Substring(errand.id.text), Substring(errand.id.text)])
        await runner.stop()
    }

    @Test func `one that is never answered goes again when the time for answers is over`() async throws {
        let (place, partner) = (try ErrandPlace(), try Partner([.silence]))
        let errand = try await place.journal.accept([try order("M1")], now: place.clock.now)[0]
        let runner = try running(place, partner, answerSeconds: 0.2)
        _ = try await place.eventually(errand.id, is: .done, runner)
        let codes = try await place.journal.record(of: errand.id)?.timeline.filter { $0.kind == .postponed }.map(\.code)
        #expect(codes == ["network.timed-out"])
        await runner.stop()
    }

    @Test func `one that is answered AE is parked, and those behind it go on`() async throws {
        let (place, partner) = (try ErrandPlace(), try Partner([.answer("AE")]))
        let errands = try await place.journal.accept([try order("M1"), try order("M2"), try order("M3")], now: place.clock.now)
        let runner = try running(place, partner)
        _ = try await place.eventually(errands[2].id, is: .done, runner)
        #expect(try await place.journal.errand(errands[0].id)?.failure?.code == "notice.refused")
        #expect(partner.received.map { $0[2].split(separator: "|")[4] } == ["M1", "M2", "M3"])
        await runner.stop()
    }

    @Test func `a partner that nobody listens at is tried again, one that is not configured any more is parked`() async throws {
        let place = try ErrandPlace()
        let deaf = try #require(MLLPDestination("127.0.0.1:1"))
        let clock = place.clock
        let unheard = try await place.journal.accept([try order("M1")], now: place.clock.now)[0]
        let unknown = try await place.journal.accept([try order("M2", to: "GONE/HOPITAL")], now: place.clock.now)[0]
        let carrier = ErrandCarrier.notices(
            over: ["RIS/HOPITAL": MLLPClient(deaf)], journal: place.journal, policy: RetryPolicy(budgetHours: 1), now: { clock.now })
        let runner = RunningErrands(place, [carrier])
        #expect(try await place.eventually(unknown.id, is: .parked, runner).failure?.code == "notice.partner-unknown")
        #expect(try await place.eventually(unheard.id, is: .parked, runner).failure?.message.contains("network.no-connection") == true)
        await runner.stop()
    }

    @Test(arguments: [
        ("smtp.550", "550"), ("smtp.status-5.1.1", "550"), ("smtp.status-5.2.2", "552"), ("smtp.status-5.2.1", "550"), ("smtp.status-4.4.1", "450"),
        ("smtp.status-5.5.1", "500"), ("smtp.status-5.7.1", "554"), ("network.timed-out", "network.timed-out"),
    ])
    func `a mail that was not delivered is told with a reply code of SMTP`(code: String, told: String) async throws {
        let (place, partner) = (try ErrandPlace(), try Partner())
        var followers = try [order("M1", .delivery)]
        followers[0].cue = .delivery
        let mail = try await place.journal.accept(
            [ErrandOrder(kind: .mail, topic: "professional", destination: "mail", key: "m", content: [], followers: followers)], now: place.clock.now)[0]
        _ = try await place.journal.claimErrands([.mail], limit: 1, now: place.clock.now)
        let refusal = PassageFailure(code: code, failureClass: .permanent, message: "no such mailbox")
        _ = try await place.journal.hear(.undelivered(refusal), of: mail.id, now: place.clock.now)
        let runner = try running(place, partner)
        try await eventually("the notice comes") {
            runner.tick()
            return !partner.received.isEmpty
        }
        #expect(partner.received[0].last?.hasSuffix("|E|\(told)^no such mailbox^SMTPERRORCODE") == true)
        await runner.stop()
    }
}
