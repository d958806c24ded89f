"""What the conformance scripts share: programs under test, free ports, a prepared sandbox, memory, certificates. Standard library only."""
import atexit, http.client, json, os, shutil, signal, socket, ssl, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(os.environ.get("PASSERELLE") or os.path.join(ROOT, ".build", "debug", "passerelle"))
DRIVER = os.path.abspath(os.environ.get("DRIVER") or os.path.join(ROOT, ".build", "debug", "conformance-driver"))


def shared_folder():
    """The folder of official material beside the project, or None."""
    folder = os.environ.get("PASSERELLE_SHARED") or os.path.join(os.path.dirname(ROOT), "shared")
    return os.path.abspath(folder) if os.path.isdir(folder) else None


def free_ports(count):
    """Ports that are free now, outside of the range from which the system hands out ports of clients."""
    ports, sockets = [], []
    candidate = 18000 + os.getpid() % 10000
    while len(ports) < count:
        candidate = candidate + 1 if candidate < 32000 else 18000
        probe = socket.socket()
        try:
            probe.bind(("127.0.0.1", candidate))
        except OSError:
            probe.close()
            continue
        ports.append(candidate)
        sockets.append(probe)
    for probe in sockets:
        probe.close()
    return ports


class Server:
    """A process of the program that is watched, and ended with the script."""

    def __init__(self, name, arguments, log, environment=None):
        self.name, self.arguments, self.log = name, [PROGRAM] + arguments, log
        self.environment = dict(os.environ, **(environment or {}))
        self.process = None
        atexit.register(self.kill)

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
        return self

    @property
    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def memory(self):
        """Resident memory now and at its highest, in MiB."""
        with open("/proc/%d/status" % self.process.pid) as status:
            lines = dict(line.split(":", 1) for line in status)
        return int(lines["VmRSS"].split()[0]) >> 10, int(lines["VmHWM"].split()[0]) >> 10

    def kill(self):
        if self.is_alive:
            self.process.send_signal(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def stop(self, seconds=30):
        """Asks for a graceful end; gives the exit status, or None when it had to be killed."""
        if not self.is_alive:
            return self.process.returncode if self.process else None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return None


def scratch_folder(name):
    """A folder that is erased with the script, unless PASSERELLE_KEEP is set."""
    folder = tempfile.mkdtemp(prefix="passerelle-%s-" % name)
    if not os.environ.get("PASSERELLE_KEEP"):
        atexit.register(shutil.rmtree, folder, True)
    return folder


def prepare(folder, port, store_port, policy="require"):
    """Writes a sandbox without starting it."""
    subprocess.run([PROGRAM, "sandbox", "--prepare", "--folder", folder, "--port", str(port), "--store-port", str(store_port), "--author-policy", policy],
                   check=True, stdout=subprocess.DEVNULL)


def connection(folder, port, identity="doctor", timeout=30):
    """An HTTPS connection to a sandbox's gateway, with the certificate of one of its people; None shows none."""
    context = ssl.create_default_context(cafile=os.path.join(folder, "pki", "authorities.pem"))
    if identity:
        context.load_cert_chain(os.path.join(folder, "pki", identity + ".pem"), os.path.join(folder, "pki", identity + ".key"))
    return http.client.HTTPSConnection("localhost", port, context=context, timeout=timeout)


def exchange(target, method, path, body=None, headers=None):
    """One request on a connection of its own; gives status, fields and body."""
    try:
        target.request(method, path, body, headers or {})
        answer = target.getresponse()
        return answer.status, dict((name.lower(), value) for name, value in answer.getheaders()), answer.read()
    finally:
        target.close()


def plain(port, timeout=30):
    """A plain connection on loopback."""
    return http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)


def wait_until(check, seconds, what):
    """Waits until a check gives something; connection failures count as nothing."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            result = check()
            if result:
                return result
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise SystemExit("not in %d s: %s" % (seconds, what))


def wait_until_open(port, seconds=60):
    """Waits until something listens on a port of loopback."""
    def check():
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    wait_until(check, seconds, "port %d open" % port)


def wait_until_settled(folder, port, seconds):
    """Waits until the gateway has no passage in work; gives the counts by state."""
    def check():
        status, _, text = exchange(connection(folder, port), "GET", "/health/ready?counts=1")
        counts = json.loads(text).get("passages", {}) if status == 200 else None
        return counts if counts is not None and not any(counts.get(leg) for leg in ("queued", "sending", "inDoubt")) else None
    return wait_until(check, seconds, "every passage at rest")


def stored(folder):
    """What a sandbox's store holds: a list of entries."""
    listing = subprocess.run([PROGRAM, "store", "list", "--folder", folder, "--format", "json"], check=True, capture_output=True).stdout
    return [json.loads(line) for line in listing.splitlines()]


class Checks:
    """Counts what holds and what does not, one line each."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, holds, what, detail=""):
        self.passed += bool(holds)
        self.failed += not holds
        print("%-6s %s%s" % ("ok" if holds else "FAILED", what, ": %s" % detail if detail else ""), flush=True)
        return holds

    def skip(self, what, reason):
        print("skip   %s: %s" % (what, reason), flush=True)

    def finish(self):
        print("%d passed, %d failed" % (self.passed, self.failed))
        sys.exit(1 if self.failed else 0)
