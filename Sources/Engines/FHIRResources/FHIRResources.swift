// The few FHIR R4 resources that the gateway speaks.
