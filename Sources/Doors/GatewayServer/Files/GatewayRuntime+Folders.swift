// The folder doors of a gateway, out of its configuration.

import AuthorTrust
import ClinicalTypes
import CredentialChecks
import Foundation
import Gateway
import ServiceLifecycle
import ZIPArchives

extension GatewayRuntime {
    /// The doors of the folders that the configuration names.
    func folderServices(whenBound: @escaping @Sendable (String, Int) async -> Void) throws -> [any Service] {
        let settings = configuration.folders
        guard !settings.paths.isEmpty else { return [] }
        let receiver = try fileReceiver(door: "folder", section: "folders", certificate: settings.certificate, policy: settings.policy)
        return try Set(settings.paths).sorted().map { path in
            let folder: DropFolder
            do throws(FileFailure) {
                folder = try DropFolder(path: path)
            } catch {
                throw Self.wrong("folders.paths", "\(path) is no folder that files can be taken from (\(error.reason))")
            }
            return FolderDoor(folder: folder, receiver: receiver, logger: logger, whenBound: { await whenBound("folder", 0) })
        }
    }

    /// Takes files in under the name that a section of the configuration gives to whoever can put them there.
    ///
    /// Nobody shows a certificate at such a door. One that the configuration names stands for the sender, and is judged as if it had been shown: now, so
    /// that a mistake is told at the start, and again with every file.
    func fileReceiver(door: String, section: String, certificate: String, policy: AuthorCheckPolicy) throws -> FileReceiver {
        var way = way
        // A file has no place for an assertion or a token: what asks for them does not ask here.
        way.senders.assertions = nil
        way.senders.tokens = nil
        way.senders.certificates = AuthorCheck(trust: way.senders.certificates.trust, policy: policy)
        var chain: [[UInt8]] = []
        if !certificate.isEmpty {
            let path = try Self.certificates("\(section).certificate", certificate)
            chain = try Certificate.chain(pem: String(contentsOfFile: path, encoding: .utf8)).map(\.der)
        } else if policy == .require {
            throw Self.wrong("\(section).certificate", "the PEM file of a certificate was expected, in whose name files are submitted")
        }
        let credential = PresentedCredential(clientChain: chain)
        if case .turnedAway(let stranger) = way.admit(credential, now: surroundings.now()) {
            let codes = stranger.author.failures.map(\.code).joined(separator: ", ")
            throw Self.wrong("\(section).certificate", "a certificate that the author check accepts was expected (\(codes))")
        }
        let archives = ArchiveWay(provides: ProvideWay(documents: way), deletions: Deletions(withdrawals: withdrawals, errands: journal))
        return FileReceiver(
            way: way, archives: archives,
            keeper: Doorkeeper(way: way, responders: responders, keySets: nil, now: surroundings.now), journal: journal, credential: credential, door: door,
            documentBytes: configuration.limits.bodyBytes,
            archiveBytes: ZIPLimits.standard.archiveBytes, logger: logger)
    }
}
