// Credentials that a sandbox issues when they are asked for, the faulty ones too, and its revocation lists.

public import AuthorTrust
import CredentialChecks
public import Foundation

extension SandboxFolder {
    /// The authority of the sandbox, taken up again.
    func authority() throws -> DevelopmentAuthority {
        let names = ["root.pem", "root.key", "issuing.pem", "issuing.key"]
        return try DevelopmentAuthority(
            files: Dictionary(uniqueKeysWithValues: try names.map { ($0, try String(contentsOf: pki($0), encoding: .utf8)) }))
    }

    /// Issues a certificate of an identity, and writes `NAME.pem` (with the authorities to present), `NAME.key` and, for a password, `NAME.p12`.
    ///
    /// A revoked one is put on the sandbox's list, which a running gateway reads again within a second. The name of the files is the identity's, followed
    /// by `-signature` and by the fault.
    /// - Returns: The paths written.
    public func issueCredential(
        for identity: SandboxIdentity, use: CardUse, fault: CredentialFault?, responder: String? = nil, into folder: URL, password: String? = nil, now: Date
    ) throws -> [URL] {
        let authority = try authority()
        let issuer = fault == .unknownAuthority ? try DevelopmentAuthority(named: "Passerelle stranger", now: now) : authority
        var further: [CertificateExtension] = []
        if let responder, let method = DERValue.objectIdentifier("1.3.6.1.5.5.7.48.1") {
            // Several may be named, separated by spaces.
            let places = responder.split(separator: " ").map { DERValue.sequence([method, DERValue(tag: 0x86, content: Array($0.utf8))]) }
            further.append(CertificateExtension(type: "1.3.6.1.5.5.7.1.1", value: .sequence(places)))
        }
        let issued = try identity.issue(by: issuer, use: use, now: now, fault: fault, further: further)
        if fault == .revoked { try revoke(issued.certificate, now: now) }

        let name = identity.name + (use == .signature ? "-signature" : "") + (fault.map { "-\($0.rawValue)" } ?? "")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var files = [("\(name).pem", Data(issued.chainPEM.utf8), 0o644), ("\(name).key", Data(try issued.keyPEM().utf8), 0o600)]
        if let password { files.append(("\(name).p12", Data(try issued.pkcs12(password: password, name: name)), 0o600)) }
        return try files.map { name, content, mode in
            let file = folder.appending(path: name)
            guard FileManager.default.createFile(atPath: file.path, contents: content, attributes: [.posixPermissions: mode]) else {
                throw CocoaError(.fileWriteUnknown)
            }
            return file
        }
    }

    /// Puts a certificate on the list of the sandbox's issuing authority.
    func revoke(_ certificate: Certificate, now: Date) throws {
        let former = (try? String(contentsOf: pki("revoked.txt"), encoding: .utf8)) ?? ""
        try write(former + "\(certificate.serialNumber) \(Int(now.timeIntervalSince1970))\n", to: "revoked.txt")
        try writeRevocationLists(now: now)
    }

    /// Writes the lists of both authorities anew, for three years.
    func writeRevocationLists(now: Date) throws {
        let authority = try authority()
        let lines = ((try? String(contentsOf: pki("revoked.txt"), encoding: .utf8)) ?? "").split(separator: "\n")
        let entries = lines.compactMap { line -> RevocationListRequest.Entry? in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let seconds = TimeInterval(parts[1]) else { return nil }
            return .init(serialNumber: String(parts[0]), date: Date(timeIntervalSince1970: seconds), reason: .keyCompromise)
        }
        let (start, end) = (now - DevelopmentAuthority.clockSlack, now + 3 * DevelopmentAuthority.year)
        let number = UInt(max(0, now.timeIntervalSince1970))
        let lists = [
            try authority.issuing.revocationList(RevocationListRequest(revoking: entries, thisUpdate: start, nextUpdate: end, number: number)),
            try authority.root.revocationList(
                RevocationListRequest(revoking: [RevocationListRequest.Entry](), thisUpdate: start, nextUpdate: end, number: number)),
        ]
        let text = lists.map { pemText($0, label: "X509 CRL") }.joined()
        // In one step: the gateway may be reading.
        try Data(text.utf8).write(to: pki("revoked.crl"), options: .atomic)
    }
}
