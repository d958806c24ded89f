// An answer that, once it has left, is written down as given.

import Foundation
import Gateway
import Hummingbird
import Journal

extension Response {
    /// The same response; once it has left, the journal has it that the senders of these passages are answered.
    func answering(
        _ passages: [Passage], in journal: (any PassageJournal)?, now: @escaping @Sendable () -> Date = { Date() }
    ) -> Response {
        let owed = passages.filter { $0.senderLeg == .owed }.map(\.id)
        guard let journal, !owed.isEmpty else { return self }
        var response = self
        let body = response.body
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            Task { for id in owed { try? await journal.markAnswered(id, now: now()) } }
        }
        return response
    }
}
