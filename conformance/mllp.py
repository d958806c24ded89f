"""MLLP as the conformance scripts speak it: a client and a listener on sockets of their own, and messages taken apart. Standard library only."""
import socket, threading, time


def framed(message):
    """A message in its frame; line ends of a file become carriage returns."""
    return b"\x0b" + message.replace(b"\r\n", b"\r").replace(b"\n", b"\r") + b"\x1c\r"


class Client:
    """One connection; what it sends and reads is up to the caller."""

    def __init__(self, port, timeout=60):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.held = b""

    def send(self, message):
        self.socket.sendall(framed(message))

    def answer(self):
        """The next acknowledgement without its frame; empty when the other side has closed."""
        while b"\x1c\r" not in self.held:
            try:
                piece = self.socket.recv(65536)
            except OSError:
                return b""
            if not piece:
                return b""
            self.held += piece
        answer, self.held = self.held.split(b"\x1c\r", 1)
        return answer.lstrip(b"\x0b")

    def close(self):
        self.socket.close()


def exchange(port, message, timeout=60):
    """One message on a connection of its own; gives the acknowledgement without its frame."""
    client = Client(port, timeout)
    try:
        client.send(message)
        return client.answer()
    finally:
        client.close()


def text_of(message):
    """A message as text, in the character set that it names."""
    return message.decode("iso-8859-15" if b"|8859/15" in message else "iso-8859-1" if b"|8859/1|" in message else "utf-8", "replace")


def segments(message):
    """The segments of a message, each a list whose index is the number of the field; MSH-1 is left at index 1."""
    lines = [line for line in text_of(message).replace("\n", "\r").split("\r") if line]
    separator = lines[0][3] if lines and len(lines[0]) > 3 else "|"
    found = []
    for line in lines:
        cells = line.split(separator)
        found.append(["MSH", separator] + cells[1:] if cells[0] == "MSH" else cells)
    return found


def first(message, name):
    """The first segment of a name; empty when there is none."""
    return next((segment for segment in segments(message) if segment[0] == name), [])


def field(segment, number):
    """A field, empty when the segment is shorter."""
    return segment[number] if len(segment) > number else ""


class Listener:
    """Takes messages as practice software does: each is kept, and acknowledged with AA while `accepts` is set, else with AE."""

    def __init__(self, port):
        self.messages, self.accepts, self.lock = [], True, threading.Lock()
        self.server = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection):
        held = b""
        try:
            while True:
                piece = connection.recv(65536)
                if not piece:
                    return
                held += piece
                while b"\x1c\r" in held:
                    message, held = held.split(b"\x1c\r", 1)
                    message = message.lstrip(b"\x0b")
                    with self.lock:
                        self.messages.append(message)
                    connection.sendall(b"\x0b" + self._reply(message) + b"\x1c\r")
        except OSError:
            pass
        finally:
            connection.close()

    def _reply(self, message):
        header = first(message, "MSH")
        event = field(header, 9).split("^")
        back = ["MSH", "^~\\&"] + header[5:7] + header[3:5] + [time.strftime("%Y%m%d%H%M%S"), "", "ACK^%s^ACK" % (event[1] if len(event) > 1 else ""),
                                                              "Z%s" % field(header, 10), field(header, 11), field(header, 12)]
        return ("|".join(back) + "\rMSA|%s|%s\r" % ("AA" if self.accepts else "AE", field(header, 10))).encode()

    def taken(self):
        """What came so far."""
        with self.lock:
            return list(self.messages)
