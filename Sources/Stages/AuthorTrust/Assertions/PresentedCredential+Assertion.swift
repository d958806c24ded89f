// Takes an assertion out of a header field of HTTP, for senders without SOAP.

import Foundation

extension PresentedCredential {
    /// The longest field that is read, in bytes.
    static let longestAuthorization = 512 << 10

    /// The assertion in `Authorization: SAML` and base64, with or without line breaks; nil for another scheme, or where that is no base64.
    ///
    /// Base64url is read, too: header fields are often made by libraries for tokens.
    public static func assertion(inAuthorization field: String) -> [UInt8]? {
        let parts = field.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard parts.count == 2, parts[0].lowercased() == "saml", parts[1].utf8.count <= longestAuthorization else { return nil }
        var text = parts[1].filter { !$0.isWhitespace }.replacing("-", with: "+").replacing("_", with: "/")
        while text.last == "=" { text.removeLast() }
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text), !data.isEmpty else { return nil }
        return Array(data)
    }
}
