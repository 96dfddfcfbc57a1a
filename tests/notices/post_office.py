"""A mail server that takes letters, or answers as it is told to."""

import email
import email.policy
import socket
import threading

from aiosmtpd.controller import Controller


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PATIENCE = 60  # seconds until a server that does not start is given up


class PostOffice:
    """Keeps each letter in ``letters``; ``answers`` are said first, one for each letter."""

    def __init__(self, **options):
        self.letters, self.answers, self.sessions = [], [], 0
        self.refuses_sender = False
        self.got_one = threading.Event()
        self.port = free_port()
        at = {"hostname": "127.0.0.1", "port": self.port, "ready_timeout": PATIENCE}
        self.controller = Controller(self, **at, **options)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.refuses_sender:
            return "553 5.7.1 You may not send as this"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nobody@"):
            return "550 5.1.1 No such person here"
        if address.startswith("full@"):
            return "452 4.2.2 The box is full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.letters.append(
                email.message_from_bytes(envelope.content, policy=email.policy.default)
            )
            self.got_one.set()
        return answer
