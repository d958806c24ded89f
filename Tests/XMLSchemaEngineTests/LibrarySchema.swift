// A small schema that has one of everything, and documents for it.

import XMLSchemaEngine
import XMLTree

/// A library: enough constructs to break each rule once.
private let source = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:library" xmlns:l="urn:library" targetNamespace="urn:library"
      elementFormDefault="qualified">
      <xs:element name="library">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="name" type="Name"/>
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="book" type="Book"/>
              <xs:element name="map" type="Item"/>
              <xs:element name="note" type="Note"/>
            </xs:choice>
            <xs:any namespace="##other" processContents="skip" minOccurs="0"/>
          </xs:sequence>
          <xs:attribute name="open" type="YesNo"/>
        </xs:complexType>
        <xs:key name="shelf"><xs:selector xpath="l:note"/><xs:field xpath="@shelf"/></xs:key>
      </xs:element>
      <xs:complexType name="Item" abstract="true"><xs:attribute name="shelf" type="xs:int" use="required"/></xs:complexType>
      <xs:complexType name="CityMap"><xs:complexContent><xs:extension base="Item"/></xs:complexContent></xs:complexType>
      <xs:complexType name="Book">
        <xs:sequence>
          <xs:choice><xs:element name="author" type="Name"/><xs:element name="editor" type="Name"/></xs:choice>
          <xs:element name="title" type="Title"/>
          <xs:element name="lent" type="xs:date" nillable="true" minOccurs="0"/>
        </xs:sequence>
        <xs:attribute name="shelf" type="xs:int" use="required"/>
        <xs:attribute name="id" type="xs:ID"/>
        <xs:attribute name="language" type="Languages"/>
        <xs:attribute name="kind" type="xs:token" fixed="book"/>
        <xs:attribute name="isbn" type="ISBN"/>
        <xs:attribute name="price" type="Price"/>
      </xs:complexType>
      <xs:complexType name="Name"><xs:simpleContent><xs:extension base="Title"/></xs:simpleContent></xs:complexType>
      <xs:complexType name="Note"><xs:attribute name="shelf" type="xs:int" use="required"/></xs:complexType>
      <xs:simpleType name="Title"><xs:restriction base="xs:string"><xs:minLength value="2"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="ISBN"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{10}"/></xs:restriction></xs:simpleType>
      <xs:simpleType name="YesNo">
        <xs:restriction base="xs:token"><xs:enumeration value="yes"/><xs:enumeration value="no"/></xs:restriction>
      </xs:simpleType>
      <xs:simpleType name="Language">
        <xs:restriction base="xs:token"><xs:enumeration value="fr"/><xs:enumeration value="en"/></xs:restriction>
      </xs:simpleType>
      <xs:simpleType name="Languages"><xs:list itemType="Language"/></xs:simpleType>
      <xs:simpleType name="Price"><xs:union memberTypes="xs:decimal YesNo"/></xs:simpleType>
    </xs:schema>
    """

/// The library's schema.
let librarySchema = Result { try CompiledSchema(files: ["library.xsd": Array(source.utf8)], entry: "library.xsd") }

/// A library around some content.
func library(_ content: String, attributes: String = "") throws -> Node {
    try document("<library xmlns=\"urn:library\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \(attributes)>\(content)</library>")
}

/// The root of a document.
func document(_ text: String) throws -> Node {
    try FrozenTree.parse(Array(text.utf8)).root
}
