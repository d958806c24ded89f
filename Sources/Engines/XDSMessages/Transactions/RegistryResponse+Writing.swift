// Writes registry responses and faults.

extension RegistryResponse {
    /// The response as a message of its own, the answer to ITI-41 and ITI-57.
    public func message(header: SOAPHeader, form: MessageForm = .plain) throws(MessageFailure) -> CarriedMessage {
        try MessageWriter.message(header: header, form: form) { xml, _ throws(MessageFailure) in try write(into: &xml) }
    }

    /// Writes `rs:RegistryResponse`.
    func write(into xml: inout XMLWriter) throws(MessageFailure) {
        try xml.element("rs:RegistryResponse", [("xmlns:rs", Namespace.rs), ("status", status.rawValue)]) { xml throws(MessageFailure) in
            try writeErrors(into: &xml)
        }
    }

    /// Writes the error list, if there is anything to list; the highest severity is that of the worst.
    func writeErrors(into xml: inout XMLWriter) throws(MessageFailure) {
        guard !errors.isEmpty else { return }
        let highest: RegistryErrorSeverity = errors.contains { $0.severity == .error } ? .error : .warning
        try xml.element("rs:RegistryErrorList", [("xmlns:rs", Namespace.rs), ("highestSeverity", highest.rawValue)]) { xml throws(MessageFailure) in
            for error in errors {
                xml.element(
                    "rs:RegistryError",
                    [
                        ("errorCode", error.code.rawValue), ("codeContext", error.codeContext), ("severity", error.severity.rawValue),
                        ("location", error.location),
                    ])
            }
        }
    }
}

extension SOAPFault {
    /// The fault as a message; `relatesTo` is the id of the request, where it could be read.
    public func message(messageID: String, relatesTo: String?, form: MessageForm = .plain) throws(MessageFailure) -> CarriedMessage {
        let action = subcodes.first?.namespace == Namespace.addressing ? Namespace.addressing + "/fault" : Namespace.addressing + "/soap/fault"
        let header = SOAPHeader(action: action, messageID: messageID, replyTo: nil, relatesTo: relatesTo)
        return try MessageWriter.message(header: header, form: form) { xml, _ throws(MessageFailure) in
            try xml.element("soap:Fault") { xml throws(MessageFailure) in
                try xml.element("soap:Code") { xml throws(MessageFailure) in
                    xml.element("soap:Value", text: "soap:" + code.rawValue)
                    try Self.write(subcodes[...], into: &xml)
                }
                try xml.element("soap:Reason") { xml throws(MessageFailure) in xml.element("soap:Text", [("xml:lang", language)], text: reason) }
            }
        }
    }

    /// Writes the subcodes, each within the one before.
    private static func write(_ subcodes: ArraySlice<QualifiedName>, into xml: inout XMLWriter) throws(MessageFailure) {
        guard let subcode = subcodes.first else { return }
        try xml.element("soap:Subcode") { xml throws(MessageFailure) in
            xml.element("soap:Value", [("xmlns:code", subcode.namespace)], text: "code:" + subcode.local)
            try write(subcodes.dropFirst(), into: &xml)
        }
    }
}
