// What a sender is told of deletions that were taken on.

/// The deletion of one document, as its sender sees it.
public struct DeletionAnswer: Sendable, Hashable, Encodable {
    /// The receipt: the name of the errand.
    public var id: String
    /// How far it is, for instance `queued`, or `done` where the document was never sent.
    public var state: String
    /// The unique id of the document.
    public var uniqueId: String?
    /// The submission of the document, where it came through this gateway.
    public var submission: String?

    /// Describes a deletion.
    public init(id: String, state: String, uniqueId: String?, submission: String?) {
        self.id = id
        self.state = state
        self.uniqueId = uniqueId
        self.submission = submission
    }

    /// The answer to a request that deletes: 202.
    public static func accepted(_ deletions: [DeletionAnswer]) -> HTTPAnswer {
        HTTPAnswer(status: 202, mediaType: "application/json", value: ["deletions": deletions])
    }
}
