// HL7 v2 messages in pipe form: read with every place known, written, framed for MLLP, and held to their structure.
