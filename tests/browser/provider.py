"""A provider of sign-ins on this machine, for tests: OpenID Connect with a list of people to choose from."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit


class Provider(ThreadingHTTPServer):
    """Signs in whoever is clicked. ``people`` has the claims of each by the name on the button."""

    def __init__(self, people: Mapping[str, Mapping[str, object]], client: str, secret: str) -> None:
        from joserfc.jwk import RSAKey

        super().__init__(("127.0.0.1", 0), _Handler)
        self.people, self.client, self.secret = people, client, secret
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        self.issuer = f"http://127.0.0.1:{self.server_port}"

    def id_token(self, asked: Mapping[str, str]) -> str:
        from joserfc import jwt

        now = int(time.time())
        own = {"iss": self.issuer, "aud": self.client, "iat": now, "exp": now + 600, "nonce": asked["nonce"], "sub": asked["who"]}
        return jwt.encode({"alg": "RS256", "kid": "one"}, {**own, **self.people[asked["who"]]}, self.key)


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        server = self.server
        if url.path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self._say({
                "issuer": server.issuer, **{name: f"{server.issuer}/{path}" for name, path in places.items()},
                "code_challenge_methods_supported": ["S256"], "id_token_signing_alg_values_supported": ["RS256"],
            })  # fmt: skip
        elif url.path == "/keys":
            self._say({"keys": [server.key.as_dict(private=False)]})
        elif url.path == "/authorize" and "who" not in asked:
            assert asked["client_id"] == server.client and asked["code_challenge_method"] == "S256"
            links = [f'<p><a href="{self.path}&{urlencode({"who": name})}">{name}</a></p>' for name in server.people]
            self._send(200, "text/html", f"<title>Provider</title>{''.join(links)}".encode())
        elif url.path == "/authorize":
            code = secrets.token_urlsafe()
            server.codes[code] = asked
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
            self.end_headers()
        else:
            self._send(404, "text/plain", b"")

    def do_POST(self) -> None:
        server = self.server
        given = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = server.codes.pop(given["code"])
        known = base64.b64encode(f"{server.client}:{server.secret}".encode()).decode()
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if self.headers["Authorization"] != f"Basic {known}" or proof != asked["code_challenge"]:
            self._send(401, "text/plain", b"")
            return
        self._say({"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 600, "id_token": server.id_token(asked)})

    def _say(self, what: object) -> None:
        self._send(200, "application/json", json.dumps(what).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        """Nothing is printed."""


@contextmanager
def provider(people: Mapping[str, Mapping[str, object]]) -> Iterator[Provider]:
    server = Provider(people, "cin-narrative", secrets.token_urlsafe())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
