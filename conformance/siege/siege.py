#!/usr/bin/env python3
"""Tries a gateway with everything that only whole processes can show: endless and broken uploads, silent and slow clients, a store that is down,
mad or mute, a full disk. After each the gateway must serve, its memory must be bounded, and what it accepted must be stored exactly once.

  siege.py [--program PATH] [--short] [--only NAME]

Bounded in count and time; everything runs on loopback. The full disk is a small tmpfs, which takes root.
"""
import argparse, http.client, json, os, random, re, socket, ssl, subprocess, sys, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import workbench as bench

SAMPLE = os.path.join(bench.ROOT, "Samples", "accepted", "report-consultation.xml")
MEMORY = 512  # MiB
HEAD = b"POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/xml\r\n"


class Documents:
    """Makes documents that differ in their id, and in their length when asked."""

    def __init__(self):
        with open(SAMPLE, encoding="utf-8") as file:
            self.text = file.read()
        self.id = re.search(r'<id root="([^"]+)"', self.text).group(1)
        self.run, self.number = int(time.time()), 0

    def make(self, size=0):
        """A document's unique id and its bytes, filled up to a size with a comment behind the root."""
        self.number += 1
        unique = "2.25.%d%06d" % (self.run, self.number)
        body = self.text.replace(self.id, unique).encode("utf-8")
        if size > len(body) + 7:
            body += b"<!--" + b"x" * (size - len(body) - 7) + b"-->"
        return unique, body


class Field:
    """A gateway and a store of their own, and what was accepted on it."""

    def __init__(self, name, environment=None, store_options=(), policy="report"):
        self.folder = bench.scratch_folder("siege-" + name)
        self.port, self.store_port, self.plain_port = bench.free_ports(3)
        bench.prepare(self.folder, self.port, self.store_port, policy)
        self.gateway = bench.Server(
            "gateway", ["serve", "--config", self.folder + "/gateway.yaml", "--plain-loopback-port", str(self.plain_port)],
            self.folder + "/gateway.log", environment)
        self.store = self.store_server(store_options)
        self.documents, self.accepted = Documents(), []

    def store_server(self, options=()):
        return bench.Server("store", ["store", "serve", "--folder", self.folder] + list(options), self.folder + "/store.log")

    def open(self, with_store=True):
        if with_store:
            self.store.start()
            bench.wait_until_open(self.store_port)
        self.gateway.start()
        bench.wait_until_open(self.plain_port)
        return self

    def submit(self, body):
        """One submission over HTTPS; gives status, fields and body."""
        return bench.exchange(bench.connection(self.folder, self.port), "POST", "/v1/documents", body, {"Content-Type": "application/xml"})

    def submit_new(self, size=0):
        """Submits a new document, and remembers it when it was accepted; gives the status."""
        unique, body = self.documents.make(size)
        status = self.submit(body)[0]
        if status in (200, 202):
            self.accepted.append(unique)
        return status

    def raw(self, *pieces, timeout=30, reset=False, end=False):
        """Sends bytes over the plain door and reads until it closes; gives status and how much was sent."""
        client, sent, answer = socket.create_connection(("127.0.0.1", self.plain_port), timeout), 0, b""
        try:
            try:
                for piece in pieces:
                    client.sendall(piece)
                    sent += len(piece)
                if end:
                    client.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            if reset:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                return 0, sent
            while True:
                piece = client.recv(65536)
                if not piece:
                    break
                answer += piece
        except OSError:
            pass
        finally:
            client.close()
        match = re.match(rb"HTTP/1\.1 (\d{3})", answer)
        return int(match.group(1)) if match else 0, sent

    def passages(self):
        return json.loads(bench.exchange(bench.connection(self.folder, self.port), "GET", "/health/ready?counts=1")[2]).get("passages", {})

    def close(self, checks, expected=None):
        """Ends both; every accepted document must be stored exactly once, and the memory bounded."""
        if self.gateway.is_alive:
            now, highest = self.gateway.memory()
            checks.that(highest < MEMORY, "  gateway alive, %d MiB now, %d MiB at its highest (bound %d)" % (now, highest, MEMORY))
            checks.that(bench.exchange(bench.plain(self.plain_port), "GET", "/health/live")[0] == 200, "  gateway answers")
        else:
            checks.that(False, "  gateway alive", "ended with %s" % self.gateway.process.returncode)
        checks.that(self.gateway.stop() == 0, "  gateway ends gracefully")
        self.store.stop()
        stored = [entry["uniqueId"] for entry in bench.stored(self.folder)]
        wanted = self.accepted if expected is None else expected
        checks.that(sorted(stored) == sorted(wanted), "  stored exactly what was accepted", "%d accepted, %d stored" % (len(wanted), len(stored)))


