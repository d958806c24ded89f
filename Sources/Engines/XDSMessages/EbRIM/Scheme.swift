// The UUIDs under which XDS attributes are classified and identified in ebRIM (ITI TF-3 4.2.5).

enum Scheme {
    enum Document {
        static let author = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
        static let classCode = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
        static let confidentialityCode = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
        static let eventCode = "urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4"
        static let formatCode = "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d"
        static let healthcareFacilityTypeCode = "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1"
        static let practiceSettingCode = "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead"
        static let typeCode = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
        static let patientId = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
        static let uniqueId = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
    }

    enum SubmissionSet {
        static let node = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
        static let author = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d"
        static let contentTypeCode = "urn:uuid:aa543740-bdda-424e-8c96-df4873be8500"
        static let patientId = "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"
        static let uniqueId = "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"
        static let sourceId = "urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832"
    }

    enum Folder {
        static let node = "urn:uuid:d9d542f3-6cc4-48b6-8870-ea235fbc94c2"
        static let code = "urn:uuid:1ba97051-7806-41a8-a48b-8fce7af683c5"
        static let patientId = "urn:uuid:f64ffdf0-4b97-4e06-b79f-a52b38ec2f8a"
        static let uniqueId = "urn:uuid:75df8f67-9973-4fbe-a900-df66cefecc5a"
    }

    static let associationDocumentation = "urn:uuid:abd807a3-4432-4053-87b4-fd82c643d1f3"

    enum ObjectType {
        static let classification = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Classification"
        static let externalIdentifier = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:ExternalIdentifier"
        static let registryPackage = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:RegistryPackage"
        static let association = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association"
    }
}
