// Whose answer is owed, and when it counts as given.

import Delivery
import Foundation
import Gateway
import Journal
import SandboxSupport
import Testing

@Suite struct AnswerOwedTests {
    @Test func `a conflict answers nobody but its own sender`() async throws {
        let sandbox = try TestSandbox()
        let id = SampleDocuments.freshID()
        // The first sender's answer never left: its gateway died.
        let dead = try GatewayParts(sandbox)
        let owed = try #require(try await dead.receive(SampleDocuments.consultation(id), as: "doctor").passage)
        try await dead.journal.close()

        let gateway = try await sandbox.startGateway()
        #expect(try await gateway.submit(SampleDocuments.consultation(id, title: "Autre"), as: "doctor").status == 409)
        let other = try #require(try await gateway.submit(SampleDocuments.consultation(), as: "doctor").receipt)
        let after = try #require(PassageID(other))
        try await eventually("the answer that came after is known to have left") {
            try await gateway.withJournal { try await $0.passage(after)?.senderLeg == .answered }
        }
        #expect(try await gateway.withJournal { try await $0.passage(owed.id)?.senderLeg } == .owed)
        // The same bytes again are an answer to whoever holds them.
        #expect(try await gateway.submit(SampleDocuments.consultation(id), as: "doctor").status == 200)
        try await eventually("the holder is answered") {
            try await gateway.withJournal { try await $0.passage(owed.id)?.senderLeg == .answered }
        }
        try await gateway.services.stop()
    }
}
