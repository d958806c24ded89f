// The issuer of an assertion is the signer, however its name was written.

import CredentialChecks
import Testing

@testable import AuthorTrust

@Suite struct WrittenNameTests {
    private let name = DistinguishedName([
        [(.country, "FR")], [(.stateOrProvince, "Rhône (69)")], [(.organization, "A, B + \"C\"")], [(.commonName, "x"), (.surname, "LIBRE")],
    ])

    @Test func `a name is read back as it was written`() throws {
        let text = name.written
        #expect(text == #"CN=x+2.5.4.4=#0c054c49425245,O=A\, B \+ \"C\",ST=Rhône (69),C=FR"#)
        #expect(try #require(DistinguishedName(written: text)).names(name))
    }

    @Test(arguments: [
        #"C=FR,ST=Rhône (69),O=A\, B \+ \"C\",CN=x+SN=LIBRE"#, #"cn=X+sn=libre, o="A, B + \"C\"", st=Rh\C3\B4ne (69), c=fr"#,
        #"SN=LIBRE+CN=x, O=A\2C B \2B \22C\22 ,ST=Rhône  (69),C=FR"#, "OID.2.5.4.3=x+2.5.4.4=LIBRE;O=A\\, B \\+ \\\"C\\\";ST=Rhône (69);C=FR",
    ])
    func `the ways of writing one name are one name`(text: String) throws {
        #expect(try #require(DistinguishedName(written: text)).names(name))
    }

    @Test(arguments: [
        #"CN=x+SN=LIBRE,O=A\, B \+ \"C\",ST=Rhône (69)"#, #"CN=y+SN=LIBRE,O=A\, B \+ \"C\",ST=Rhône (69),C=FR"#,
        #"CN=x,SN=LIBRE,O=A\, B \+ \"C\",ST=Rhône (69),C=FR"#,
    ])
    func `another name is another name`(text: String) throws {
        #expect(!(try #require(DistinguishedName(written: text)).names(name)))
    }

    @Test(arguments: ["", "x", "CN", "CN=x,", "=x", "CN=x,,C=FR", "XX=1", "CN=\"x", "CN=x\\", "CN=#0", "CN=#zz", "1..2=x", "CN=\\ff"])
    func `what is no name is refused`(text: String) {
        #expect(DistinguishedName(written: text) == nil)
    }
}
