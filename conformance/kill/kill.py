#!/usr/bin/env python3
"""Kills the gateway and the store at random moments while documents are submitted, and counts what is in the store afterwards.

Every document is submitted until it is acknowledged (a lost connection is answered by the same submission again, as practice software
does). Afterwards every acknowledged document must stand in the store exactly once, with the same bytes, nothing else may stand there, and
every passage must be at rest as forwarded.

  kill.py [--program PATH] [--rounds 20] [--documents 500] [--seed 1] [--combined] [--folder DIR]

--combined kills the process in which `passerelle sandbox` runs both. In every second round the store answers late, so that more kills fall between
its commit and its answer. Bounded in count and time; everything runs on loopback.
"""
import argparse, hashlib, http.client, os, random, re, shutil, subprocess, sys, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import workbench as bench

SAMPLE = os.path.join(bench.ROOT, "Samples", "accepted", "report-consultation.xml")
PATIENT = re.compile(r'<id (?:root="1\.2\.250\.1\.213\.1\.4\.10" extension="(\d+)"|extension="(\d+)" root="1\.2\.250\.1\.213\.1\.4\.10")')
SUBMITTERS = 8


def health_identity(number):
    """An invented test identity: thirteen digits, and their key."""
    digits = "1%02d%02d%02d%03d%03d" % (number % 90 + 10, number % 12 + 1, 75, number % 900 + 1, number // 900 % 900 + 1)
    return digits + "%02d" % (97 - int(digits) % 97)


class Documents:
    """Makes documents of one sample: each with its own id and one of many patients."""

    def __init__(self, run):
        with open(SAMPLE, encoding="utf-8") as file:
            self.text = file.read()
        self.run = run
        self.id = re.search(r'<id root="([^"]+)"', self.text).group(1)
        self.patient = next(group for group in PATIENT.search(self.text).groups() if group)

    def make(self, number):
        unique = "2.25.%d%09d" % (self.run, number)
        return unique, self.text.replace(self.id, unique).replace(self.patient, health_identity(number % 97)).encode("utf-8")


class Round:
    """One round: what was acknowledged, how often was tried, who was killed."""

    def __init__(self, folder, number, count, combined, chance):
        self.folder, self.number, self.count, self.chance = folder, number, count, chance
        self.port, self.store_port = bench.free_ports(2)
        self.documents = Documents(int(time.time()) * 100 + number)
        self.acknowledged, self.tries, self.failures = {}, 0, []
        self.lock, self.done = threading.Lock(), threading.Event()
        self.deadline = time.monotonic() + 60 + count * 0.6
        log = os.path.join(os.path.dirname(folder), "round-%02d.log" % number)
        late = ["--store-delay", "40"] if number % 2 == 0 else []
        bench.prepare(folder, self.port, self.store_port)
        # Every death costs the documents in work an attempt: without this, the unlucky ones would pause for minutes.
        eager = {"PASSERELLE_STORE_PAUSE_SECONDS": "3"}
        if combined:
            self.victims = [bench.Server(
                "sandbox", ["sandbox", "--folder", folder, "--port", str(self.port), "--store-port", str(self.store_port)] + late, log, eager)]
        else:
            self.victims = [
                bench.Server("store", ["store", "serve", "--folder", folder] + late, log),
                bench.Server("gateway", ["serve", "--config", os.path.join(folder, "gateway.yaml")], log, eager),
            ]
        self.kills = {victim.name: 0 for victim in self.victims}

    def submit(self, body):
        """Submits until acknowledged; gives the number of tries."""
        tries = 0
        while time.monotonic() < self.deadline:
            tries += 1
            try:
                connection = bench.connection(self.folder, self.port, timeout=20)
                status, _, text = bench.exchange(connection, "POST", "/v1/documents", body, {"Content-Type": "application/xml"})
                if status in (200, 202):
                    return tries
                if status not in (429, 503):
                    raise RuntimeError("refused: %d %s" % (status, text[:600].decode("utf-8", "replace")))
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        raise RuntimeError("not acknowledged in time")

    def submitter(self, numbers):
        try:
            while not self.done.is_set():
                with self.lock:
                    number = next(numbers, None)
                if number is None:
                    return
                unique, body = self.documents.make(number)
                tries = self.submit(body)
                with self.lock:
                    self.acknowledged[unique] = hashlib.sha1(body).hexdigest()
                    self.tries += tries
        except Exception as reason:
            self.failures.append(str(reason))
            self.done.set()

    def assassin(self):
        while not self.done.wait(self.chance.uniform(0.1, 0.8)):
            chosen = self.victims if self.chance.random() < 0.15 else [self.chance.choice(self.victims)]
            for victim in chosen:
                if not victim.is_alive:
                    self.failures.append("%s had ended by itself (%s)" % (victim.name, victim.process.returncode))
                    self.done.set()
                victim.kill()
                self.kills[victim.name] += 1
            if self.chance.random() < 0.3:
                time.sleep(self.chance.uniform(0, 0.5))
            for victim in chosen:
                victim.start()
            # Half of the next deaths come while it starts, half after it has opened.
            if self.chance.random() < 0.5:
                try:
                    for victim in chosen:
                        bench.wait_until_open(self.store_port if victim.name == "store" else self.port)
                except SystemExit as reason:
                    self.failures.append("%s after a kill" % reason)
                    self.done.set()

    def play(self):
        """Submits and kills; then lets everything settle. Gives the counts of passages by state."""
        numbers = iter(range(self.count))
        try:
            for victim in self.victims:
                victim.start()
            bench.wait_until_open(self.store_port)
            bench.wait_until_open(self.port)
            threads = [threading.Thread(target=self.submitter, args=(numbers,)) for _ in range(SUBMITTERS)]
            assassin = threading.Thread(target=self.assassin)
            for thread in threads + [assassin]:
                thread.start()
            for thread in threads:
                thread.join()
            # A few more while what was acknowledged is still on its way.
            self.done.wait(self.chance.uniform(0, 1))
            self.done.set()
            assassin.join()
            if self.failures:
                return {}
            return bench.wait_until_settled(self.folder, self.port, 120)
        except SystemExit as reason:
            self.failures.append(str(reason))
            return {}
        finally:
            self.done.set()
            for victim in reversed(self.victims):
                if victim.is_alive and victim.stop() != 0:
                    self.failures.append("%s did not end gracefully" % victim.name)

    def judge(self, passages):
        """Compares the store with what was acknowledged, and prints the line of the round."""
        stored = {}
        for entry in bench.stored(self.folder):
            stored.setdefault(entry["uniqueId"], []).append(entry["hash"])
        wrong = {
            "lost": sum(unique not in stored for unique in self.acknowledged),
            "twice": sum(len(hashes) > 1 for hashes in stored.values()),
            "altered": sum(unique in stored and stored[unique][0] != hash for unique, hash in self.acknowledged.items()),
            "foreign": sum(unique not in self.acknowledged for unique in stored),
            "stuck": sum(count for state, count in passages.items() if state != "forwarded"),
        }
        print("round %2d: %d acknowledged in %d tries, %d stored, killed %s; %s" % (
            self.number, len(self.acknowledged), self.tries, len(stored), ", ".join("%s %d" % pair for pair in self.kills.items()),
            ", ".join("%s %d" % pair for pair in wrong.items())), flush=True)
        for failure in self.failures:
            print("          " + failure)
        return not any(wrong.values()) and not self.failures and len(self.acknowledged) == self.count == len(stored)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=bench.PROGRAM)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--combined", action="store_true", help="kill the process in which `passerelle sandbox` runs both")
    options.add_argument("--folder", help="where to keep what failed; a scratch folder by default")
    arguments = options.parse_args()
    bench.PROGRAM = os.path.abspath(arguments.program)
    chance = random.Random(arguments.seed)
    base = arguments.folder or bench.scratch_folder("kill")
    passed = failed = documents = 0
    kills = {}
    for number in range(1, arguments.rounds + 1):
        folder = os.path.join(base, "round-%02d" % number)
        os.makedirs(folder, exist_ok=True)
        game = Round(folder, number, arguments.documents, arguments.combined, chance)
        good = game.judge(game.play())
        documents += len(game.acknowledged)
        for name, count in game.kills.items():
            kills[name] = kills.get(name, 0) + count
        passed += good
        failed += not good
        if good:
            shutil.rmtree(folder)
        elif arguments.folder:
            print("          kept for inspection: " + folder)
    print("%d documents acknowledged, killed %s" % (documents, ", ".join("%s %d" % pair for pair in kills.items())))
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


main()
