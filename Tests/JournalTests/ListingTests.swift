// The journal looked through: pages, filters, counters.

import ClinicalTypes
import Foundation
import Journal
import Testing

@Suite struct ListingTests {
    @Test(arguments: JournalKind.all)
    func `pages run from the newest to the oldest without gap or overlap`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            for number in 0..<7 { _ = try await journal.put(place.accepted("d\(number)", patient: "p\(number)", at: Double(number))) }
            var seen: [String] = []
            var cursor: Int64?
            var pages = 0
            repeat {
                let page = try await journal.passages(matching: PassageFilter(), before: cursor, limit: 3)
                seen += page.passages.map { $0.facts.uniqueID! }
                cursor = page.next
                pages += 1
            } while cursor != nil
            #expect(seen == (0..<7).reversed().map { "d\($0)" })
            #expect(pages == 3)
        }
    }

    @Test(arguments: JournalKind.all)
    func `every condition of a filter counts`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            _ = try await journal.put(place.accepted("d1"))
            _ = try await journal.put(place.accepted("d2", patient: "p2", at: 10, type: "34133-9"))
            _ = try await journal.put(place.refused("d3", at: 20))
            func ids(_ filter: PassageFilter) async throws -> [String] {
                try await journal.passages(matching: filter, before: nil, limit: 10).passages.map { $0.facts.uniqueID! }
            }
            #expect(try await ids(PassageFilter()) == ["d3", "d2", "d1"])
            #expect(try await ids(PassageFilter(storeLegs: [.refused])) == ["d3"])
            #expect(try await ids(PassageFilter(storeLegs: [.refused, .queued])) == ["d3", "d2", "d1"])
            #expect(try await ids(PassageFilter(senderLeg: .answered)) == [])
            #expect(try await ids(PassageFilter(documentUniqueID: "d1")) == ["d1"])
            #expect(try await ids(PassageFilter(senderIdentity: "899700000001")) == ["d2", "d1"])
            #expect(try await ids(PassageFilter(certificateFingerprint: "nobody")) == [])
            #expect(try await ids(PassageFilter(typeCode: "34133-9")) == ["d2"])
            #expect(try await ids(PassageFilter(space: .imaging)) == [])
            #expect(try await ids(PassageFilter(since: place.after(10), until: place.after(20))) == ["d2"])
            #expect(try await ids(PassageFilter(documentUniqueID: "' OR 1=1 --")) == [])
        }
    }

    @Test(arguments: JournalKind.all)
    func `counters are those that counting would give`(kind: JournalKind) async throws {
        try await withJournal(kind) { journal, place in
            let outcomes: [AttemptOutcome?] = [
                nil, .forwarded(detail: nil), .postponed(until: place.after(9), busy), .inDoubt(until: place.after(9), lost), .rejected(final), .parked(final),
                .forwarded(detail: nil),
            ]
            for (number, outcome) in outcomes.enumerated() {
                let passage = try await journal.put(place.accepted("d\(number)", patient: "p\(number)", at: Double(number)))
                guard let outcome else { continue }
                _ = try await journal.claim(limit: 9, now: place.after(Double(number)))
                _ = try? await journal.complete(passage.id, outcome, now: place.after(Double(number)))
            }
            _ = try await journal.put(place.refused("r"))
            let counters = try await journal.counters()
            let all = try await journal.passages(matching: PassageFilter(), before: nil, limit: 100).passages
            for leg in StoreLeg.allCases { #expect(counters.byStoreLeg[leg] == all.count { $0.storeLeg == leg }, "\(leg)") }
            #expect(counters.events[.accepted] == 7)
            #expect(counters.events[.refused] == 1)
            #expect(counters.events[.forwarded] == 2)
            #expect(counters.oldestActive == place.start)
        }
    }
}
