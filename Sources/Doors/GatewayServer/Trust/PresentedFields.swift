// What a request carries beside the certificate to say who sends it: `Authorization: Bearer` and `Authorization: SAML`.

import AuthorTrust
import Hummingbird

/// A sender's assertion and token, as the header fields of one request carry them.
struct PresentedFields: Sendable {
    /// The assertion; empty where the field cannot be read, which the check refuses.
    private(set) var assertion: [UInt8]?
    /// The token; empty where there are several.
    private(set) var token: [UInt8]?

    /// Reads every `Authorization` field; fields of other schemes say nothing here.
    init(_ request: Request) {
        for field in request.headers[values: .authorization] {
            let parts = field.split(maxSplits: 1, whereSeparator: \.isWhitespace)
            switch parts.first?.lowercased() {
            // Two of one kind: neither counts, or it would be a matter of taste which one was judged.
            case "saml": assertion = assertion == nil ? PresentedCredential.assertion(inAuthorization: field) ?? [] : []
            case "bearer": token = token == nil && parts.count == 2 ? Array(parts[1].utf8) : []
            default: continue
            }
        }
    }
}