def endless_bodies(checks, short):
    """A gigabyte announced, a gigabyte in chunks over both doors, an endless head, and more uploads at once than there is room for."""
    field = Field("bodies", {"PASSERELLE_LIMITS_IN_FLIGHT_BYTES": str(48 << 20)}).open()
    block = b"x" * (1 << 20)

    def chunks(count):
        for _ in range(count):
            yield b"100000\r\n" + block + b"\r\n"

    status, sent = field.raw(HEAD + b"Content-Length: 1000000000\r\n\r\n", *([block] * 16))
    checks.that(status == 413, "1 GB announced is answered 413", "%d, %d MiB were sent" % (status, sent >> 20))
    status, sent = field.raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *chunks(1000))
    checks.that(status == 413 and sent < 64 << 20, "1 GB in chunks is cut early with 413", "%d, %d MiB were sent" % (status, sent >> 20))
    context = ssl.create_default_context(cafile=field.folder + "/pki/authorities.pem")
    context.load_cert_chain(field.folder + "/pki/doctor.pem", field.folder + "/pki/doctor.key")
    client, sent, answer = context.wrap_socket(socket.create_connection(("127.0.0.1", field.port), 30), server_hostname="localhost"), 0, b""
    try:
        client.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        for chunk in chunks(1000):
            client.sendall(chunk)
            sent += len(chunk)
    except OSError:
        pass
    try:
        answer = client.recv(4096)
    except OSError:
        pass
    client.close()
    checks.that(sent < 64 << 20, "1 GB in chunks over TLS is cut early", "%s, %d MiB were sent" % (answer[9:12].decode() or "reset", sent >> 20))
    status, sent = field.raw(b"GET /health/live HTTP/1.1\r\nHost: a\r\n", *([(b"X-A: " + b"b" * 100 + b"\r\n") * 1000] * 600))
    checks.that(status == 431 and sent < 16 << 20, "a head of 64 MB is answered 431", "%d, %d KiB were sent" % (status, sent >> 10))
    statuses, lock = {}, threading.Lock()

    def crowd():
        status = slow_upload(field)
        with lock:
            statuses[status] = statuses.get(status, 0) + 1

    threads = [threading.Thread(target=crowd) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checks.that(statuses.get(429, 0) > 0 and set(statuses) <= {422, 429}, "more uploads at once than there is room for are answered 429", str(statuses))
    status = field.submit_new(15_000_000)
    checks.that(status == 202, "a document of 15 MB is accepted afterwards", str(status))
    if field.accepted:
        bench.wait_until_settled(field.folder, field.port, 60)
    field.close(checks)


def slow_upload(field):
    """An upload of 15 MB that takes a second; gives its status."""
    client, answer = socket.create_connection(("127.0.0.1", field.plain_port), 40), b""
    try:
        client.sendall(HEAD + b"Content-Length: 15000000\r\n\r\n")
        try:
            for _ in range(15):
                client.sendall(b"x" * 1_000_000)
                time.sleep(0.06)
        except OSError:
            pass
        answer = client.recv(65536)
    except OSError:
        pass
    finally:
        client.close()
    match = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    return int(match.group(1)) if match else 0


def broken_uploads(checks, short):
    """Uploads that break off anywhere, by an orderly end or by a reset: nothing of them is kept, whole as the part may look."""
    field = Field("broken").open()
    chance, counts = random.Random(7), {}
    for number in range(40 if short else 200):
        _, body = field.documents.make()
        padded = body + b"\n" * 4096
        # Every second one breaks off behind the document's last byte: what came would be valid.
        cut = chance.randrange(len(padded)) if number % 2 else chance.randrange(len(body), len(padded))
        if number % 4 < 2:
            pieces = [HEAD + b"Content-Length: %d\r\n\r\n" % len(padded), padded[:cut]]
        else:
            pieces = [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n" % cut + padded[:cut] + b"\r\n" if cut else b""]
        status, _ = field.raw(*pieces, reset=number % 3 == 0, end=True)
        counts[status] = counts.get(status, 0) + 1
    checks.that(not any(200 <= status < 300 for status in counts), "no upload that breaks off is accepted", str(counts))
    time.sleep(0.5)
    checks.that(not field.passages().get("forwarded") and not field.passages().get("queued"), "nothing of them is written down", str(field.passages()))
    checks.that(field.submit_new() == 202, "a whole document is accepted afterwards")
    bench.wait_until_settled(field.folder, field.port, 30)
    field.close(checks)


def silent_clients(checks, short):
    """Five hundred clients that say nothing are dropped while others are served; drips of a head and of a body are answered 408."""
    field = Field("silent", {"PASSERELLE_LIMITS_REQUEST_SECONDS": "3", "PASSERELLE_LIMITS_IDLE_SECONDS": "2"}).open()
    clients = [socket.create_connection(("127.0.0.1", port), 10) for port in (field.plain_port, field.port) for _ in range(250)]
    started = time.monotonic()
    checks.that(field.submit_new() == 202, "a document is accepted while 500 clients are silent")
    drips = {}

    def drip(name, first, piece):
        client = socket.create_connection(("127.0.0.1", field.plain_port), 20)
        begun, answer = time.monotonic(), b""
        try:
            client.sendall(first)
            client.settimeout(0.2)
            while time.monotonic() - begun < 15:
                try:
                    got = client.recv(4096)
                    answer += got
                    if not got:
                        break
                except socket.timeout:
                    pass
                client.sendall(piece)
        except OSError:
            pass
        client.close()
        drips[name] = (answer[9:12].decode(), time.monotonic() - begun)

    threads = [
        threading.Thread(target=drip, args=("head", b"POST /v1/documents HTTP/1.1\r\nHost: a\r\nX-A: ", b"a")),
        threading.Thread(target=drip, args=("body", HEAD + b"Content-Length: 1000\r\n\r\n", b" ")),
        threading.Thread(target=drip, args=("silent body", HEAD + b"Content-Length: 1000\r\n\r\n<a", b"")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, (status, seconds) in sorted(drips.items()):
        checks.that(status == "408" and seconds < 10, "a dripped %s is answered 408" % name, "%s after %.1f s" % (status or "nothing", seconds))
    dropped = 0
    for client in clients:
        client.settimeout(max(0.01, 15 - (time.monotonic() - started)))
        try:
            while client.recv(4096):
                pass
            dropped += 1
        except socket.timeout:
            pass
        except OSError:
            dropped += 1
        client.close()
    checks.that(dropped == 500, "silent clients are dropped", "%d of 500 after %.0f s" % (dropped, time.monotonic() - started))
    bench.wait_until_settled(field.folder, field.port, 30)
    field.close(checks)


def greedy_clients(checks, short):
    """A client that asks for ever and never reads is held back, then dropped; one that reads gets every answer, in order."""
    field = Field("greedy", {"PASSERELLE_LIMITS_REQUEST_SECONDS": "3", "PASSERELLE_LIMITS_IDLE_SECONDS": "2"}).open()
    question = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
    client, asked, started = socket.create_connection(("127.0.0.1", field.plain_port), 3), 0, time.monotonic()
    try:
        while time.monotonic() - started < 30:
            client.sendall(question * 1000)
            asked += 1000
        held = False
    except OSError:
        held = True
    checks.that(held, "a client that never reads is held back", "after %d questions" % asked)
    # What it never read still waits in its socket: only the end tells.
    dropped, client_end = False, time.monotonic() + 20
    while not dropped and time.monotonic() < client_end:
        time.sleep(0.5)
        dropped = "ESTAB" not in state_of(client, field.plain_port)
    checks.that(dropped, "it is dropped")
    client.close()
    status, _ = field.raw(question * 300 + question[:-2] + b"Connection: close\r\n\r\n")
    checks.that(status == 200, "pipelined questions are answered", str(status))
    field.close(checks)


def state_of(client, port):
    """The state of a connection at the server's end, as the system tells it."""
    local = "%04X" % client.getsockname()[1]
    with open("/proc/net/tcp") as table:
        for line in table:
            fields = line.split()
            if len(fields) > 3 and fields[1].endswith(":%04X" % port) and fields[2].endswith(":" + local):
                return {"01": "ESTAB"}.get(fields[3], fields[3])
    return "gone"


def graceful_ends(checks, short):
    """SIGTERM in the middle of submissions: the gateway ends well and soon, and every answer that it gave holds."""
    field = Field("graceful").open()
    for number in range(2 if short else 10):
        stopping, lock, statuses = threading.Event(), threading.Lock(), {}

        def submitter():
            while not stopping.is_set():
                with lock:
                    unique, body = field.documents.make()
                try:
                    status = field.submit(body)[0]
                except (OSError, ValueError, http.client.HTTPException):
                    # Not answered: the sender would come again; so does this one, once there is a gateway.
                    status = None
                    time.sleep(0.1)
                with lock:
                    statuses[status] = statuses.get(status, 0) + 1
                    (field.accepted if status == 202 else unanswered).append(unique if status == 202 else body)

        unanswered = []
        idle = [socket.create_connection(("127.0.0.1", port), 10) for port in (field.plain_port, field.port)]
        threads = [threading.Thread(target=submitter) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.7)
        started = time.monotonic()
        status = field.gateway.stop()
        seconds = time.monotonic() - started
        stopping.set()
        for thread in threads:
            thread.join()
        for client in idle:
            client.close()
        checks.that(status == 0 and seconds < 15, "the gateway ends gracefully under load", "status %s after %.1f s; answers %s" % (status, seconds, statuses))
        field.gateway.start()
        bench.wait_until_open(field.plain_port)
        for body in unanswered:
            if field.submit(body)[0] in (200, 202):
                field.accepted.append(re.search(rb'<id root="(2\.25\.\d+)"', body).group(1).decode())
    bench.wait_until_settled(field.folder, field.port, 60)
    field.close(checks)


def store_away(checks, short):
    """The store is down, then up again: documents are accepted all the while, and stored afterwards."""
    field = Field("down", {"PASSERELLE_STORE_CONNECT_SECONDS": "2", "PASSERELLE_STORE_PAUSE_SECONDS": "3"}).open(with_store=False)
    until = time.monotonic() + (3 if short else 10)
    statuses = {}
    while time.monotonic() < until:
        status = field.submit_new()
        statuses[status] = statuses.get(status, 0) + 1
        time.sleep(0.1)
    checks.that(set(statuses) == {202}, "documents are accepted while the store is down", str(statuses))
    counts = field.passages()
    checks.that(counts.get("queued", 0) + counts.get("sending", 0) == len(field.accepted), "all of them wait", str(counts))
    field.store.start()
    started = time.monotonic()
    bench.wait_until_settled(field.folder, field.port, 120)
    checks.that(field.passages().get("forwarded") == len(field.accepted), "all are forwarded when it is up", "after %.1f s" % (time.monotonic() - started))
    field.close(checks)


def store_mad(checks, short):
    """The store carries out and answers garbage, then faults, then nothing at all; then it is itself again."""
    hurried = {"PASSERELLE_STORE_TIMEOUT_SECONDS": "1", "PASSERELLE_STORE_PARALLEL": "4", "PASSERELLE_STORE_PAUSE_SECONDS": "3"}
    for answer, carries_out in (("garbage", True), ("silence", True), ("fault", False)):
        options = ["--store-answers", answer] + (["--store-carries-out"] if carries_out else [])
        field = Field("mad", hurried, options).open()
        statuses = {field.submit_new() for _ in range(6)}
        checks.that(statuses == {202}, "documents are accepted while the store answers %s%s" % (answer, " but carries out" if carries_out else ""))
        time.sleep(1.5 if short else 6)
        counts = field.passages()
        checks.that(not counts.get("forwarded") and not counts.get("rejected"), "none counts as forwarded or rejected", str(counts))
        field.store.kill()
        field.store = field.store_server().start()
        started = time.monotonic()
        try:
            counts = bench.wait_until_settled(field.folder, field.port, 90)
        except SystemExit:
            counts = field.passages()
        checks.that(counts.get("forwarded") == len(field.accepted), "all are forwarded when it is itself again", "%s after %.1f s" % (
            counts, time.monotonic() - started))
        field.close(checks)


def full_disk(checks, short):
    """The journal's disk fills up: new documents get 503, nothing accepted is lost, and work goes on when there is room."""
    field = Field("disk")
    journal = os.path.join(field.folder, "journal")
    os.makedirs(journal, mode=0o700, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m,mode=0700", "tmpfs", journal], capture_output=True)
    if mounted.returncode != 0:
        return checks.skip("full disk", "a tmpfs cannot be mounted here (it takes root)")
    try:
        field.open(with_store=False)
        statuses = []
        for _ in range(60):
            statuses.append(field.submit_new(500_000))
            if statuses[-4:] == [503] * 4:
                break
        accepted = len(field.accepted)
        checks.that(statuses[-1:] == [503] and accepted > 3 and set(statuses) == {202, 503}, "a full disk is answered 503",
                    "after %d documents of 500 kB on 12 MB" % accepted)
        status, fields, text = field.submit(field.documents.make(500_000)[1])
        problem = json.loads(text) if "json" in fields.get("content-type", "") else {}
        checks.that(status == 503 and fields.get("content-type") == "application/problem+json" and "retry-after" in fields,
                    "the refusal says so and when to come again", "%s; Retry-After %s" % (problem.get("detail"), fields.get("retry-after")))
        status, _, text = bench.exchange(bench.connection(field.folder, field.port), "GET", "/health/ready")
        checks.that(status == 503, "/health/ready says so", text.decode("utf-8", "replace")[:200])
        field.store.start()
        bench.wait_until_open(field.store_port)
        subprocess.run(["mount", "-o", "remount,size=64m", journal], check=True)
        begun = time.monotonic()
        status = bench.wait_until(lambda: field.submit_new(500_000) == 202, 30, "a document accepted when there is room again")
        checks.that(status, "documents are accepted when there is room again", "after %.1f s" % (time.monotonic() - begun))
        checks.that(bench.exchange(bench.connection(field.folder, field.port), "GET", "/health/ready")[0] == 200, "/health/ready is well again")
        counts = bench.wait_until_settled(field.folder, field.port, 120)
        checks.that(counts.get("forwarded") == len(field.accepted), "all that was accepted is forwarded", str(counts))
        field.close(checks)
    finally:
        field.gateway.kill()
        subprocess.run(["umount", journal], capture_output=True)


SCENES = [endless_bodies, broken_uploads, silent_clients, greedy_clients, graceful_ends, store_away, store_mad, full_disk]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=bench.PROGRAM)
    options.add_argument("--short", action="store_true", help="fewer tries and shorter waits")
    options.add_argument("--only", choices=[scene.__name__ for scene in SCENES])
    arguments = options.parse_args()
    bench.PROGRAM = os.path.abspath(arguments.program)
    checks = bench.Checks()
    for scene in SCENES:
        if arguments.only in (None, scene.__name__):
            started = time.monotonic()
            print("-- %s" % scene.__doc__.splitlines()[0])
            scene(checks, arguments.short)
            print("   %.1f s" % (time.monotonic() - started), flush=True)
    checks.finish()


main()
