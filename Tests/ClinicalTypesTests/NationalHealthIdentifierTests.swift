// The national health identifier: its parts, its key, its namespaces, its silence.

import ClinicalTypes
import Testing

struct NationalHealthIdentifierTests {
    @Test(arguments: ["279035121518989", "277076322082910", "207058575627097"])
    func `a valid number is read, and none with one digit changed`(text: String) throws {
        #expect(try NationalHealthIdentifier(text, space: .test).isKeyValid)
        for changed in oneDigitChanged(text) {
            #expect(fault { () throws(IdentifierFault) in try NationalHealthIdentifier(changed, space: .test) } != nil)
            #expect(try NationalHealthIdentifier(unverified: changed, space: .test).keyFault != nil)
        }
    }

    @Test func `every month and department form has a key that holds, and no key next to it does`() throws {
        let months = (1...12).map { $0 } + Array(20...42) + Array(50...99)
        let departments = (1...95).filter { $0 != 20 }.map { $0 < 10 ? "0\($0)" : "\($0)" } + ["2A", "2B", "20", "96", "97", "98", "99"]
        for month in months {
            for department in departments {
                let body = "185" + (month < 10 ? "0\(month)" : "\(month)") + department + "117003"
                let key = try #require(NationalHealthIdentifier.key(of: body))
                #expect(try NationalHealthIdentifier(body + key, space: .nir).expectedKey == key)
                let other = key == "97" ? "01" : key == "09" ? "10" : "97"
                #expect(fault { () throws(IdentifierFault) in try NationalHealthIdentifier(body + other, space: .nir) } == .key(expected: key, found: other))
            }
        }
    }

    @Test func `Corsica is read as 19 and 18`() {
        #expect(NationalHealthIdentifier.key(of: "1850119117003") == NationalHealthIdentifier.key(of: "185012A117003"))
        #expect(NationalHealthIdentifier.key(of: "1850118117003") == NationalHealthIdentifier.key(of: "185012B117003"))
    }

    @Test(arguments: ["185013A117003", "18501A2117003", "185012C117003", "A850101117003", "185012a117003"])
    func `a letter anywhere else is refused`(body: String) {
        #expect(NationalHealthIdentifier.key(of: body) == nil)
        #expect(fault { () throws(IdentifierFault) in try NationalHealthIdentifier(body + "01", space: .nir) }?.name == "character")
    }

    @Test func `impossible parts are named`() throws {
        func partFault(_ body: String) throws -> IdentifierFault? {
            let key = try #require(NationalHealthIdentifier.key(of: body))
            return fault { () throws(IdentifierFault) in try NationalHealthIdentifier(body + key, space: .nir) }
        }
        #expect(try partFault("5850175117003")?.name == "part-sex")
        #expect(try partFault("1850075117003")?.name == "part-month")
        #expect(try partFault("1851375117003")?.name == "part-month")
        #expect(try partFault("1854375117003")?.name == "part-month")
        #expect(try partFault("1850100117003")?.name == "part-department")
        #expect(try partFault("1850175117000")?.name == "part-order")
        #expect(try partFault("1850175117003") == nil)
    }

    @Test func `length and emptiness are told`() {
        #expect(fault { () throws(IdentifierFault) in try NationalHealthIdentifier("2790351215189", space: .nir) } == .length(expected: [15], found: 13))
        #expect(fault { () throws(IdentifierFault) in try NationalHealthIdentifier("", space: .nir) } == .empty)
        #expect(fault { () throws(IdentifierFault) in try NationalHealthIdentifier("27903512151898é", space: .nir) }?.name == "character")
    }

    @Test func `the number tells sex, month and department`() throws {
        let number = try NationalHealthIdentifier("279035121518989", space: .test)
        #expect(number.sex == .female)
        #expect(number.birthMonth == 3)
        #expect(number.birthYear == "79")
        #expect(number.department == "51")
        #expect(number.matricule == "2790351215189")
        #expect(try NationalHealthIdentifier(unverified: "123259741112345", space: .nir).department == "974")
        #expect(try NationalHealthIdentifier(unverified: "123259741112345", space: .nir).birthMonth == nil)
        #expect(try NationalHealthIdentifier(unverified: "923259741112345", space: .nir).sex == nil)
    }

    @Test func `two namespaces are production and three are not`() {
        #expect(NationalHealthIdentifierSpace.allCases.filter(\.isProduction) == [.nir, .nia])
        #expect(NationalHealthIdentifierSpace(rawValue: "1.2.250.1.213.1.4.13") == .undocumented)
    }

    @Test func `an identifier of another namespace is no national health identifier`() {
        #expect(NationalHealthIdentifier.reading(InstanceIdentifier(root: "1.2.3", extension: "279035121518989")) == nil)
        #expect(NationalHealthIdentifier.reading(InstanceIdentifier(root: "1.2.250.1.213.1.4.8")) == .failure(.empty))
        let read = NationalHealthIdentifier.reading(InstanceIdentifier(root: "1.2.250.1.213.1.4.10", extension: "279035121518989"))
        #expect(try! read?.get().isProduction == false)
    }

    @Test func `neither description shows the number`() throws {
        let number = try NationalHealthIdentifier("279035121518989", space: .test)
        #expect("\(number)" == "INS (test)")
        #expect(!String(reflecting: number).contains("279"))
        #expect(!"\([number])".contains("279"))
    }
}
