// What is missing, given twice, given as null or of another namespace (CDA R2, 4.2; data types 2.1.4).

import CDADocuments
import ClinicalTypes
import Testing
import XMLTree

@Suite struct TolerantReadingTests {
    @Test func `an empty header has nothing and fails nowhere`() throws {
        let document = try document("")
        let header = document.header
        #expect(header.realmCodes.isEmpty && header.templateIDs.isEmpty && header.recordTargets.isEmpty && header.patients.isEmpty && header.authors.isEmpty)
        #expect(header.dataEnterers.isEmpty && header.informants.isEmpty && header.informationRecipients.isEmpty && header.authenticators.isEmpty)
        #expect(header.participants.isEmpty && header.orders.isEmpty && header.serviceEvents.isEmpty && header.relatedDocuments.isEmpty)
        #expect(header.authorizations.isEmpty && header.typeID == nil && header.id == nil && header.code == nil && header.title == nil)
        #expect(header.effectiveTime == nil && header.confidentialityCode == nil && header.languageCode == nil && header.setID == nil)
        #expect(header.versionNumber == nil && header.copyTime == nil && header.custodian == nil && header.legalAuthenticator == nil)
        #expect(header.componentOf == nil && header.encompassingEncounter == nil && header.patient == nil && header.mainServiceEvent == nil)
        #expect(header.practiceSettingCode == nil && document.uniqueID == nil && document.body == nil)
    }

    @Test func `of every part that may be there once the first counts`() throws {
        let twice = """
            <typeId root='%'/><id root='%'/><code code='%'/><title>%</title><effectiveTime value='%'/><confidentialityCode code='%'/><languageCode code='%'/>
            <setId root='%'/><versionNumber value='%'/><copyTime value='%'/><custodian><assignedCustodian><representedCustodianOrganization><name>%</name>
            </representedCustodianOrganization></assignedCustodian></custodian><legalAuthenticator typeCode='%'/>
            <componentOf><encompassingEncounter><code code='%'/></encompassingEncounter></componentOf>
            """
        let document = try document(twice.replacing("%", with: "1") + twice.replacing("%", with: "2"))
        #expect([document.typeID?.root, document.id?.root, document.setID?.root] == ["1", "1", "1"])
        #expect([document.code?.code, document.confidentialityCode?.code, document.languageCode?.code] == ["1", "1", "1"])
        #expect([document.title?.text, document.effectiveTime?.rawValue, document.copyTime?.rawValue] == ["1", "1", "1"])
        #expect(document.versionNumber?.value == 1 && document.custodian?.organization?.name == "1" && document.legalAuthenticator?.typeCode == "1")
        #expect(document.encompassingEncounter?.code?.code == "1" && document.componentOf == document.node.child("componentOf"))
    }

