#!/usr/bin/env python3
"""A mail relay that keeps what it is given and refuses on demand: Python's aiosmtpd, over TLS, STARTTLS, in plain, with an account, and without DSN.

usage: relay.py CERTIFICATE KEY FOLDER
Prints five ports: implicit TLS, STARTTLS, plain, plain with an account (AUTH) over TLS, and plain without DSN. Each mail becomes N.eml and N.json (envelope) in FOLDER.
A recipient whose local part is `answers-CODE` is answered with that code. Serves until its standard input ends.
"""
import asyncio, json, os, ssl, sys, threading

from aiosmtpd.smtp import SMTP, AuthResult

certificate, key, folder = sys.argv[1:4]
os.makedirs(folder, exist_ok=True)
lock, kept = threading.Lock(), [0]


class Relay(SMTP):
    """An SMTP server that knows the words of RFC 3461."""

    async def smtp_MAIL(self, arg):
        self.session.report = {}
        await super().smtp_MAIL(self.without(arg, ("RET=", "ENVID=")))

    async def smtp_RCPT(self, arg):
        await super().smtp_RCPT(self.without(arg, ("NOTIFY=", "ORCPT=")))

    def without(self, arg, names):
        words = (arg or "").split(" ")
        for word in words:
            if word.startswith(names):
                name, value = word.split("=", 1)
                # libcurl before 8.16 closes the last word with an angle bracket.
                self.session.report[name] = value.rstrip(">")
        return " ".join(word for word in words if not word.startswith(names))


class Handler:
    def __init__(self, door, reports=True):
        self.door, self.reports = door, reports

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses[:-1] + (["250-DSN"] if self.reports else []) + responses[-1:]

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local.startswith("answers-"):
            return "%s refused on demand" % local[8:]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with lock:
            kept[0] += 1
            number = kept[0]
        with open("%s/%d.eml.part" % (folder, number), "wb") as file:
            file.write(envelope.original_content)
        facts = {"door": self.door, "from": "" if envelope.mail_from in (None, "<>") else envelope.mail_from, "to": envelope.rcpt_tos, "report": getattr(session, "report", {}), "tls": server.transport.get_extra_info("ssl_object") is not None,
                 "helo": session.host_name, "account": bool(session.authenticated)}
        with open("%s/%d.json" % (folder, number), "w") as file:
            json.dump(facts, file)
        os.rename("%s/%d.eml.part" % (folder, number), "%s/%d.eml" % (folder, number))
        return "250 kept"


def context():
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(certificate, key)
    return made


def authenticate(server, session, envelope, mechanism, data):
    known = getattr(data, "login", None) == b"gateway" and getattr(data, "password", None) == b"secret word"
    return AuthResult(success=known, handled=False)


doors = [
    (Relay, Handler("implicit"), context(), {}),
    (Relay, Handler("starttls"), None, {"tls_context": context(), "require_starttls": True}),
    (Relay, Handler("plain"), None, {}),
    (Relay, Handler("account"), None, {"tls_context": context(), "auth_required": True, "authenticator": authenticate}),
    (SMTP, Handler("without-dsn", reports=False), None, {}),
]


async def serve():
    loop, servers = asyncio.get_running_loop(), []
    for server, handler, tls, options in doors:
        make = lambda server=server, handler=handler, options=options: server(handler, loop=loop, hostname="relay.example", **options)
        servers.append(await loop.create_server(make, "127.0.0.1", 0, ssl=tls))
    print(" ".join(str(server.sockets[0].getsockname()[1]) for server in servers), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
