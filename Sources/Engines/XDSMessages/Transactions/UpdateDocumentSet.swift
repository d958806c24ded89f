// ITI-57: changes to metadata that are registered.

/// ITI-57, Update Document Set: a submission set, and what it changes of registered objects.
///
/// An association `UpdateAvailabilityStatus` changes a status; an entry under a known `lid` is the next version of its metadata.
public struct UpdateDocumentSetRequest: Sendable, Hashable {
    /// The submission set, the new versions, and the associations that say what is asked for.
    public var objects: RegistryObjectList

    /// Collects changes.
    public init(objects: RegistryObjectList) { self.objects = objects }

    /// Asks for another status of one registered object.
    ///
    /// - Parameters:
    ///   - target: the entryUUID of the version that is current.
    ///   - original: the status that it has; the registry refuses where it has another.
    ///   - new: the status that it is to have.
    ///   - set: who asks, for which patient and when.
    public static func statusChange(
        of target: String, from original: AvailabilityStatus, to new: AvailabilityStatus, in set: SubmissionSet
    ) -> UpdateDocumentSetRequest {
        let change = Association.statusChange("StatusChange01", by: set.entryUUID, of: target, from: original, to: new)
        return UpdateDocumentSetRequest(objects: RegistryObjectList(submissionSets: [set], associations: [change]))
    }

    /// Asks for the next version of the metadata of one registered document.
    ///
    /// - Parameters:
    ///   - entry: the entry as it is to be, with the `lid` and the version that are registered; it is given a symbolic id.
    ///   - set: who asks, for which patient and when.
    public static func nextVersion(of entry: DocumentEntry, in set: SubmissionSet) -> UpdateDocumentSetRequest {
        var next = entry
        let previous = entry.version ?? 1
        next.logicalId = entry.logicalId ?? entry.entryUUID
        next.entryUUID = "Document01"
        next.version = previous + 1
        let member = Association.nextVersion("Version01", of: set.entryUUID, entry: next.entryUUID, previous: previous)
        return UpdateDocumentSetRequest(objects: RegistryObjectList(documentEntries: [next], submissionSets: [set], associations: [member]))
    }
}

extension UpdateDocumentSetRequest {
    /// The request as a message (ITI TF-2 3.57.4.1); throws only for characters that XML cannot carry.
    public func message(header: SOAPHeader, form: MessageForm = .plain) throws(MessageFailure) -> CarriedMessage {
        try MessageWriter.message(header: header, form: form) { xml, _ throws(MessageFailure) in
            try xml.element("lcm:SubmitObjectsRequest", [("xmlns:lcm", Namespace.lcm)]) { xml throws(MessageFailure) in try objects.write(into: &xml) }
        }
    }
}
