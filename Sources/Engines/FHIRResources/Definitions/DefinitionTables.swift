// The types of FHIR R4 that are spoken here, as data: name, then `element:type`, with `!` for 1..1, `*` for 0..*, `+` for 1..*.

/// The types, a row each; `name:type!` stands once, `*` any number of times, `+` at least once, without mark at most once.
enum DefinitionTables {
    static let element = "id:string extension:Extension*"
    static let backboneElement = "id:string extension:Extension* modifierExtension:Extension*"
    static let resource = "id:id meta:Meta implicitRules:uri language:code"
    static let domainResource = resource + " text:Narrative contained:Resource* extension:Extension* modifierExtension:Extension*"

    /// The types that an element of open type may have here.
    static let anyType =
        "base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri url uuid "
        + "Address Annotation Attachment CodeableConcept Coding ContactPoint HumanName Identifier Period Quantity Reference Meta"

    static let dataTypes = """
        Element
        Extension url:uri! value[x]:any
        Narrative status:code! div:xhtml!
        Meta versionId:id lastUpdated:instant source:uri profile:canonical* security:Coding* tag:Coding*
        Identifier use:code type:CodeableConcept system:uri value:string period:Period assigner:Reference
        Coding system:uri version:string code:code display:string userSelected:boolean
        CodeableConcept coding:Coding* text:string
        Reference reference:string type:uri identifier:Identifier display:string
        Period start:dateTime end:dateTime
        Attachment contentType:code language:code data:base64Binary url:url size:unsignedInt hash:base64Binary title:string creation:dateTime
        HumanName use:code text:string family:string given:string* prefix:string* suffix:string* period:Period
        Address use:code type:code text:string line:string* city:string district:string state:string postalCode:string country:string period:Period
        ContactPoint system:code value:string use:code rank:positiveInt period:Period
        ContactDetail name:string telecom:ContactPoint*
        Annotation author[x]:Reference|string time:dateTime text:markdown!
        Quantity value:decimal comparator:code unit:string system:uri code:code
        """

    static let components = """
        Bundle.link relation:string! url:uri!
        Bundle.entry link:Bundle.link* fullUrl:uri resource:Resource search:Bundle.entry.search request:Bundle.entry.request response:Bundle.entry.response
        Bundle.entry.search mode:code score:decimal
        Bundle.entry.request method:code! url:uri! ifNoneMatch:string ifModifiedSince:instant ifMatch:string ifNoneExist:string
        Bundle.entry.response status:string! location:uri etag:string lastModified:instant outcome:Resource
        DocumentReference.relatesTo code:code! target:Reference!
        DocumentReference.content attachment:Attachment! format:Coding
        DocumentReference.context encounter:Reference* event:CodeableConcept* period:Period facilityType:CodeableConcept \
        practiceSetting:CodeableConcept sourcePatientInfo:Reference related:Reference*
        List.entry flag:CodeableConcept deleted:boolean date:dateTime item:Reference!
        Patient.contact relationship:CodeableConcept* name:HumanName telecom:ContactPoint* address:Address gender:code organization:Reference period:Period
        Patient.communication language:CodeableConcept! preferred:boolean
        Patient.link other:Reference! type:code!
        Practitioner.qualification identifier:Identifier* code:CodeableConcept! period:Period issuer:Reference
        PractitionerRole.availableTime daysOfWeek:code* allDay:boolean availableStartTime:time availableEndTime:time
        PractitionerRole.notAvailable description:string! during:Period
        Organization.contact purpose:CodeableConcept name:HumanName telecom:ContactPoint* address:Address
        Device.deviceName name:string! type:code!
        Device.version type:CodeableConcept component:Identifier value:string!
        OperationOutcome.issue severity:code! code:code! details:CodeableConcept diagnostics:string location:string* expression:string*
        Parameters.parameter name:string! value[x]:any resource:Resource part:Parameters.parameter*
        CapabilityStatement.software name:string! version:string releaseDate:dateTime
        CapabilityStatement.implementation description:string! url:url custodian:Reference
        CapabilityStatement.rest mode:code! documentation:markdown security:CapabilityStatement.rest.security resource:CapabilityStatement.rest.resource* \
        interaction:CapabilityStatement.rest.interaction* searchParam:CapabilityStatement.rest.resource.searchParam*
        CapabilityStatement.rest.security cors:boolean service:CodeableConcept* description:markdown
        CapabilityStatement.rest.interaction code:code! documentation:markdown
        CapabilityStatement.rest.resource type:code! profile:canonical supportedProfile:canonical* documentation:markdown \
        interaction:CapabilityStatement.rest.resource.interaction* versioning:code readHistory:boolean updateCreate:boolean conditionalCreate:boolean \
        conditionalRead:code conditionalUpdate:boolean conditionalDelete:code referencePolicy:code* searchInclude:string* searchRevInclude:string* \
        searchParam:CapabilityStatement.rest.resource.searchParam*
        CapabilityStatement.rest.resource.interaction code:code! documentation:markdown
        CapabilityStatement.rest.resource.searchParam name:string! definition:canonical type:code! documentation:markdown
        """

