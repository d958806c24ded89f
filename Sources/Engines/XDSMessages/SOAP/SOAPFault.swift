// The answer that says that the message itself was wrong.

/// The code of a fault (SOAP 1.2 Part 1, 5.4.6).
public enum SOAPFaultCode: String, Sendable, Hashable, Codable {
    /// Not a SOAP 1.2 envelope.
    case versionMismatch = "VersionMismatch"
    /// A header block was not understood.
    case mustUnderstand = "MustUnderstand"
    /// An encoding was not understood.
    case dataEncodingUnknown = "DataEncodingUnknown"
    /// The sender's doing: sending it again unchanged is of no use.
    case sender = "Sender"
    /// The receiver's doing: it may work later.
    case receiver = "Receiver"
}

/// A SOAP 1.2 fault.
public struct SOAPFault: Error, Sendable, Hashable {
    /// The code.
    public var code: SOAPFaultCode
    /// The subcodes, outermost first.
    public var subcodes: [QualifiedName]
    /// The reason, in words; on reading, the other side's words, which may hold content.
    public var reason: String
    /// The language of the reason.
    public var language: String

    /// States a fault.
    public init(code: SOAPFaultCode, subcodes: [QualifiedName] = [], reason: String, language: String = "en") {
        self.code = code
        self.subcodes = subcodes
        self.reason = reason
        self.language = language
    }

    /// The HTTP status that goes with it (SOAP 1.2 Part 2, table 20).
    public var httpStatus: Int { code == .sender ? 400 : 500 }

    /// An action that nobody here answers (WS-Addressing 1.0 SOAP binding, 6.4.1.4).
    public static func actionNotSupported(_ reason: String) -> SOAPFault {
        SOAPFault(code: .sender, subcodes: [QualifiedName("ActionNotSupported", in: Namespace.addressing)], reason: reason)
    }
}

extension MessageFailure {
    /// The fault that tells the sender of an unreadable message what is wrong; the code is the subcode.
    public var asFault: SOAPFault {
        let subcode = QualifiedName(code.rawValue, in: Namespace.fault)
        switch code {
        case .soapVersion: return SOAPFault(code: .versionMismatch, subcodes: [subcode], reason: description)
        case .mustUnderstand: return SOAPFault(code: .mustUnderstand, subcodes: [subcode], reason: description)
        case .addressingMissing:
            let standard = QualifiedName("MessageAddressingHeaderRequired", in: Namespace.addressing)
            return SOAPFault(code: .sender, subcodes: [standard, subcode], reason: description)
        case .addressingInvalid:
            let standard = QualifiedName("InvalidAddressingHeader", in: Namespace.addressing)
            return SOAPFault(code: .sender, subcodes: [standard, subcode], reason: description)
        case .character: return SOAPFault(code: .receiver, subcodes: [subcode], reason: description)
        default: return SOAPFault(code: .sender, subcodes: [subcode], reason: description)
        }
    }

    /// The HTTP status of the answer: 415 for a media type, 413 for a size, else that of the fault.
    public var httpStatus: Int {
        switch code {
        case .contentType: 415
        case .tooManyBytes, .tooManyParts, .preambleTooLong, .headersTooLong, .tooManyIncludes: 413
        default: asFault.httpStatus
        }
    }
}
