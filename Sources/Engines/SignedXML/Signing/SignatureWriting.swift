// Signs one element: enveloped, exclusively canonicalized, with the certificate inside.

import CXMLSec
import Foundation
public import XMLTree

extension SigningKey {
    /// Signs an element by its `ID`, and gives back the element with its signature, in canonical form: UTF-8 XML without a declaration.
    ///
    /// The signature follows the element's first child (`Issuer`: SAML 2.0 Core, 2.3.3), and is the only child of an element without any. OpenSSL signs,
    /// not xmlsec: version 1.2 of xmlsec cannot use the EC keys of tokens.
    public func sign(_ element: Node) throws(SigningKeyFailure) -> [UInt8] {
        guard SignatureLibrary.isReady, let identifier = element[attribute: "ID"], UnverifiedSignature.isIdentifier(identifier),
            element.child("Signature", in: SignatureName.namespace) == nil, let canonical = ElementCopy(element, signature: nil)?.canonical(),
            let tree = try? FrozenTree.parse(canonical)
        else { throw .machinery }
        guard let digest = Self.sha256(canonical) else { throw .machinery }
        // Written as its own canonical form, so that it is signed as it stands.
        let information = """
            <ds:SignedInfo xmlns:ds="\(SignatureName.namespace)"><ds:CanonicalizationMethod Algorithm="\(SignatureName.exclusive)"></ds:CanonicalizationMethod>\
            <ds:SignatureMethod Algorithm="\(algorithm.rawValue)"></ds:SignatureMethod><ds:Reference URI="#\(identifier)"><ds:Transforms>\
            <ds:Transform Algorithm="\(SignatureName.enveloped)"></ds:Transform><ds:Transform Algorithm="\(SignatureName.exclusive)"></ds:Transform>\
            </ds:Transforms><ds:DigestMethod Algorithm="\(SignatureDigest.sha256.rawValue)"></ds:DigestMethod>\
            <ds:DigestValue>\(Data(digest).base64EncodedString())</ds:DigestValue></ds:Reference></ds:SignedInfo>
            """
        let value = try handle.signature(of: Array(information.utf8), isElliptic: algorithm == .ecdsaSHA256)
        let certificates = ([certificate] + chain).map { "<ds:X509Certificate>\(Data($0).base64EncodedString())</ds:X509Certificate>" }.joined()
        let signature = """
            <ds:Signature xmlns:ds="\(SignatureName.namespace)">\(information)<ds:SignatureValue>\(Data(value).base64EncodedString())</ds:SignatureValue>\
            <ds:KeyInfo><ds:X509Data>\(certificates)</ds:X509Data></ds:KeyInfo></ds:Signature>
            """
        let first = tree.root.elements.first { _ in true }
        let place = first?.byteRange.upperBound ?? tree.root.startTagRange.upperBound
        return canonical[..<place] + Array(signature.utf8) + canonical[place...]
    }

    private static func sha256(_ bytes: [UInt8]) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: 32)
        guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1 else { return nil }
        return digest
    }
}

extension ElementCopy {
    /// The exclusive canonical form of the element (Exclusive XML Canonicalization 1.0), comments left out.
    func canonical() -> [UInt8]? {
        var written: UnsafeMutablePointer<xmlChar>?
        let count = xmlC14NDocDumpMemory(document, nil, Int32(XML_C14N_EXCLUSIVE_1_0.rawValue), nil, 0, &written)
        guard count > 0, let written else { return nil }
        defer { cxmlsec_free(written) }
        return Array(UnsafeBufferPointer(start: written, count: Int(count)))
    }
}

extension SigningKeyHandle {
    /// The signature over bytes with SHA-256, as XML Signature writes it: that of an elliptic key as its two numbers, one after the other.
    fileprivate func signature(of bytes: [UInt8], isElliptic: Bool) throws(SigningKeyFailure) -> [UInt8] {
        defer { ERR_clear_error() }
        guard let context = EVP_MD_CTX_new() else { throw .machinery }
        defer { EVP_MD_CTX_free(context) }
        var length = 0
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, pointer) == 1, EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1 else {
            throw .machinery
        }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else { throw .machinery }
        signature.removeLast(signature.count - length)
        guard isElliptic else { return signature }
        guard let numbers = Self.numbers(signature, bytes: (Int(EVP_PKEY_get_bits(pointer)) + 7) / 8) else { throw .machinery }
        return numbers
    }

    /// The numbers r and s of a DER signature, each padded to the length of the key (RFC 6931, 2.3.6).
    private static func numbers(_ der: [UInt8], bytes length: Int) -> [UInt8]? {
        let read = der.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            return d2i_ECDSA_SIG(nil, &cursor, bytes.count)
        }
        guard let read else { return nil }
        defer { ECDSA_SIG_free(read) }
        var numbers = [UInt8](repeating: 0, count: 2 * length)
        let written = numbers.withUnsafeMutableBufferPointer { buffer in
            BN_bn2binpad(ECDSA_SIG_get0_r(read), buffer.baseAddress, Int32(length)) == length
                && BN_bn2binpad(ECDSA_SIG_get0_s(read), buffer.baseAddress! + length, Int32(length)) == length
        }
        return written ? numbers : nil
    }
}
