"""Stands between a gateway and a record store and keeps every message that passes, both ways, unchanged. Standard library only."""
import http.client, http.server, ssl, threading


class Recorder:
    """A server with the store's certificate that asks the store in the gateway's name."""

    def __init__(self, pki, store_port):
        self.messages, self.lock = [], threading.Lock()
        recorder = self
        asking = ssl.create_default_context(cafile=pki + "/authorities.pem")
        asking.load_cert_chain(pki + "/gateway-client.pem", pki + "/gateway-client.key")

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_POST(self):
                kind, body = self.headers["Content-Type"], self.rfile.read(int(self.headers["Content-Length"]))
                store = http.client.HTTPSConnection("localhost", store_port, context=asking, timeout=120)
                try:
                    store.request("POST", self.path, body, {"Content-Type": kind})
                    answer = store.getresponse()
                    status, answered, told = answer.status, answer.getheader("Content-Type"), answer.read()
                finally:
                    store.close()
                with recorder.lock:
                    recorder.messages += [("gateway to store", kind, body), ("store to gateway", answered, told)]
                self.send_response(status)
                self.send_header("Content-Type", answered)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pki + "/store.pem", pki + "/store.key")
        context.load_verify_locations(pki + "/authorities.pem")
        context.verify_mode = ssl.CERT_REQUIRED
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.port = server.server_address[1]
