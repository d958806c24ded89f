// ebRIM objects, SOAP envelopes and MTOM packages, read and written.
