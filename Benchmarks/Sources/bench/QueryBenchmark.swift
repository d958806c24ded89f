// How long the record store takes to answer a stored query: with the result, or with the store?

import Foundation
import RecordStore
import XDSMessages

/// Asks a store of 10,000 entries and one of 50,000 the same questions about the same patients.
enum QueryBenchmark {
    /// A patient with many documents, and one with few.
    private static let (many, few) = ("1000^^^&1.2.250.1.213.1.4.10&ISO^NH", "1001^^^&1.2.250.1.213.1.4.10&ISO^NH")
    private static let (ofMany, ofFew) = (10_000, 100)

    private struct Question {
        var name: String
        var request: StoredQueryRequest

        init(
            _ name: String, _ query: StoredQueryID, _ more: QueryParameter..., as type: StoredQueryReturnType = .leafClass, from start: Int? = nil,
            count: Int? = nil
        ) {
            self.name = name
            request = StoredQueryRequest(query: query, returnType: type, parameters: more)
            (request.startIndex, request.maxResults) = (start, count)
        }
    }

    private static func text(_ name: String, _ value: String) -> QueryParameter { QueryParameter("$XDSDocumentEntry" + name, .string(value)) }
    private static func any(_ name: String, _ value: String) -> QueryParameter { QueryParameter(name, anyOf: [.string(value)]) }
    private static let approved = any("$XDSDocumentEntryStatus", AvailabilityStatus.approved.rawValue)

    private static var questions: [Question] {
        let rare = any("$XDSDocumentEntryTypeCode", "rare^^1.2.3")
        let all = [
            any("$XDSDocumentEntryStatus", AvailabilityStatus.approved.rawValue), any("$XDSSubmissionSetStatus", AvailabilityStatus.approved.rawValue),
            any("$XDSFolderStatus", AvailabilityStatus.approved.rawValue),
        ]
        return [
            Question("10 of 10,000 by their type", .findDocuments, text("PatientId", many), approved, rare),
            Question("10 of 100 by their type", .findDocuments, text("PatientId", few), approved, rare),
            Question(
                "10 of 10,000 by their time", .findDocuments, text("PatientId", many), approved, text("CreationTimeFrom", time(of: 5000)),
                text("CreationTimeTo", time(of: 5010))),
            Question("the first 100 of 10,000", .findDocuments, text("PatientId", many), approved, from: 0, count: 100),
            Question("100 from the 9,900th of 10,000", .findDocuments, text("PatientId", many), approved, from: 9900, count: 100),
            Question("all 100 of 100", .findDocuments, text("PatientId", few), approved),
            Question("references to 10,000", .findDocuments, text("PatientId", many), approved, as: .objectRef),
            Question("10,000 whole: too many", .findDocuments, text("PatientId", many), approved),
            Question(
                "none of 10,000 (deprecated)", .findDocuments, text("PatientId", many), any("$XDSDocumentEntryStatus", AvailabilityStatus.deprecated.rawValue)),
            Question("GetAll of 100: 300 objects", .getAll, QueryParameter("$patientId", .string(few)), all[0], all[1], all[2]),
            Question("GetAll of 10,000: too many", .getAll, QueryParameter("$patientId", .string(many)), all[0], all[1], all[2], as: .objectRef),
            Question("GetAll of 10,000, the first 100", .getAll, QueryParameter("$patientId", .string(many)), all[0], all[1], all[2], from: 0, count: 100),
            Question("one by its unique id", .getDocuments, any("$XDSDocumentEntryUniqueId", "1.2.1000.7")),
        ]
    }

