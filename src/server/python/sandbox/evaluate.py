"""Evaluates expressions; called by the worker with JSON and answering with JSON."""

import ipaddress
import json
import random

from .functions import functions, policy_caller
from .guard import NotAllowed, compiled, guarded_builtins, importer, standard_modules
from .missing import missing
from .models import AnonymousUser, User
from .requests import FlowPlan, HttpRequest, PolicyRequest, PolicyResult
from .shims import add_shims
from .wire import decoded_context, encoded

_MAX_MESSAGES = 20
_modules = standard_modules()
add_shims(_modules)
_import = importer(_modules)


def _client_address(text):
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        raise ValueError(f"The client's address is not known: {text!r} is no IP address.") from None


class _Evaluation:
    def __init__(self, data):
        self._kind = data["kind"]
        self._reach = {"network": data["network"], "names": data["names"]}
        self.messages = []
        self.plan = FlowPlan(data["plan"]) if data["plan"] else None
        # The plan's context is the expression's as well: the dictionary is a copy, what is in it is shared.
        self.context = dict(self.plan.context) if self.plan else {}
        self.context |= decoded_context(data["context"])
        self._given = list(self.context)
        self._nested = dict(self.context)
        if self.plan:
            self.context["flow_plan"] = self.plan
        http = HttpRequest(data["http"])
        user = User(data["user"]) if data["user"] else AnonymousUser()
        self.request = PolicyRequest(user, http, data["obj"], self.context)
        self._prompt_context = data["promptContext"]

    def _say(self, message):
        if len(self.messages) < _MAX_MESSAGES:
            self.messages.append(str(message))

    def _locals(self):
        names = {"request": self.request, "http_request": self.request.http_request}
        if self._kind == "prompt":
            self.context["prompt_context"] = self._prompt_context
            return names | {"user": self.request.user, "prompt_context": self._prompt_context}
        return names | {
            "ak_message": self._say,
            "ak_is_sso_flow": bool(self.context.get("is_sso", False)),
            "ak_client_ip": _client_address(self.request.http_request.META["REMOTE_ADDR"]),
            "context": self.context,
        }

    def run(self, source):
        names = self._locals()
        around = functions(**self._reach)
        around["ak_call_policy"] = policy_caller(self.request, self._called)
        log = around["ak_logger"].info
        around["__builtins__"] = guarded_builtins(_import, lambda *words, **_options: log(" ".join(map(str, words))))
        around["__name__"] = "expression"
        exec(compiled(source, names), around)
        return around["handler"](**names)

    def _called(self, source):
        """The result of another expression, which speaks for itself."""
        spoken, self.messages = self.messages, []
        try:
            value = self.run(source)
            return PolicyResult(bool(value), *self.messages, raw_result=value)
        finally:
            self.messages = spoken

    def changes(self):
        """What became of what is shared; of the copied dictionary only what is nested in it."""
        shared = {key: self._nested[key] for key in self._given}
        return {
            "context": encoded(shared),
            "plan": encoded(self.plan.context) if self.plan else None,
            "redirects": self.plan._redirects if self.plan else [],
        }


def _message(error):
    if isinstance(error, MemoryError):
        return "The expression needs more memory than there is for it."
    return str(error) or type(error).__name__


def evaluate(text):
    """Evaluates a request. Whatever an expression raises is part of the answer."""
    random.seed()
    data = json.loads(text)
    evaluation = _Evaluation(data)
    answer = {}
    try:
        value = evaluation.run(data["source"])
        answer = {"value": encoded(value, lenient=True), "isNone": value is None, "isTruthy": bool(value)}
    except BaseException as error:
        answer = {"error": _message(error)}
    try:
        answer["changes"] = evaluation.changes()
    except Exception as error:
        answer = {"error": answer.get("error", _message(error)), "changes": None}
    return json.dumps(answer | {"messages": evaluation.messages})


_PARAMETERS = {
    "policy": ["request", "http_request", "ak_message", "ak_is_sso_flow", "ak_client_ip", "context"],
    "prompt": ["request", "http_request", "user", "prompt_context"],
}


def _examined(source, kind, network=False, names=False):
    try:
        compiled(source, ["request"])
    except NotAllowed as error:
        return {"fault": f"Not allowed in expressions: {error}", "line": error.lineno, "missing": []}
    except (SyntaxError, ValueError, RecursionError) as error:
        return {"fault": f"Expression Syntax Error: {error}", "line": getattr(error, "lineno", None), "missing": []}
    known = {"ak_call_policy": None} | functions(network, names) | guarded_builtins(_import, print)
    return {"fault": None, "missing": missing(source, _PARAMETERS[kind], known, _modules)}


def examine(text):
    """What is wrong with sources, and what they ask for that is not here."""
    return json.dumps([_examined(**item) for item in json.loads(text)])


def warm_up():
    """Has everything loaded that looking at expressions takes."""
    examine(json.dumps([{"source": "return request.user", "kind": "policy"}]))