    static let domainResources = """
        DocumentReference masterIdentifier:Identifier identifier:Identifier* status:code! docStatus:code type:CodeableConcept category:CodeableConcept* \
        subject:Reference date:instant author:Reference* authenticator:Reference custodian:Reference relatesTo:DocumentReference.relatesTo* \
        description:string securityLabel:CodeableConcept* content:DocumentReference.content+ context:DocumentReference.context
        List identifier:Identifier* status:code! mode:code! title:string code:CodeableConcept subject:Reference encounter:Reference date:dateTime \
        source:Reference orderedBy:CodeableConcept note:Annotation* entry:List.entry* emptyReason:CodeableConcept
        Patient identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint* gender:code birthDate:date deceased[x]:boolean|dateTime \
        address:Address* maritalStatus:CodeableConcept multipleBirth[x]:boolean|integer photo:Attachment* contact:Patient.contact* \
        communication:Patient.communication* generalPractitioner:Reference* managingOrganization:Reference link:Patient.link*
        Practitioner identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint* address:Address* gender:code birthDate:date \
        photo:Attachment* qualification:Practitioner.qualification* communication:CodeableConcept*
        PractitionerRole identifier:Identifier* active:boolean period:Period practitioner:Reference organization:Reference code:CodeableConcept* \
        specialty:CodeableConcept* location:Reference* healthcareService:Reference* telecom:ContactPoint* \
        availableTime:PractitionerRole.availableTime* notAvailable:PractitionerRole.notAvailable* availabilityExceptions:string endpoint:Reference*
        Organization identifier:Identifier* active:boolean type:CodeableConcept* name:string alias:string* telecom:ContactPoint* address:Address* \
        partOf:Reference contact:Organization.contact* endpoint:Reference*
        Device identifier:Identifier* definition:Reference status:code statusReason:CodeableConcept* distinctIdentifier:string manufacturer:string \
        manufactureDate:dateTime expirationDate:dateTime lotNumber:string serialNumber:string deviceName:Device.deviceName* modelNumber:string \
        partNumber:string type:CodeableConcept version:Device.version* patient:Reference owner:Reference contact:ContactPoint* location:Reference \
        url:uri note:Annotation* safety:CodeableConcept* parent:Reference
        OperationOutcome issue:OperationOutcome.issue+
        CapabilityStatement url:uri version:string name:string title:string status:code! experimental:boolean date:dateTime! publisher:string \
        contact:ContactDetail* jurisdiction:CodeableConcept* description:markdown purpose:markdown copyright:markdown kind:code! \
        instantiates:canonical* imports:canonical* software:CapabilityStatement.software implementation:CapabilityStatement.implementation \
        fhirVersion:code! format:code+ patchFormat:code* implementationGuide:canonical* rest:CapabilityStatement.rest*
        """

    static let resources = """
        Bundle identifier:Identifier type:code! timestamp:instant total:unsignedInt link:Bundle.link* entry:Bundle.entry*
        Binary contentType:code! securityContext:Reference data:base64Binary
        Parameters parameter:Parameters.parameter*
        """
}
