// Writes ITI-18.

extension StoredQueryRequest {
    /// The request as a message (ITI TF-2 3.18.4.1).
    public func message(header: SOAPHeader, form: MessageForm = .plain) throws(MessageFailure) -> CarriedMessage {
        try MessageWriter.message(header: header, form: form) { xml, _ throws(MessageFailure) in
            let attributes: [(name: String, value: String?)] = [
                ("xmlns:query", Namespace.query), ("xmlns:rim", Namespace.rim), ("startIndex", startIndex.map(String.init)),
                ("maxResults", maxResults.map(String.init)),
            ]
            try xml.element("query:AdhocQueryRequest", attributes) { xml throws(MessageFailure) in
                xml.element("query:ResponseOption", [("returnComposedObjects", "true"), ("returnType", returnType.rawValue)])
                try xml.element("rim:AdhocQuery", [("id", query.rawValue), ("home", homeCommunityId)]) { xml throws(MessageFailure) in
                    for parameter in parameters { try Slot(parameter.name, parameter.written).write(into: &xml) }
                }
            }
        }
    }
}

extension StoredQueryResponse {
    /// The answer as a message (ITI TF-2 3.18.4.2).
    public func message(header: SOAPHeader, form: MessageForm = .plain) throws(MessageFailure) -> CarriedMessage {
        try MessageWriter.message(header: header, form: form) { xml, _ throws(MessageFailure) in
            let attributes: [(name: String, value: String?)] = [
                ("xmlns:query", Namespace.query), ("status", response.status.rawValue), ("startIndex", startIndex.map(String.init)),
                ("totalResultCount", totalResultCount.map(String.init)),
            ]
            try xml.element("query:AdhocQueryResponse", attributes) { xml throws(MessageFailure) in
                try response.writeErrors(into: &xml)
                try objects.write(into: &xml)
            }
        }
    }
}

extension QueryParameter {
    /// The longest value of a slot (ebRIM 3.0, LongName).
    private static let longestValue = 256

    /// The parameter as the values of a slot: quoted, quotes doubled, in brackets when a list (ITI TF-2 3.18.4.1.2.3.5).
    ///
    /// A list that is longer than a value may be is several lists: the values of one slot are alternatives, too.
    var written: [String] {
        let literals = values.map { value in
            switch value {
            case .string(let text): "'" + text.replacing("'", with: "''") + "'"
            case .number(let digits): digits
            }
        }
        guard isList else { return [literals.first ?? ""] }
        var lists: [String] = []
        for literal in literals {
            if let last = lists.last, last.unicodeScalars.count + literal.unicodeScalars.count + 2 <= Self.longestValue {
                lists[lists.count - 1] = last + "," + literal
            } else {
                lists.append("(" + literal)
            }
        }
        return lists.isEmpty ? ["()"] : lists.map { $0 + ")" }
    }
}