    @Test func `of every part that may be there often all are kept, in order`() throws {
        let names = ["author", "dataEnterer", "informant", "authenticator", "participant", "relatedDocument"]
        let document = try document(names.map { "<\($0) typeCode='1'/><\($0) typeCode='2'/>" }.joined())
        let lists = [document.authors, document.dataEnterers, document.informants, document.authenticators, document.participants]
        for list in lists { #expect(list.map(\.typeCode) == ["1", "2"]) }
        #expect(document.relatedDocuments.map(\.typeCode) == ["1", "2"])
    }

    @Test func `a wrapper without its inside is kept as an element and gives no value`() throws {
        let document = try document(
            "<recordTarget/><inFulfillmentOf/><documentationOf/><componentOf/><custodian/><legalAuthenticator/><relatedDocument/><component/>")
        #expect(document.recordTargets.count == 1 && document.patients.isEmpty && document.orders.isEmpty && document.serviceEvents.isEmpty)
        #expect(document.componentOf != nil && document.encompassingEncounter == nil && document.custodian != nil && document.custodian?.organization == nil)
        #expect(document.legalAuthenticator?.entity == nil && document.relatedDocuments.first?.parentIDs.isEmpty == true && document.body == nil)
    }

    @Test func `a null is told with its reason, and has no value`() throws {
        let document = try document(
            """
            <id nullFlavor=' NI '/><code nullFlavor='OTH' codeSystem='2.16'/><effectiveTime nullFlavor='UNK'/><versionNumber nullFlavor='NA'/>
            <title nullFlavor='MSK'/><recordTarget><patientRole><id nullFlavor='UNK'/><addr nullFlavor='NASK'/><telecom nullFlavor='NI'/>
            <patient><name nullFlavor='UNK'/><birthTime nullFlavor='UNK'/></patient></patientRole></recordTarget>
            """)
        #expect(document.id?.nullFlavor == "NI" && document.id?.root == nil && document.uniqueID == nil && document.id?.value.nullFlavor == "NI")
        #expect(document.code?.nullFlavor == "OTH" && document.code?.value == nil && document.code?.system == "2.16")
        #expect(document.effectiveTime?.nullFlavor == "UNK" && document.effectiveTime?.timestamp == nil && document.effectiveTime?.value == nil)
        #expect(document.versionNumber?.value == nil && document.title?.text == "" && document.title?.nullFlavor == "MSK")
        let patient = try #require(document.patient)
        #expect(patient.ins == nil && patient.localID == nil && patient.addresses.first?.value.nullFlavor == "NASK")
        #expect(patient.telecoms.first?.value.nullFlavor == "NI" && patient.name?.value.freeText == nil && patient.name?.parts.isEmpty == true)
        #expect(patient.birthTime?.nullFlavor == "UNK")
    }

    @Test func `white space around attributes and texts does not count, other space does`() throws {
        let document = try document(
            "<id root='\n 1.2 \t' extension=' A B '/><title>\r\n a\u{A0}\n</title><versionNumber value=' 2 '/><code code='' codeSystem='1'/>")
        #expect(document.uniqueID == "1.2^A B" && document.title?.text == "a\u{A0}" && document.versionNumber?.value == 2 && document.code?.value == nil)
    }

    @Test(arguments: ["1.5", "", "+", "0x1", "1 2", "99999999999999999999"])
    func `a version that is no whole number has no value`(written: String) throws {
        #expect(try document("<versionNumber value='\(written)'/>").versionNumber?.value == nil)
    }

    @Test func `extensions of other namespaces are no part of a participation`() throws {
        let document = try document(
            """
            <author><sdtc:time value='2001'/><x:time xmlns:x='urn:x' value='2002'/><time value='2003'/><x:functionCode xmlns:x='urn:x' code='x'/>
            <sdtc:functionCode code='s'/><sdtc:signatureCode code='no'/><x:assignedAuthor xmlns:x='urn:x'><id root='9'/></x:assignedAuthor>
            <assignedAuthor><id root='1'/><x:id xmlns:x='urn:x' root='2'/></assignedAuthor></author>
            """)
        let author = try #require(document.authors.first)
        #expect(author.time?.rawValue == "2003" && author.functionCode?.code == "s" && author.signatureCode == nil)
        #expect(author.entity?.ids.map(\.root) == ["1"])
    }

    @Test func `of a role's parts the first counts where one is meant`() throws {
        let device = { (name: String) in "<assignedAuthoringDevice><softwareName>\(name)</softwareName></assignedAuthoringDevice>" }
        let document = try document(
            """
            <author><time value='1'/><time value='2'/><functionCode code='1'/><functionCode code='2'/><assignedAuthor><code code='1'/><code code='2'/>
            <assignedPerson><name>1</name></assignedPerson><assignedPerson><name>2</name></assignedPerson>\(device("1"))\(device("2"))
            <representedOrganization><name>1</name></representedOrganization><representedOrganization><name>2</name></representedOrganization></assignedAuthor>
            <assignedAuthor><code code='3'/></assignedAuthor></author>
            """)
        let author = try #require(document.authors.first)
        #expect(author.time?.rawValue == "1" && author.functionCode?.code == "1" && author.entity?.code?.code == "1" && author.entity?.name?.text == "1")
        #expect(author.entity?.device?.softwareName?.text == "1" && author.entity?.organization?.name == "1")
    }

    @Test func `the main act is the first whose performer names an organisation`() throws {
        func act(_ id: String, _ inside: String) -> String { "<documentationOf><serviceEvent><id root='\(id)'/>\(inside)</serviceEvent></documentationOf>" }
        let organised = "<performer><assignedEntity><representedOrganization/></assignedEntity></performer>"
        #expect(try document(act("1", "") + act("2", "<performer/>") + act("3", organised) + act("4", organised)).mainServiceEvent?.ids.first?.root == "3")
        #expect(try document(act("1", "") + act("2", "<performer/>")).mainServiceEvent?.ids.first?.root == "1")
    }

    @Test func `an interval has two ends, or one point that is both`() throws {
        func interval(_ inside: String) throws -> IntervalElement? {
            try document("<documentationOf><serviceEvent>\(inside)</serviceEvent></documentationOf>").serviceEvents.first?.effectiveTime
        }
        let both = try interval("<effectiveTime><low value='2025'/><high value='2026'/></effectiveTime>")
        #expect(both?.start?.year == 2025 && both?.stop?.year == 2026 && both?.point == nil)
        let point = try interval("<effectiveTime value='2024'/>")
        #expect(point?.start?.year == 2024 && point?.stop?.year == 2024)
        let open = try interval("<effectiveTime><low value='2025'/></effectiveTime>")
        #expect(open?.start?.year == 2025 && open?.stop == nil)
        let wrong = try interval("<effectiveTime value='2024'><low value='hier'/><high nullFlavor='UNK'/></effectiveTime>")
        #expect(wrong?.start?.year == 2024 && wrong?.stop?.year == 2024)
        #expect(try interval("") == nil)
    }

    @Test func `a health identity is told from a patient's number by its root alone`() throws {
        func patient(_ ids: String) throws -> PatientRole? { try document("<recordTarget><patientRole>\(ids)</patientRole></recordTarget>").patient }
        let health = "<id root='1.2.250.1.213.1.4.8' extension='1'/>"
        #expect(try patient("<id root='1.9' extension='7'/>" + health)?.ins?.extension == "1")
        #expect(try patient("<id extension='6'/><id root='1.9' extension='7'/>" + health)?.localID?.extension == "7")
        #expect(try patient(health)?.localID == nil)
        #expect(try patient("<id root='1.9' extension='1.2.250.1.213.1.4.8'/>")?.ins == nil)
    }

    @Test func `two identifiers are the same when root and extension are, and a root is there`() throws {
        let ids = try document(
            "<templateId root='1' extension='a'/><templateId root='1' extension='a'/><templateId root='1'/><templateId root='1' extension=''/>"
                + "<templateId/><templateId/><templateId root='2' extension='a'/>"
        ).templateIDs
        #expect(ids[0].isSame(as: ids[1]) && ids[2].isSame(as: ids[3]))
        #expect(!ids[0].isSame(as: ids[2]) && !ids[4].isSame(as: ids[5]) && !ids[0].isSame(as: ids[6]))
    }

    @Test func `parts of a name are found by kind and qualifier`() throws {
        let name = try document(
            "<recordTarget><patientRole><patient><name><prefix>M</prefix><given>A B</given><given qualifier='BR\n CL'>A</given><family qualifier='SP'>S</family>"
                + "<family>F</family></name></patient></patientRole></recordTarget>"
        ).patient?.name
        #expect(name?.birthGivens.map(\.text) == ["A B"] && name?.firstBirthGiven?.text == "A" && name?.usedGiven?.text == "A")
        #expect(name?.birthFamily == nil && name?.usedFamily == nil && name?.first("family")?.text == "S" && name?.first("suffix") == nil)
        #expect(name?.parts("family", qualifier: nil).map(\.text) == ["F"] && name?.parts("family", qualifier: "SP").map(\.text) == ["S"])
    }

    @Test func `of two bodies the first counts, and a structured one needs no sections`() throws {
        let file = "<component><nonXMLBody><text>x</text></nonXMLBody></component>"
        let sections = "<component><structuredBody/></component>"
        if case .structured(let body)? = try document(sections + file).body { #expect(body.sections.isEmpty) } else { Issue.record("no sections") }
        if case .unstructured(let body)? = try document(file + sections).body { #expect(body.text?.stringValue == "x") } else { Issue.record("no file") }
    }

    @Test func `nothing that is shown of a value holds content`() throws {
        let document = try document("<title>SECRET</title><recordTarget><patientRole><patient><name>SECRET</name></patient></patientRole></recordTarget>")
        let shown = ["\(document)", String(reflecting: document), "\(document.header)", "\(document.title as Any)", "\(document.patient as Any)"]
        for text in shown { #expect(!text.contains("SECRET")) }
        var dumped = ""
        dump(document.header, to: &dumped)
        dump(document.patient, to: &dumped)
        #expect(!dumped.contains("SECRET"))
    }
}
