// What a registry or repository answers: a status and its errors.

/// How a request ended (ebRS 3.0; ITI TF-3 4.2.4.2).
public enum ResponseStatus: String, Sendable, Hashable, Codable {
    /// All of it was done; there may be warnings.
    case success = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"
    /// None of it was done.
    case failure = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure"
    /// Some of it was done, for queries and retrievals.
    case partialSuccess = "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess"
}

/// The weight of a registry error.
public enum RegistryErrorSeverity: String, Sendable, Hashable, Codable {
    /// The request, or a part of it, was not done.
    case error = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error"
    /// It was done, with a remark.
    case warning = "urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning"
}

/// One error or warning of a registry or repository.
public struct RegistryError: Error, Sendable, Hashable, Codable {
    /// The code.
    public var code: RegistryErrorCode
    /// What it is about, in words; on reading, the other side's words, which may hold content.
    public var codeContext: String
    /// How much it weighs.
    public var severity: RegistryErrorSeverity
    /// The object or module meant.
    public var location: String?

    /// Reports an error.
    public init(_ code: RegistryErrorCode, _ codeContext: String, severity: RegistryErrorSeverity = .error, location: String? = nil) {
        self.code = code
        self.codeContext = codeContext
        self.severity = severity
        self.location = location
    }
}

/// What a registry or repository answers to a submission, and within other answers.
public struct RegistryResponse: Sendable, Hashable, Codable {
    /// How it ended.
    public var status: ResponseStatus
    /// The errors and warnings.
    public var errors: [RegistryError]

    /// States an answer.
    public init(status: ResponseStatus, errors: [RegistryError] = []) {
        self.status = status
        self.errors = errors
    }

    /// All went well.
    public static let success = RegistryResponse(status: .success)

    /// Nothing was done, for these reasons.
    public static func failure(_ errors: [RegistryError]) -> RegistryResponse { RegistryResponse(status: .failure, errors: errors) }
}
