// Writes ebRIM objects, the children of each in the order that the schema fixes.

extension RegistryObject {
    /// Writes the object: Slot, Name, Description, VersionInfo, Classification, ExternalIdentifier (ebRIM 3.0, rim.xsd).
    func write(into xml: inout XMLWriter) throws(MessageFailure) {
        let attributes: [(name: String, value: String?)] = [
            ("id", id), ("lid", logicalId), ("home", home), ("objectType", objectType), ("status", status), ("mimeType", mimeType),
            ("associationType", associationType), ("sourceObject", source), ("targetObject", target),
        ]
        try xml.element("rim:" + element.rawValue, attributes) { xml throws(MessageFailure) in
            for slot in slots { try slot.write(into: &xml) }
            try Self.write(name, as: "rim:Name", into: &xml)
            try Self.write(description, as: "rim:Description", into: &xml)
            if let version { xml.element("rim:VersionInfo", [("versionName", version)]) }
            // Ids within an object are only there because the schema asks for them.
            let symbol = id.hasPrefix("urn:uuid:") ? "id-" + id.dropFirst(9) : id
            for (index, classification) in classifications.enumerated() {
                try classification.write(id: "\(symbol)-c\(index + 1)", of: id, into: &xml)
            }
            for (index, identifier) in identifiers.enumerated() {
                try identifier.write(id: "\(symbol)-i\(index + 1)", of: id, into: &xml)
            }
        }
    }

    /// Writes a text in the language-neutral form of an international string.
    static func write(_ text: String?, as element: String, into xml: inout XMLWriter) throws(MessageFailure) {
        guard let text else { return }
        try xml.element(element) { xml throws(MessageFailure) in xml.element("rim:LocalizedString", [("value", text)]) }
    }
}

extension Slot {
    func write(into xml: inout XMLWriter) throws(MessageFailure) {
        try xml.element("rim:Slot", [("name", name)]) { xml throws(MessageFailure) in
            try xml.element("rim:ValueList") { xml throws(MessageFailure) in
                for value in values { xml.element("rim:Value", text: value) }
            }
        }
    }
}

extension ObjectClassification {
    func write(id: String, of object: String, into xml: inout XMLWriter) throws(MessageFailure) {
        let attributes: [(name: String, value: String?)] = [
            ("id", id), ("objectType", Scheme.ObjectType.classification), ("classificationScheme", scheme), ("classificationNode", node),
            ("classifiedObject", object), ("nodeRepresentation", node == nil ? nodeRepresentation : nil),
        ]
        try xml.element("rim:Classification", attributes) { xml throws(MessageFailure) in
            for slot in slots { try slot.write(into: &xml) }
            try RegistryObject.write(name, as: "rim:Name", into: &xml)
        }
    }
}

extension ExternalIdentifier {
    func write(id: String, of object: String, into xml: inout XMLWriter) throws(MessageFailure) {
        let attributes: [(name: String, value: String?)] = [
            ("id", id), ("objectType", Scheme.ObjectType.externalIdentifier), ("registryObject", object), ("identificationScheme", scheme), ("value", value),
        ]
        try xml.element("rim:ExternalIdentifier", attributes) { xml throws(MessageFailure) in
            try RegistryObject.write(name, as: "rim:Name", into: &xml)
        }
    }
}

extension RegistryObjectList {
    /// Writes `rim:RegistryObjectList` with all objects.
    func write(into xml: inout XMLWriter) throws(MessageFailure) {
        try xml.element("rim:RegistryObjectList", [("xmlns:rim", Namespace.rim)]) { xml throws(MessageFailure) in
            for reference in references { xml.element("rim:ObjectRef", [("id", reference)]) }
            for entry in documentEntries { try entry.registryObject.write(into: &xml) }
            for set in submissionSets {
                try set.registryObject.write(into: &xml)
                try Self.write(node: Scheme.SubmissionSet.node, of: set.entryUUID, into: &xml)
            }
            for folder in folders {
                try folder.registryObject.write(into: &xml)
                try Self.write(node: Scheme.Folder.node, of: folder.entryUUID, into: &xml)
            }
            for association in associations { try association.registryObject.write(into: &xml) }
        }
    }

    /// Says of a package what it is.
    private static func write(node: String, of object: String, into xml: inout XMLWriter) throws(MessageFailure) {
        let symbol = object.hasPrefix("urn:uuid:") ? "id-" + object.dropFirst(9) : object
        try ObjectClassification(scheme: nil, node: node).write(id: symbol + "-node", of: object, into: &xml)
    }
}
