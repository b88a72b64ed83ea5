"""The client against a door that misbehaves. Run: python3 -m unittest -v test_athanor"""

import http.server
import json
import threading
import unittest

import athanor as door


class _Door(http.server.ThreadingHTTPServer):
    """Answers requests by a script, one entry each, and notes what it was asked."""

    daemon_threads = True

    def __init__(self, script):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script, self.seen = list(script), []
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def __exit__(self, *unused):
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    def _answer(self):
        length = int(self.headers.get("Content-Length", 0))
        self.server.seen.append((self.command, self.path, {name.lower(): text for name, text in self.headers.items()}, self.rfile.read(length)))
        status, headers, body = self.server.script.pop(0)
        if status is None:  # a broken connection
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

    do_GET = do_POST = do_PUT = _answer

    def log_message(self, *unused):
        pass


def _problem(status, code, **more):
    return status, {"Content-Type": "application/problem+json", "Retry-After": "0"}, {"code": code, **more}


_LEASE = {
    "experimentId": "e", "epoch": 1, "state": "leased",
    "proposal": {"candidate": {"parameters": {"x": 0.5}}, "objective": "gap", "ordinal": 0},
}


class ClientTest(unittest.TestCase):
    def test_says_the_same_again_with_the_same_key(self):
        script = [(None, {}, b""), _problem(503, "unavailable"), (200, {}, {"state": "running"})]
        with _Door(script) as server:
            client = door.Athanor(server.url, token="t", worker="w")
            trial = door.Trial(client, _LEASE, "w")
            self.assertEqual(client.running(trial), {"state": "running"})
            self.assertEqual(len(server.seen), 3)
            self.assertEqual(len({each[2]["idempotency-key"] for each in server.seen}), 1)
            self.assertEqual({each[3] for each in server.seen}, {server.seen[0][3]})
            self.assertEqual(server.seen[0][2]["authorization"], "Bearer t")

    def test_asks_for_what_it_holds_where_a_lease_was_lost_on_its_way(self):
        with _Door([(None, {}, b""), (200, {}, {"leases": [_LEASE]})]) as server:
            trials = door.Athanor(server.url, worker="w").campaign("c").lease(1)
            self.assertEqual(trials[0].parameters, {"x": 0.5})
            self.assertEqual([json.loads(each[3])["resume"] for each in server.seen], [False, True])

    def test_raises_what_the_door_refuses(self):
        cases = [
            (_problem(422, "unknown-unit", field="/x", detail="no"), door.Invalid),
            (_problem(401, "unauthenticated"), door.Unauthenticated),
            (_problem(403, "forbidden"), door.Forbidden),
            (_problem(404, "not-found"), door.NotFound),
            (_problem(409, "refused"), door.Refused),
            (_problem(409, "late"), door.Late),
            (_problem(423, "halted"), door.Halted),
            ((302, {"Location": "http://127.0.0.1:1/"}, {}), door.Unavailable),
        ]
        with _Door([each for each, _ in cases]) as server:
            client = door.Athanor(server.url, patience=0)
            for script, kind in cases:
                with self.assertRaises(kind) as caught:
                    client.get("/v1/campaigns")
                self.assertEqual(caught.exception.code, script[2].get("code", ""))
            self.assertEqual(len(server.seen), len(cases), "a redirect is not followed")

    def test_gives_up_when_its_patience_is_over(self):
        with _Door([_problem(503, "unavailable")]) as server:
            with self.assertRaises(door.Unavailable):
                door.Athanor(server.url, patience=0).get("/v1/campaigns")

    def test_takes_a_broken_stream_up_where_it_broke(self):
        first = b': hello\n\nid: 1.a\nevent: proposal\ndata: {"n":\ndata: 1}\n\nid: 1.b\nevent: progress\ndata: {"n"'
        second = b'id: 1.b\nevent: progress\ndata: {"n": 2}\n\n'
        with _Door([(200, {}, first), _problem(503, "catching-up"), (200, {}, second)]) as server:
            events = door.Athanor(server.url).campaign("c").events()
            got = [next(events), next(events)]
            self.assertEqual([(each.id, each.name, each.data["n"]) for each in got],
                             [("1.a", "proposal", 1), ("1.b", "progress", 2)])
            self.assertNotIn("last-event-id", server.seen[0][2])
            self.assertEqual([each[2]["last-event-id"] for each in server.seen[1:]], ["1.a", "1.a"])

    def test_takes_no_bare_number(self):
        client = door.Athanor("http://127.0.0.1:1", patience=0)
        for values in ({"gap": 1.5}, {"gap": {"value": 1.5}}, {"gap": (1.5,)}):
            with self.assertRaises(ValueError):
                client.tell("e", values=values)
        with self.assertRaises(ValueError):
            client.tell(door.Trial(client, _LEASE, "w"), 1.5)
        with self.assertRaises(ValueError):
            client.tell("e")

    def test_says_once_that_a_lease_is_lost(self):
        beat = {"holds": False, "cancelled": True, "halted": False}
        with _Door([(200, {}, beat)] * 100) as server:
            trial = door.Trial(door.Athanor(server.url), _LEASE, "w")
            with trial.beating(0.01) as over:
                self.assertTrue(over.wait(30))
            self.assertEqual(over.answer, beat)


if __name__ == "__main__":
    unittest.main()
