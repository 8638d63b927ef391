"""`requests`, as far as expressions need it: the server asks, and only hosts that are named in its settings."""

import base64
import json as json_of
from urllib.parse import urlencode, urlsplit, urlunsplit

from .host import ask
from .requests import Headers


class RequestException(IOError):
    """A request that came to nothing; or an answer that says so."""


class ConnectionError(RequestException):
    """The host may not be asked, or does not answer."""


class Timeout(ConnectionError):
    """The host took too long."""


class HTTPError(RequestException):
    """`raise_for_status` of an answer that is an error."""

    def __init__(self, message, response=None):
        super().__init__(message)
        self.response = response


class JSONDecodeError(RequestException, ValueError):
    """`json` of what is none."""


class Response:
    """What a host answered."""

    def __init__(self, data):
        self.status_code = data["status"]
        self.reason = data["reason"]
        self.url = data["url"]
        self.headers = Headers({name.title(): value for name, value in data["headers"].items()})
        self.content = base64.b64decode(data["body"])
        self.encoding = "utf-8"

    @property
    def ok(self):
        return self.status_code < 400

    @property
    def text(self):
        return self.content.decode(self.encoding, "replace")

    def json(self):
        try:
            return json_of.loads(self.text)
        except ValueError as error:
            raise JSONDecodeError(str(error)) from None

    def raise_for_status(self):
        if not self.ok:
            raise HTTPError(f"{self.status_code} {self.reason} for {self.url}", self)

    def __bool__(self):
        return self.ok

    def __repr__(self):
        return f"<Response [{self.status_code}]>"


def _with_parameters(url, params):
    if not params:
        return url
    parts = urlsplit(url)
    more = params if isinstance(params, str) else urlencode(params, doseq=True)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, more)))))


def _body(data, json, headers):
    if json is not None:
        headers.setdefault("content-type", "application/json")
        return json_of.dumps(json).encode()
    if data is None:
        return None
    if not isinstance(data, (str, bytes)):
        headers.setdefault("content-type", "application/x-www-form-urlencoded")
        data = urlencode(data, doseq=True)
    return data.encode() if isinstance(data, str) else data


class Session:
    """Requests that share headers and a name."""

    exceptions = None

    def __init__(self):
        self.headers = {}
        self.auth = None

    def request(self, method, url, params=None, data=None, headers=None, auth=None, timeout=None, allow_redirects=True, json=None):
        sent = {str(name).lower(): str(value) for name, value in (self.headers | (headers or {})).items()}
        body = _body(data, json, sent)
        name = auth or self.auth
        if name:
            sent["authorization"] = "Basic " + base64.b64encode(":".join(name).encode()).decode()
        answer = ask(
            "http",
            method=str(method).upper(),
            url=_with_parameters(str(url), params),
            headers=sent,
            body=None if body is None else base64.b64encode(body).decode(),
            timeout=max(filter(None, timeout), default=None) if isinstance(timeout, tuple) else timeout,
            follow=bool(allow_redirects),
        )
        if "failure" in answer:
            raise (Timeout if answer["isLate"] else ConnectionError)(answer["failure"])
        return Response(answer)

    def get(self, url, params=None, **options):
        return self.request("GET", url, params=params, **options)

    def head(self, url, **options):
        return self.request("HEAD", url, **({"allow_redirects": False} | options))

    def options(self, url, **options):
        return self.request("OPTIONS", url, **options)

    def post(self, url, data=None, json=None, **options):
        return self.request("POST", url, data=data, json=json, **options)

    def put(self, url, data=None, **options):
        return self.request("PUT", url, data=data, **options)

    def patch(self, url, data=None, **options):
        return self.request("PATCH", url, data=data, **options)

    def delete(self, url, **options):
        return self.request("DELETE", url, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_raised):
        return False


class _Errors:
    RequestException = RequestException
    ConnectionError = ConnectionError
    Timeout = Timeout
    HTTPError = HTTPError
    JSONDecodeError = JSONDecodeError


class Requests(Session, _Errors):
    """The name `requests`: a session of its own for each expression."""

    exceptions = _Errors
    Session = Session
