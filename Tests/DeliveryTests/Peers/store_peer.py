"""A store that misbehaves on demand: HTTPS with client certificates, one kind of answer for each path; and a taker of messages over MLLP that does so, too.

usage: store_peer.py CERTIFICATE KEY AUTHORITIES FOLDER
Prints the ports of its TLS 1.3 and its TLS 1.2 listener, of MLLP over TLS and in plain, serves until its standard input ends, and then removes FOLDER. `/file/NAME` answers with NAME.body and the content type in NAME.type, both in FOLDER; `/keep/NAME` writes the request to NAME.kept and answers 404.
"""

import hashlib
import os
import shutil
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer

certificate, key, authorities, folder = sys.argv[1:5]

SOAP = (
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>'
    "<a:Action>urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse</a:Action><a:MessageID>urn:uuid:1</a:MessageID>"
    "</s:Header><s:Body>%s</s:Body></s:Envelope>"
)


class Peer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20

    def log_message(self, *arguments):
        pass

    def answer(self, status, kind, body, **fields):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", fields.pop("length", str(len(body))))
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def cut(self):
        self.close_connection = True
        self.connection.close()

    def do_POST(self):
        path = self.path
        if path == "/close-early":
            self.rfile.read(1000)
            return self.cut()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if path == "/echo":
            lines = [
                str(len(body)),
                hashlib.sha256(body).hexdigest(),
                str(self.client_address[1]),
                self.connection.version(),
                dict(item[0] for item in self.connection.getpeercert()["subject"])["commonName"],
                str(self.headers.get("Expect")),
                str(self.headers.get("X-Test")),
            ]
            self.answer(200, "text/plain", "\n".join(lines).encode())
        elif path.startswith("/file/"):
            name = os.path.join(folder, os.path.basename(path))
            self.answer(200, open(name + ".type").read(), open(name + ".body", "rb").read())
        elif path.startswith("/keep/"):
            with open(os.path.join(folder, os.path.basename(path) + ".kept"), "wb") as file:
                file.write(body)
            self.answer(404, "text/plain", b"")
        elif path.startswith("/status/"):
            self.answer(int(path.rsplit("/", 1)[1]), "text/plain", b"no", Retry_After="7")
        elif path == "/fault-in-500":
            fault = "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang='en'>no</s:Text></s:Reason></s:Fault>"
            self.answer(500, "application/soap+xml; charset=UTF-8", (SOAP % fault).encode())
        elif path == "/html":
            self.answer(200, "text/html", b"<html><body>Welcome</body></html>")
        elif path == "/not-soap":
            self.answer(200, "application/soap+xml", b"<<<<")
        elif path == "/empty":
            self.answer(200, "application/soap+xml", b"")
        elif path == "/truncated":
            self.answer(200, "application/soap+xml", b"<s:Envelope", length="1000")
            self.cut()
        elif path == "/redirect":
            self.answer(302, "text/plain", b"", Location="/echo")
        elif path == "/large":
            self.answer(200, "text/plain", b"x" * (2 << 20))
        elif path == "/hang":
            self.rfile.read(1)
        elif path == "/close-late":
            self.cut()
        else:
            self.answer(404, "text/plain", b"")


class MessageTaker(BaseRequestHandler):
    """Answers each frame with `ACK`, how many bytes came, and from which port; a message that begins with the name of a misbehaviour gets that."""

    def handle(self):
        held = b""
        while True:
            piece = self.request.recv(65536)
            if not piece:
                return
            held += piece
            while b"\x1c\r" in held:
                message, held = held.split(b"\x1c\r", 1)
                message = message.removeprefix(b"\x0b")
                answer = b"\x0bACK|%d|%d\r\x1c\r" % (len(message), self.client_address[1])
                if message.startswith(b"close-late"):
                    return
                if message.startswith(b"silent"):
                    continue
                if message.startswith(b"half"):
                    answer = answer[:5]
                elif message.startswith(b"noise"):
                    answer = b"HTTP/1.1 400 Bad Request\r\n\r\n"
                elif message.startswith(b"large"):
                    answer = b"\x0b" + b"x" * (2 << 20)
                elif message.startswith(b"chatty"):
                    answer += b"\x0bNOBODY ASKED\r\x1c\r"
                elif message.startswith(b"pieces"):
                    for byte in answer[:-1]:
                        self.request.sendall(bytes([byte]))
                    answer = answer[-1:]
                self.request.sendall(answer)
                if message.startswith(b"last"):
                    return


class Takers(ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass

    def finish_request(self, request, client_address):
        request.settimeout(600)
        if isinstance(request, ssl.SSLSocket):
            request.do_handshake()
        super().finish_request(request, client_address)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass

    def finish_request(self, request, client_address):
        request.settimeout(20)
        request.do_handshake()
        super().finish_request(request, client_address)


def serve(server, newest=None):
    """Lets a server serve, over TLS where its newest version is given; gives its port."""
    if newest:
        secure(server, newest)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def secure(server, newest):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = newest
    context.load_cert_chain(certificate, key)
    context.load_verify_locations(authorities)
    context.verify_mode = ssl.CERT_REQUIRED
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)


home = ("127.0.0.1", 0)
print(
    serve(Server(home, Peer), ssl.TLSVersion.TLSv1_3),
    serve(Server(home, Peer), ssl.TLSVersion.TLSv1_2),
    serve(Takers(home, MessageTaker), ssl.TLSVersion.TLSv1_3),
    serve(Takers(home, MessageTaker)),
    flush=True,
)
sys.stdin.read()
shutil.rmtree(folder, True)
os._exit(0)
