// Why a passage is not where it should be, in words that hold nothing of the patient.

/// How a failure is treated.
public enum FailureClass: String, Sendable, Hashable, Codable, CaseIterable {
    /// It passes by itself: tried again.
    case transient
    /// Nobody knows whether the store took the document: the store is asked.
    case ambiguous
    /// Trying again changes nothing.
    case permanent
    /// A rule of this gateway refused.
    case refusal
}

/// The last failure of a passage.
public struct PassageFailure: Sendable, Hashable, Codable {
    /// The stable code, for instance `XDSRegistryBusy`, `http.503` or `tls.certificate-refused`.
    public var code: String
    /// How it is treated.
    public var failureClass: FailureClass
    /// What happened, without content of the document.
    public var message: String
    /// What a person can do, where that is known.
    public var advice: String?

    /// States a failure.
    public init(code: String, failureClass: FailureClass, message: String, advice: String? = nil) {
        self.code = code
        self.failureClass = failureClass
        self.message = message
        self.advice = advice
    }
}