    static func run(_ options: Options, _ bars: inout Bars) async -> Int32 {
        let rounds = options.rounds ?? 11
        let root = URL(fileURLWithPath: options.folder ?? FileManager.default.temporaryDirectory.path).appending(path: "bench-queries-\(getpid())")
        defer { try? FileManager.default.removeItem(at: root) }
        do {
            var stores: [RegistryRepository] = []
            for (name, others) in [("small", 0), ("large", 40_000)] {
                let store = try RegistryRepository(folder: root.appending(path: name), now: { Date(timeIntervalSince1970: 1_770_000_000) })
                let start = ContinuousClock.now
                try await fill(store, with: ofMany, of: many, numbered: 1000)
                try await fill(store, with: ofFew, of: few, numbered: 1001)
                for patient in 0..<others / 100 {
                    try await fill(store, with: 100, of: "\(2000 + patient)^^^&1.2.250.1.213.1.4.10&ISO^NH", numbered: 2000 + patient)
                }
                let count = try await store.documentCount()
                print("\(count) documents, registered one by one, 64 at a time, in \(Timing.fixed(Timing.seconds(ContinuousClock.now - start), 1)) s")
                stores.append(store)
            }
            print("processor time in ms, median of \(rounds) rounds; objects; patient alone, and among 40,000 more documents")
            var times: [String: [Duration]] = [:]
            for question in questions {
                var measured: [Duration] = []
                var count = 0
                for store in stores {
                    var each: [Duration] = []
                    for round in 0...rounds {
                        let start = Timing.processorTime()
                        let answer = try await store.query(question.request)
                        if round > 0 { each.append(Timing.processorTime() - start) }
                        let found = answer.objects
                        count = found.documentEntries.count + found.submissionSets.count + found.associations.count + found.references.count
                    }
                    measured.append(Timing.median(each))
                }
                times[question.name] = measured
                print("  \(measured.map(Timing.milliseconds).joined(separator: "  "))  \(count)  \(question.name)")
            }
            func seconds(_ name: String, _ store: Int = 1) -> Double { times[name].map { Timing.seconds($0[store]) } ?? 0 }
            bars.record("queries.store", seconds("10 of 10,000 by their type") / seconds("10 of 10,000 by their type", 0))
            bars.record("queries.result", seconds("10 of 10,000 by their type") / seconds("10 of 100 by their type"))
            bars.record("queries.page", seconds("100 from the 9,900th of 10,000") / seconds("all 100 of 100"))
            return 0
        } catch {
            print("bench queries: \(type(of: error))")
            return 2
        }
    }

    /// The creation time of the document of a number.
    private static func time(of number: Int) -> String {
        func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
        return "2025" + two(1 + number / 86_400) + "01" + two(number / 3600 % 24) + two(number / 60 % 60) + two(number % 60)
    }

    private static func fill(_ store: RegistryRepository, with count: Int, of patient: String, numbered number: Int) async throws {
        for start in stride(from: 0, to: count, by: 64) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in start..<min(start + 64, count) {
                    let request = submission(index, of: patient, "1.2.\(number).\(index)", isRare: index % (count / 10) == 0)
                    group.addTask {
                        guard try await store.register(request) == .success else { throw CancellationError() }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private static func submission(_ index: Int, of patient: String, _ id: String, isRare: Bool) -> ProvideAndRegisterRequest {
        var entry = DocumentEntry(entryUUID: "Document01", uniqueId: id, patientId: patient, mimeType: "text/plain")
        entry.sourcePatientId = patient
        entry.authors = [Author(person: "899900042179^ROUVRAY^Hélène^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS", institutions: ["Cabinet"])]
        entry.title = "Compte rendu de consultation"
        entry.classCode = Code(code: "10", scheme: "1.2.250.1.213.1.1.4.1", displayName: "Compte rendu")
        entry.typeCode = Code(code: isRare ? "rare" : "11488-4", scheme: isRare ? "1.2.3" : "2.16.840.1.113883.6.1", displayName: "CR de consultation")
        entry.formatCode = Code(code: "urn:ihe:iti:xds-sd:pdf:2008", scheme: "1.3.6.1.4.1.19376.1.2.3")
        entry.healthcareFacilityTypeCode = Code(code: "SA07", scheme: "1.2.250.1.71.4.2.4", displayName: "Cabinet individuel")
        entry.practiceSettingCode = Code(code: "AMBULATOIRE", scheme: "1.2.250.1.213.1.1.4.9", displayName: "Ambulatoire")
        entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25", displayName: "Normal")]
        (entry.creationTime, entry.serviceStartTime, entry.languageCode) = (time(of: index), time(of: index), "fr-FR")
        entry.sourcePatientInfo = ["PID-5|ESSAI^ANNE^^^^^L", "PID-7|19580701", "PID-8|F"]
        var set = SubmissionSet(entryUUID: "SubmissionSet01", uniqueId: id + ".1", sourceId: "1.2.3.8", patientId: patient)
        (set.submissionTime, set.contentTypeCode) = (time(of: index), Code(code: "07", scheme: "1.2.250.1.213.2.2"))
        return ProvideAndRegisterRequest(
            objects: RegistryObjectList(
                documentEntries: [entry], submissionSets: [set], associations: [.member("as01", of: "SubmissionSet01", entry: "Document01")]),
            documents: [ProvidedDocument(id: "Document01", mediaType: "text/plain", bytes: Array("\(id)".utf8))])
    }
}
