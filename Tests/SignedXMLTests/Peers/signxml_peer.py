"""signxml as an independent peer: verifies a signed assertion under a certificate, or signs one.

  signxml_peer.py verify FOLDER FILE          exit 0 and the signed subject, 1 when it is refused
  signxml_peer.py sign FOLDER FILE OUTPUT     FOLDER holds key.pem and certificate.pem
"""
import sys

import signxml
from lxml import etree
from signxml import SignatureConfiguration, SignatureReference, XMLSigner, XMLVerifier

ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
work, folder, file = sys.argv[1:4]
certificate = open(folder + "/certificate.pem").read()
root = etree.fromstring(open(file, "rb").read())

if work == "verify":
    try:
        result = XMLVerifier().verify(root, x509_cert=certificate, id_attribute="ID", expect_config=SignatureConfiguration(expect_references=1))
    except Exception as failure:  # every refusal of the library is an answer here
        print(type(failure).__name__, failure)
        sys.exit(1)
    print(result.signed_xml.findtext("{%s}Subject/{%s}NameID" % (ASSERTION, ASSERTION)))
else:
    key = open(folder + "/key.pem").read()
    algorithm = "ecdsa-sha256" if "BEGIN PRIVATE KEY" in key and len(key) < 600 else "rsa-sha256"
    issuer = root.find("{%s}Issuer" % ASSERTION)
    place = etree.Element("{http://www.w3.org/2000/09/xmldsig#}Signature", Id="placeholder")
    issuer.addnext(place)
    signer = XMLSigner(signature_algorithm=algorithm, digest_algorithm="sha256", c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#")
    signed = signer.sign(root, key=key, cert=certificate, reference_uri="_a1", id_attribute="ID")
    open(sys.argv[4], "wb").write(etree.tostring(signed))
