// Reads ebRIM objects, their children in any order.

import XMLTree

extension RegistryObject {
    /// Reads an object, nil for an element that XDS does not use.
    init?(_ node: Node) {
        guard node.namespaceURI == Namespace.rim, let element = Element(rawValue: node.localName) else { return nil }
        self.init(element, id: node[attribute: "id"] ?? "", objectType: node[attribute: "objectType"] ?? "")
        logicalId = node[attribute: "lid"]
        home = node[attribute: "home"]
        status = node[attribute: "status"]
        mimeType = node[attribute: "mimeType"]
        associationType = node[attribute: "associationType"]
        source = node[attribute: "sourceObject"]
        target = node[attribute: "targetObject"]
        for child in node.elements where child.namespaceURI == Namespace.rim {
            switch child.localName {
            case "Slot": slots.append(Slot(child))
            case "Name": name = Self.text(child)
            case "Description": description = Self.text(child)
            case "VersionInfo": version = child[attribute: "versionName"]
            case "Classification": classifications.append(ObjectClassification(child))
            case "ExternalIdentifier": identifiers.append(ExternalIdentifier(child))
            default: break
            }
        }
    }

    /// The first text of an international string, nil where it is empty.
    static func text(_ node: Node?) -> String? {
        node?.children("LocalizedString", in: Namespace.rim).lazy.compactMap { $0[attribute: "value"] }.first { !$0.isEmpty }
    }
}

extension Slot {
    init(_ node: Node) {
        self.init(
            node[attribute: "name"] ?? "",
            node.child("ValueList", in: Namespace.rim)?.children("Value", in: Namespace.rim).map(\.stringValue) ?? [])
    }
}

extension ObjectClassification {
    init(_ node: Node) {
        self.init(
            scheme: node[attribute: "classificationScheme"], node: node[attribute: "classificationNode"],
            nodeRepresentation: node[attribute: "nodeRepresentation"] ?? "", slots: node.children("Slot", in: Namespace.rim).map(Slot.init),
            name: RegistryObject.text(node.child("Name", in: Namespace.rim)))
    }
}

extension ExternalIdentifier {
    init(_ node: Node) {
        self.init(
            scheme: node[attribute: "identificationScheme"] ?? "", value: node[attribute: "value"] ?? "",
            name: RegistryObject.text(node.child("Name", in: Namespace.rim)) ?? "")
    }
}

extension RegistryObjectList {
    /// Reads the objects of a list.
    ///
    /// A package is a submission set or a folder by a classification of its own or by one beside it; what fits nowhere is
    /// reported in `irregularities`.
    init(_ list: Node) {
        self.init()
        var nodes: [String: Set<String>] = [:]
        for classification in list.children("Classification", in: Namespace.rim) {
            guard let node = classification[attribute: "classificationNode"] else { continue }
            nodes[classification[attribute: "classifiedObject"] ?? "", default: []].insert(node.lowercased())
        }
        var ids: Set<String> = []
        for element in list.elements {
            if element.isElement("Classification", in: Namespace.rim) { continue }
            let id = element[attribute: "id"] ?? ""
            if element.isElement("ObjectRef", in: Namespace.rim) {
                references.append(id)
                continue
            }
            if id.isEmpty { irregularities.append(.init(kind: .missingId, object: id, attribute: element.localName)) }
            if !id.isEmpty, !ids.insert(id).inserted { irregularities.append(.init(kind: .repeatedId, object: id, attribute: element.localName)) }
            guard var object = RegistryObject(element) else {
                irregularities.append(.init(kind: .unknownObject, object: id, attribute: element.localName))
                continue
            }
            switch object.element {
            case .extrinsicObject: documentEntries.append(DocumentEntry(object, irregularities: &irregularities))
            case .association: associations.append(Association(object, irregularities: &irregularities))
            case .registryPackage:
                let own = object.classifications.compactMap { $0.node?.lowercased() }
                object.classifications.removeAll { $0.node != nil }
                let kinds = nodes[id, default: []].union(own)
                if kinds.contains(Scheme.SubmissionSet.node) {
                    submissionSets.append(SubmissionSet(object, irregularities: &irregularities))
                } else if kinds.contains(Scheme.Folder.node) {
                    folders.append(Folder(object, irregularities: &irregularities))
                } else {
                    irregularities.append(.init(kind: .unknownPackage, object: id, attribute: element.localName))
                }
            }
        }
    }
}
