"""The requests that expressions are told of: the policy's and the browser's."""

from urllib.parse import parse_qs, urljoin, urlsplit

from .models import AnonymousUser, Snapshot, User
from .wire import decoded_context


class QueryDict(dict):
    """Parameters of a URL; the last one of a name counts."""

    def __init__(self, query):
        self._lists = parse_qs(query, keep_blank_values=True)
        super().__init__({name: values[-1] for name, values in self._lists.items()})

    def getlist(self, name, default=None):
        return self._lists.get(name, default if default is not None else [])


class Headers(dict):
    """Headers by name, in any case."""

    def __getitem__(self, name):
        return super().__getitem__(name.title())

    def get(self, name, default=None):
        return super().get(name.title(), default)

    def __contains__(self, name):
        return super().__contains__(name.title())


class HttpRequest:
    """The browser's request, as far as the server tells."""

    def __init__(self, facts):
        url = urlsplit(facts["origin"])
        self.method = facts["method"]
        self.path = self.path_info = facts["path"]
        self.scheme = url.scheme
        self.user = User(facts["user"]) if facts["user"] else AnonymousUser()
        self.brand = Snapshot(facts["brand"])
        self.tenant = Snapshot(facts["tenant"])
        parameters = QueryDict(facts["query"])
        self.GET = QueryDict(facts["query"])
        self.GET.setdefault("query", facts["query"])
        self.POST = QueryDict("")
        self.COOKIES = {}
        self.session = {"authentik/flows/get": parameters}
        self.headers = Headers({"Host": url.netloc, "User-Agent": facts["userAgent"]})
        self.META = {
            "REMOTE_ADDR": facts["clientIp"],
            "REQUEST_METHOD": self.method,
            "HTTP_HOST": url.netloc,
            "HTTP_USER_AGENT": facts["userAgent"],
            "QUERY_STRING": facts["query"],
        }

    def get_host(self):
        return self.META["HTTP_HOST"]

    def is_secure(self):
        return self.scheme == "https"

    def build_absolute_uri(self, location=None):
        return urljoin(f"{self.scheme}://{self.get_host()}{self.path}", location or "")


class PolicyRequest:
    """What a policy decides upon: who, for what, and all that is known."""

    def __init__(self, user, http_request, obj, context):
        self.user = user
        self.http_request = http_request
        self.obj = obj
        self.context = context
        self.debug = False


class PolicyResult:
    """What a policy came to."""

    def __init__(self, passing, *messages, raw_result=None):
        self.passing = passing
        self.raw_result = raw_result
        self.messages = messages

    def __bool__(self):
        return self.passing


class FlowPlan:
    """The flow's plan; changes of its context and redirects take effect."""

    def __init__(self, data):
        self.flow_pk = data["flow"]
        self.context = decoded_context(data["context"])
        self.bindings = [Snapshot(binding) for binding in data["bindings"]]
        self._redirects = []

    def redirect(self, destination):
        """Makes the next step one that leads to a URL."""
        self._redirects.append(str(destination))
