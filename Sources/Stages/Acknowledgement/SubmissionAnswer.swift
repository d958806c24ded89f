// What a sender is told of a submission: its receipt, its state, and everything that was found.

public import ClinicalTypes

public import struct FoundationEssentials.Date

/// One line of a submission's timeline.
public struct TimelineEntry: Sendable, Hashable, Encodable {
    /// When.
    public var at: Date
    /// What happened, for instance `accepted`.
    public var event: String
    /// The state afterwards.
    public var state: String
    /// The code of a failure behind it.
    public var code: String?
    /// More, without content of the document.
    public var detail: String?

    /// States a line.
    public init(at: Date, event: String, state: String, code: String? = nil, detail: String? = nil) {
        self.at = at
        self.event = event
        self.state = state
        self.code = code
        self.detail = detail
    }
}

/// A submission as its sender sees it.
public struct SubmissionAnswer: Sendable {
    /// The receipt: the name of the submission.
    public var id: String
    /// How far the document is, for instance `queued` or `forwarded`.
    public var state: String
    /// When it came.
    public var receivedAt: Date
    /// The unique id of the document.
    public var uniqueID: String?
    /// The SHA-256 of the bytes as received, in hexadecimal.
    public var sha256: String
    /// The size of the bytes as received.
    public var size: Int
    /// Where it belongs.
    public var classified: Classified?
    /// Who sent it, checked; nil in a listing.
    public var author: AuthorVerdict?
    /// What was found; nil in a listing.
    public var report: ValidationReport?
    /// What happened so far, oldest first; nil where it was not asked for.
    public var timeline: [TimelineEntry]?
    /// The code and the words of what holds it up, without content of the document.
    public var failure: (code: String, message: String)?

    /// Describes a submission.
    public init(
        id: String, state: String, receivedAt: Date, uniqueID: String?, sha256: String, size: Int, classified: Classified? = nil,
        author: AuthorVerdict? = nil, report: ValidationReport? = nil, timeline: [TimelineEntry]? = nil, failure: (code: String, message: String)? = nil
    ) {
        self.id = id
        self.state = state
        self.receivedAt = receivedAt
        self.uniqueID = uniqueID
        self.sha256 = sha256
        self.size = size
        self.classified = classified
        self.author = author
        self.report = report
        self.timeline = timeline
        self.failure = failure
    }

    /// Where the submission is looked up.
    public static func path(of id: String) -> String { "/v1/submissions/\(id)" }

    /// The answer to a submission that is written down: 202 the first time, 200 when the same bytes came before.
    public func accepted(isRepetition: Bool) -> HTTPAnswer {
        let location = HTTPAnswer.Field("Location", Self.path(of: id))
        return HTTPAnswer(status: isRepetition ? 200 : 202, mediaType: "application/json", fields: [location], value: SubmissionOutline(self))
    }

    /// The answer to a look-up: 200.
    public func shown() -> HTTPAnswer { HTTPAnswer(status: 200, mediaType: "application/json", value: SubmissionOutline(self)) }

    /// The answer to a listing: 200, with the path of the next page where there is one.
    public static func page(_ submissions: [SubmissionAnswer], next: String?) -> HTTPAnswer {
        let links = next.map { [HTTPAnswer.Field("Link", "<\($0)>; rel=\"next\"")] } ?? []
        return HTTPAnswer(
            status: 200, mediaType: "application/json", fields: links,
            value: PageOutline(submissions: submissions.map { SubmissionOutline($0) }, next: next))
    }
}

/// A page of submissions as JSON.
private struct PageOutline: Encodable {
    var submissions: [SubmissionOutline]
    var next: String?
}
