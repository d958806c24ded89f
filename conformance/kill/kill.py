#!/usr/bin/env python3
"""Kills the gateway and the store at random moments while documents are submitted, and counts what is in the store afterwards.

Every document is submitted until it is acknowledged (a lost connection is answered by the same submission again, as practice software
does). Afterwards every acknowledged document must stand in the store exactly once, with the same bytes, and nothing else may stand there.

  kill.py --program PATH [--rounds 20] [--documents 500] [--seed 1] [--folder DIR]

Bounded in count and time; everything runs on loopback.
"""
import argparse, hashlib, http.client, json, os, random, re, shutil, signal, ssl, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "..", "..", "Samples", "accepted", "report-consultation.xml")


def health_identity(number):
    """An invented test identity: thirteen digits, no department of Corsica, and its key."""
    digits = "1%02d%02d%02d%03d%03d" % (number % 90 + 10, number % 12 + 1, 75, number % 900 + 1, number // 900 % 900 + 1)
    return digits + "%02d" % (97 - int(digits) % 97)


class Documents:
    """Makes documents of one sample: each with its own id and one of many patients."""

    def __init__(self, run):
        text = open(SAMPLE, encoding="utf-8").read()
        self.run = run
        self.id = re.search(r'<id root="([^"]+)"', text).group(1)
        self.patient = re.search(r'<id root="1\.2\.250\.1\.213\.1\.4\.10" extension="(\d+)"|<id extension="(\d+)" root="1\.2\.250\.1\.213\.1\.4\.10"', text)
        self.patient = next(group for group in self.patient.groups() if group)
        self.text = text

    def make(self, number):
        unique = "2.25.%d%09d" % (self.run, number)
        text = self.text.replace(self.id, unique).replace(self.patient, health_identity(number % 97))
        return unique, text.encode("utf-8")


class Process:
    def __init__(self, name, command, log):
        self.name, self.command, self.log, self.process = name, command, log, None

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def connect(folder, port):
    context = ssl.create_default_context(cafile=os.path.join(folder, "pki", "authorities.pem"))
    context.load_cert_chain(os.path.join(folder, "pki", "doctor.pem"), os.path.join(folder, "pki", "doctor.key"))
    return http.client.HTTPSConnection("localhost", port, context=context, timeout=20)


def submit(folder, port, body, deadline):
    """Submits until acknowledged; gives the number of tries. A refusal ends the test."""
    tries = 0
    while time.monotonic() < deadline:
        tries += 1
        try:
            connection = connect(folder, port)
            connection.request("POST", "/v1/documents", body, {"Content-Type": "application/xml"})
            answer = connection.getresponse()
            text = answer.read()
            connection.close()
            if answer.status in (200, 202):
                return tries
            if answer.status not in (429, 503):
                raise SystemExit("refused: %d %s" % (answer.status, text[:600].decode("utf-8", "replace")))
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise SystemExit("not acknowledged in time")


def wait_until_answers(folder, port, path, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            connection = connect(folder, port)
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status == 200:
                return text
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise SystemExit("%s does not answer on port %d" % (path, port))


def play_round(program, folder, ports, number, count, chance, log):
    run = int(time.time()) * 100 + number
    subprocess.run([program, "sandbox", "--folder", folder, "--prepare", "--port", str(ports[0]), "--store-port", str(ports[1])], check=True,
                   stdout=log, stderr=log)
    gateway = Process("gateway", [program, "serve", "--config", os.path.join(folder, "gateway.yaml")], log)
    store = Process("store", [program, "store", "serve", "--folder", folder], log)
    documents = Documents(run)
    acknowledged, tries, kills = {}, [0], {"gateway": 0, "store": 0}
    lock, done = threading.Lock(), threading.Event()
    numbers = iter(range(count))
    deadline = time.monotonic() + 60 + count * 0.6
    failures = []

    def submitter():
        try:
            while not done.is_set():
                with lock:
                    next_number = next(numbers, None)
                if next_number is None:
                    return
                unique, body = documents.make(next_number)
                needed = submit(folder, ports[0], body, deadline)
                with lock:
                    acknowledged[unique] = hashlib.sha1(body).hexdigest()
                    tries[0] += needed
        except SystemExit as reason:
            failures.append(str(reason))
            done.set()

    def killer():
        while not done.wait(chance.uniform(0.3, 2.0)):
            victim = chance.choice([gateway, store])
            victim.kill()
            kills[victim.name] += 1
            if chance.random() < 0.3:
                time.sleep(chance.uniform(0, 0.5))
            victim.start()

    try:
        store.start()
        gateway.start()
        wait_until_answers(folder, ports[0], "/health/live", 60)
        threads = [threading.Thread(target=submitter) for _ in range(8)]
        assassin = threading.Thread(target=killer)
        for thread in threads + [assassin]:
            thread.start()
        for thread in threads:
            thread.join()
        done.set()
        assassin.join()
        if failures:
            raise SystemExit(failures[0])
        while time.monotonic() < deadline:
            counts = json.loads(wait_until_answers(folder, ports[0], "/health/ready?counts=1", 60)).get("passages", {})
            if not any(counts.get(leg, 0) for leg in ("queued", "sending", "inDoubt")):
                break
            time.sleep(0.2)
    finally:
        done.set()
        gateway.stop()
        store.stop()
    listing = subprocess.run([program, "store", "list", "--folder", folder, "--format", "json"], check=True, capture_output=True).stdout
    stored = {}
    for line in listing.splitlines():
        entry = json.loads(line)
        stored.setdefault(entry["uniqueId"], []).append(entry["hash"])
    lost = [unique for unique in acknowledged if unique not in stored]
    twice = [unique for unique, hashes in stored.items() if len(hashes) > 1]
    altered = [unique for unique, hash in acknowledged.items() if unique in stored and stored[unique] != [hash]]
    foreign = [unique for unique in stored if unique not in acknowledged]
    print("round %2d: %d acknowledged (%d tries), %d stored, kills gateway %d store %d; lost %d, twice %d, altered %d, foreign %d" % (
        number, len(acknowledged), tries[0], len(stored), kills["gateway"], kills["store"], len(lost), len(twice), len(altered), len(foreign)), flush=True)
    return not (lost or twice or altered or foreign) and len(acknowledged) == count, kills


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", required=True)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder")
    options.add_argument("--port", type=int, default=18443)
    arguments = options.parse_args()
    chance = random.Random(arguments.seed)
    base = arguments.folder or tempfile.mkdtemp(prefix="passerelle-kill-")
    passed = failed = 0
    kills = 0
    for number in range(1, arguments.rounds + 1):
        folder = os.path.join(base, "round-%02d" % number)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(base, "round-%02d.log" % number), "wb") as log:
            good, killed = play_round(arguments.program, folder, (arguments.port, arguments.port + 1), number, arguments.documents, chance, log)
        kills += sum(killed.values())
        if good:
            passed += 1
            shutil.rmtree(folder)
        else:
            failed += 1
            print("kept for inspection:", folder)
    print("%d kills" % kills)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


main()
