// A submission as JSON.

import ClinicalTypes

import struct FoundationEssentials.Date

/// The members of a submission in JSON; absent values are left out.
struct SubmissionOutline: Encodable {
    struct Code: Encodable {
        var code: String
        var system: String
        var label: String?

        init(_ value: CodedValue) { (code, system, label) = (value.code, value.system, value.displayName) }
    }

    struct NamedSpace: Encodable {
        var code: Space
        var label: String
        var rule: SpaceRule
    }

    struct Document: Encodable {
        var uniqueId: String?
        var sha256: String
        var size: Int
        var type: Code?
        var `class`: Code?
        var space: NamedSpace?
    }

    struct Author: Encodable {
        var trusted: Bool
        var identity: String?
        var checks: [CheckOutline]
    }

    struct Failure: Encodable {
        var code: String
        var message: String
    }

    var id: String
    var state: String
    var receivedAt: Date
    var document: Document
    var author: Author?
    var counts: FindingCounts?
    var findings: [FindingOutline]?
    var packs: [PackIdentity]?
    var failure: Failure?
    var events: [TimelineEntry]?
    var timeline: String

    init(_ answer: SubmissionAnswer) {
        id = answer.id
        state = answer.state
        receivedAt = answer.receivedAt
        let classified = answer.classified
        document = Document(
            uniqueId: answer.uniqueID, sha256: answer.sha256, size: answer.size, type: classified.map { Code($0.type) },
            class: classified.map { Code($0.classCode) },
            space: classified.flatMap { place in place.space.map { NamedSpace(code: $0, label: $0.label, rule: place.rule) } })
        // Checks that hold are many and say little: a receipt lists those that do not.
        author = answer.author.map { Author(trusted: $0.isTrusted, identity: $0.identity, checks: $0.failures.map(CheckOutline.init)) }
        counts = answer.report.map { FindingCounts($0.findings) }
        findings = answer.report.map { $0.findings.map(FindingOutline.init) }
        packs = answer.report?.packs
        failure = answer.failure.map { Failure(code: $0.code, message: $0.message) }
        events = answer.timeline
        timeline = SubmissionAnswer.path(of: answer.id)
    }
}

/// A check of a credential as JSON; absent values are left out.
struct CheckOutline: Encodable {
    var code: String
    var outcome: CheckOutcome
    var source: CredentialSource
    var field: String
    var expected: String?
    var received: String?
    var certificate: Int?
    var hint: Bilingual

    init(_ check: CredentialCheck) {
        code = check.code
        outcome = check.outcome
        source = check.source
        field = check.field
        expected = check.expected
        received = check.received
        certificate = check.certificateDepth
        hint = check.hint
    }
}
