// What the sender of an HL7 v2 message is answered: taken in charge, or refused with the place.

public import ClinicalTypes
public import HL7v2Messages

/// An application error of the profile that is answered (ERR-5).
public struct ApplicationError: Sendable, Hashable {
    /// The code, for instance 904.
    public var code: Int
    /// The error in words.
    public var text: Bilingual

    /// Names an error.
    public init(code: Int, text: Bilingual) {
        self.code = code
        self.text = text
    }
}

extension Reply {
    /// The message is written down, and will be forwarded.
    public static let taken = Reply(.accepted)

    /// The gateway cannot write down; the same message may come again later.
    public static let unavailable = Reply(
        .rejected,
        ReplyError(
            .applicationError,
            userMessage:
                "passerelle.unavailable: le message n'est pas enregistré ; renvoyez-le plus tard. / the message is not written down; send it again later."))

    /// A document was refused: the application error, the place in the message, and the first finding with its place in the document and its cure.
    ///
    /// - Parameters:
    ///   - error: the application error.
    ///   - place: where in the message.
    ///   - findings: what was found, of which the heaviest is told; its words hold no content.
    ///   - submission: the submission in which all findings are kept.
    public static func refused(_ error: ApplicationError, at place: ErrorLocation?, findings: [Finding], submission: String?) -> Reply {
        var words = "\(error.text.fr)"
        var cure: String?
        if let first = findings.filter({ $0.severity >= .error }).max(by: { $0.severity < $1.severity }) {
            words = "\(first.code): \(first.message.fr)"
            if let spot = first.place { words += " (CDA \(spot.line):\(spot.column)\(spot.xpath.map { " \($0)" } ?? ""))" }
            cure = first.cure(.french)
            let others = findings.count { $0.severity >= .error } - 1
            if others > 0 { words += " +\(others)" }
        }
        if let submission { words += " [\(submission)]" }
        return Reply(
            .error,
            ReplyError(
                .applicationError, at: place, application: (String(error.code), error.text.fr, "applicationErrorCondition"), cure: cure, userMessage: words))
    }

    /// A credential was refused: 901 with the field that does not hold.
    public static func credentialRefused(_ verdict: AuthorVerdict, _ error: ApplicationError, submission: String?) -> Reply {
        var words = verdict.failures.first.map { "\($0.code) \($0.field): \($0.hint.fr)" } ?? error.text.fr
        if let submission { words += " [\(submission)]" }
        return Reply(.error, ReplyError(.applicationError, application: (String(error.code), error.text.fr, "applicationErrorCondition"), userMessage: words))
    }
}
