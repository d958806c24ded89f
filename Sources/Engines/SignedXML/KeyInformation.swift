// Takes the certificates out of ds:KeyInfo, and refuses every other way to name a key.

import XMLTree

/// What stands in KeyInfo.
enum KeyInformation {
    /// The certificates, DER; a KeyInfo that is absent, or that names a key by value, name or place, is refused.
    static func certificates(_ information: Node?, _ policy: SignaturePolicy) throws(SignedXMLFailure) -> [[UInt8]] {
        let expected = "X509Data/X509Certificate"
        guard let information else { throw SignedXMLFailure(.key, "KeyInfo", expected: expected) }
        var found: [[UInt8]] = []
        for child in information.elements {
            guard child.localName == "X509Data", child.namespaceURI == SignatureName.namespace else {
                throw SignedXMLFailure(.key, "KeyInfo", expected: expected, received: child.localName)
            }
            for part in child.elements {
                guard part.namespaceURI == SignatureName.namespace else {
                    throw SignedXMLFailure(.key, "KeyInfo/X509Data", expected: expected, received: part.localName)
                }
                switch part.localName {
                case "X509Certificate":
                    guard found.count < policy.maximumCertificates, let bytes = SignatureShape.bytes(of: part, atMost: 32 << 10), !bytes.isEmpty else {
                        throw SignedXMLFailure(.key, "KeyInfo/X509Data/X509Certificate", expected: "base64, at most \(policy.maximumCertificates)")
                    }
                    found.append(bytes)
                case "X509SubjectName", "X509SKI", "X509IssuerSerial":
                    // They tell what the certificate itself tells, and are not read; but they shall not be a burden either.
                    guard part.byteRange.count <= 2_048 else {
                        throw SignedXMLFailure(.key, "KeyInfo/X509Data/\(part.localName)", expected: "at most 2048 bytes")
                    }
                default:
                    throw SignedXMLFailure(.key, "KeyInfo/X509Data", expected: expected, received: part.localName)
                }
            }
        }
        guard !found.isEmpty else { throw SignedXMLFailure(.key, "KeyInfo/X509Data", expected: "X509Certificate") }
        return found
    }
}
