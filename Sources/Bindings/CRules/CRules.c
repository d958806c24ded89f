// Embeds the core rule pack, so that the program needs no file beside it.

#include "CRules.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char body[] = {
#embed "../../../conformance/rules/Body.xsd"
};
static const unsigned char cda[] = {
#embed "../../../conformance/rules/CDA.xsd"
};
static const unsigned char codes[] = {
#embed "../../../conformance/rules/Codes.xsd"
};
static const unsigned char common[] = {
#embed "../../../conformance/rules/Common.xsd"
};
static const unsigned char data_types[] = {
#embed "../../../conformance/rules/DataTypes.xsd"
};
static const unsigned char entries[] = {
#embed "../../../conformance/rules/Entries.xsd"
};
static const unsigned char entry_participants[] = {
#embed "../../../conformance/rules/EntryParticipants.xsd"
};
static const unsigned char extension_dicom[] = {
#embed "../../../conformance/rules/Extension-DICOM.xsd"
};
static const unsigned char extension_laboratory[] = {
#embed "../../../conformance/rules/Extension-Laboratory.xsd"
};
static const unsigned char extension_pharmacy[] = {
#embed "../../../conformance/rules/Extension-Pharmacy.xsd"
};
static const unsigned char extension_sdtc[] = {
#embed "../../../conformance/rules/Extension-SDTC.xsd"
};
static const unsigned char header_acts_rules[] = {
#embed "../../../conformance/rules/Header-Acts.sch"
};
static const unsigned char header_document_rules[] = {
#embed "../../../conformance/rules/Header-Document.sch"
};
static const unsigned char header_messages_rules[] = {
#embed "../../../conformance/rules/Header-Messages.sch"
};
static const unsigned char header_null_flavors_rules[] = {
#embed "../../../conformance/rules/Header-NullFlavors.sch"
};
static const unsigned char header_patient_rules[] = {
#embed "../../../conformance/rules/Header-Patient.sch"
};
static const unsigned char header_people_rules[] = {
#embed "../../../conformance/rules/Header-People.sch"
};
static const unsigned char header_telecoms_rules[] = {
#embed "../../../conformance/rules/Header-Telecoms.sch"
};
static const unsigned char header_values_rules[] = {
#embed "../../../conformance/rules/Header-Values.sch"
};
static const unsigned char header_rules[] = {
#embed "../../../conformance/rules/Header.sch"
};
static const unsigned char header[] = {
#embed "../../../conformance/rules/Header.xsd"
};
static const unsigned char names_and_addresses[] = {
#embed "../../../conformance/rules/NamesAndAddresses.xsd"
};
static const unsigned char narrative[] = {
#embed "../../../conformance/rules/Narrative.xsd"
};
static const unsigned char quantities[] = {
#embed "../../../conformance/rules/Quantities.xsd"
};
static const unsigned char times[] = {
#embed "../../../conformance/rules/Times.xsd"
};
static const unsigned char values[] = {
#embed "../../../conformance/rules/Values.xsd"
};
static const unsigned char pack[] = {
#embed "../../../conformance/rules/pack.json"
};

#define RULES(name, bytes) {name, bytes, sizeof bytes}

static const struct passerelle_rule_file files[] = {
    RULES("Body.xsd", body),
    RULES("CDA.xsd", cda),
    RULES("Codes.xsd", codes),
    RULES("Common.xsd", common),
    RULES("DataTypes.xsd", data_types),
    RULES("Entries.xsd", entries),
    RULES("EntryParticipants.xsd", entry_participants),
    RULES("Extension-DICOM.xsd", extension_dicom),
    RULES("Extension-Laboratory.xsd", extension_laboratory),
    RULES("Extension-Pharmacy.xsd", extension_pharmacy),
    RULES("Extension-SDTC.xsd", extension_sdtc),
    RULES("Header-Acts.sch", header_acts_rules),
    RULES("Header-Document.sch", header_document_rules),
    RULES("Header-Messages.sch", header_messages_rules),
    RULES("Header-NullFlavors.sch", header_null_flavors_rules),
    RULES("Header-Patient.sch", header_patient_rules),
    RULES("Header-People.sch", header_people_rules),
    RULES("Header-Telecoms.sch", header_telecoms_rules),
    RULES("Header-Values.sch", header_values_rules),
    RULES("Header.sch", header_rules),
    RULES("Header.xsd", header),
    RULES("NamesAndAddresses.xsd", names_and_addresses),
    RULES("Narrative.xsd", narrative),
    RULES("Quantities.xsd", quantities),
    RULES("Times.xsd", times),
    RULES("Values.xsd", values),
    RULES("pack.json", pack),
};

size_t passerelle_rule_file_count(void) {
    return sizeof files / sizeof *files;
}

struct passerelle_rule_file passerelle_rule_file_at(size_t index) {
    return files[index];
}
