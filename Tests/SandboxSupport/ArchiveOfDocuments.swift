// An archive of documents, as another system's software makes it.

import CDADocuments
import Classification
import ClinicalTypes
import CodeSystems
import CredentialChecks
import Foundation
import SubmissionMetadata
import XDSMessages
import ZIPArchives

/// An archive of documents of one patient (IHE XDM).
public enum ArchiveOfDocuments {
    /// The documents cannot be put into one archive.
    public struct Impossible: Error {}

    /// The bytes of an archive with one submission set, or with one for each document; `action` are extra metadata of the sets, `D` for a deletion.
    public static func bytes(_ documents: [[UInt8]], inOneSet: Bool = true, action: String? = nil) throws -> [UInt8] {
        guard let source = OID(dotted: "1.2.250.1.213.4.1.99"), let content = CodeTables.contentTypes.entries(of: "07").first else { throw Impossible() }
        let writer = MetadataWriter(options: MetadataOptions(sourceID: source, contentType: content))
        let described = try documents.map { bytes in
            let document = try CDADocument.read(bytes).get()
            guard case .classified(let classified) = Classifier().classify(document),
                case .described(let description) = writer.description(
                    of: document, classified: classified, bytes: bytes, identity: SubmissionIdentity(submissionTime: Date(), from: { UUID() }))
            else { throw Impossible() }
            return (description: description, bytes: bytes)
        }
        var submissions = (inOneSet ? [described] : described.map { [$0] }).compactMap { XDMSubmission(sharing: $0) }
        if let action {
            for index in submissions.indices { submissions[index].objects.submissionSets[0].extra.slots.append(Slot("action", [action])) }
        }
        let moment = ZIPMoment(year: 2026, month: 3, day: 1, hour: 12, minute: 0, second: 0)
        return try XDMArchive.bytes(of: submissions, cover: XDMCover(sender: "Essai", application: "Essai", moment: moment), sha1: Digest.sha1)
    }
}
