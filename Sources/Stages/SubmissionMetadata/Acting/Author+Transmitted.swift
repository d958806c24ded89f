// A person and a structure of a hospital's message, as registry metadata writes them.

import ClinicalTypes
public import XDSMessages

extension Author {
    /// Somebody as a message names one: XCN and XON in their French form, under the roots of professionals and structures; nil where nothing is named.
    ///
    /// - Parameters:
    ///   - person: the national identifier of the person (PS_IdNat), nil where the message has another one or none.
    ///   - family: the family name.
    ///   - given: the given name.
    ///   - structure: the national identifier of the structure (Struct_IdNat), nil where the message has none.
    ///   - structureName: the name of the structure.
    public init?(person: String?, family: String?, given: String?, structure: String?, structureName: String?) {
        var field = HL7Components()
        field.set(1, person)
        field.set(2, family)
        field.set(3, given)
        if field.text != nil {
            field.setAuthority(9, person == nil ? nil : IdentifierRoot.professional)
            field.set(10, "D")
            if let person { field.set(13, person.contains("/") ? "EI" : "IDNPS") }
        }
        var institution = HL7Components()
        institution.set(1, structureName)
        if let structure {
            institution.setAuthority(6, IdentifierRoot.structure)
            institution.set(7, "IDNST")
            institution.set(10, structure)
        }
        guard field.text != nil || institution.text != nil else { return nil }
        self.init(person: field.text, institutions: [institution.text].compactMap(\.self))
    }
}
