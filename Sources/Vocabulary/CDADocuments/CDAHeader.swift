// The header of a CDA document, part by part.

public import XMLTree

/// The header of a CDA document (CDA R2, 4.2), in the order of the standard; a dump of it shows no content.
public struct CDAHeader: Sendable, Hashable, CustomReflectable {
    /// The realms (`realmCode`); France asks for one, `FR`.
    public internal(set) var realmCodes: [CodedElement] = []
    /// The type of the document format (`typeId`).
    public internal(set) var typeID: IdentifierElement?
    /// The templates that the document follows, in order.
    public internal(set) var templateIDs: [IdentifierElement] = []
    /// The unique id of the document.
    public internal(set) var id: IdentifierElement?
    /// The type of the document.
    public internal(set) var code: CodedElement?
    /// The title.
    public internal(set) var title: TextElement?
    /// When the document was made.
    public internal(set) var effectiveTime: TimeElement?
    /// The confidentiality.
    public internal(set) var confidentialityCode: CodedElement?
    /// The language.
    public internal(set) var languageCode: CodedElement?
    /// The id that all versions of the document share.
    public internal(set) var setID: IdentifierElement?
    /// The number of this version.
    public internal(set) var versionNumber: NumberElement?
    /// The obsolete time of copying.
    public internal(set) var copyTime: TimeElement?
    /// The `recordTarget` elements.
    public internal(set) var recordTargets: [Node] = []
    /// The patients; France asks for one.
    public internal(set) var patients: [PatientRole] = []
    /// The authors.
    public internal(set) var authors: [Participation] = []
    /// Who entered the data.
    public internal(set) var dataEnterers: [Participation] = []
    /// Who gave information.
    public internal(set) var informants: [Participation] = []
    /// Who keeps the document.
    public internal(set) var custodian: Custodian?
    /// Who is to receive it: the `informationRecipient` elements.
    public internal(set) var informationRecipients: [Node] = []
    /// Who answers for the document.
    public internal(set) var legalAuthenticator: Participation?
    /// Who else attests its content.
    public internal(set) var authenticators: [Participation] = []
    /// Other participants.
    public internal(set) var participants: [Participation] = []
    /// The orders that the document answers.
    public internal(set) var orders: [Order] = []
    /// The documented acts.
    public internal(set) var serviceEvents: [ServiceEvent] = []
    /// The documents that this one refers to.
    public internal(set) var relatedDocuments: [RelatedDocument] = []
    /// The consents: the `authorization` elements.
    public internal(set) var authorizations: [Node] = []
    /// The `componentOf` element.
    public internal(set) var componentOf: Node?
    /// The encounter.
    public internal(set) var encompassingEncounter: EncompassingEncounter?

    /// Nothing, so that a dump shows no content.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// The patient, where there is exactly one or more: the first.
    public var patient: PatientRole? { patients.first }

    /// The main act: the first whose performer names an organisation, else the first.
    public var mainServiceEvent: ServiceEvent? {
        serviceEvents.first { $0.performers.contains { $0.entity?.organization != nil } } ?? serviceEvents.first
    }

    /// The setting of practice: the first `standardIndustryClassCode` of the main act's performers.
    public var practiceSettingCode: CodedElement? {
        mainServiceEvent?.performers.lazy.compactMap { $0.entity?.organization?.standardIndustryClassCode }.first
    }
}

/// Reads header and body in one pass over the children of a ClinicalDocument.
func readHeader(of document: Node) -> (CDAHeader, DocumentBody?) {
    var header = CDAHeader()
    var body: DocumentBody?
    for child in document.elements where child.namespaceURI == CDANamespace.hl7 {
        switch child.localName {
        case "realmCode": header.realmCodes.append(CodedElement(child))
        case "typeId": header.typeID = header.typeID ?? IdentifierElement(child)
        case "templateId": header.templateIDs.append(IdentifierElement(child))
        case "id": header.id = header.id ?? IdentifierElement(child)
        case "code": header.code = header.code ?? CodedElement(child)
        case "title": header.title = header.title ?? TextElement(child)
        case "effectiveTime": header.effectiveTime = header.effectiveTime ?? TimeElement(child)
        case "confidentialityCode": header.confidentialityCode = header.confidentialityCode ?? CodedElement(child)
        case "languageCode": header.languageCode = header.languageCode ?? CodedElement(child)
        case "setId": header.setID = header.setID ?? IdentifierElement(child)
        case "versionNumber": header.versionNumber = header.versionNumber ?? NumberElement(child)
        case "copyTime": header.copyTime = header.copyTime ?? TimeElement(child)
        case "recordTarget":
            header.recordTargets.append(child)
            if let role = child.hl7("patientRole") { header.patients.append(PatientRole(role)) }
        case "author": header.authors.append(Participation(child))
        case "dataEnterer": header.dataEnterers.append(Participation(child))
        case "informant": header.informants.append(Participation(child))
        case "custodian": header.custodian = header.custodian ?? Custodian(child)
        case "informationRecipient": header.informationRecipients.append(child)
        case "legalAuthenticator": header.legalAuthenticator = header.legalAuthenticator ?? Participation(child)
        case "authenticator": header.authenticators.append(Participation(child))
        case "participant": header.participants.append(Participation(child))
        case "inFulfillmentOf": if let order = child.hl7("order") { header.orders.append(Order(order)) }
        case "documentationOf": if let event = child.hl7("serviceEvent") { header.serviceEvents.append(ServiceEvent(event)) }
        case "relatedDocument": header.relatedDocuments.append(RelatedDocument(child))
        case "authorization": header.authorizations.append(child)
        case "componentOf":
            header.componentOf = header.componentOf ?? child
            header.encompassingEncounter = header.encompassingEncounter ?? child.hl7("encompassingEncounter").map(EncompassingEncounter.init)
        case "component":
            if let unstructured = child.hl7("nonXMLBody") {
                body = body ?? .unstructured(UnstructuredBody(unstructured))
            } else if let structured = child.hl7("structuredBody") {
                body = body ?? .structured(StructuredBody(structured))
            }
        default: break
        }
    }
    return (header, body)
}
