"""The functions that expressions find around them."""

import ipaddress
import re
import unicodedata

from .host import ask
from .models import User
from .queries import FieldError
from .requests import PolicyResult
from .web import Requests


class Absent:
    """Something that expressions know elsewhere and that is not to be had here: any use says why."""

    def __init__(self, reason):
        self.reason = reason

    def __getattr__(self, _name):
        raise RuntimeError(self.reason)

    def __call__(self, *_args, **_kwargs):
        raise RuntimeError(self.reason)


_NO_NETWORK = "Expressions have no network here. EXPRESSION_HOSTS names hosts that they may ask."
_NO_NAMES = "Expressions do not look up names of hosts here. EXPRESSION_DNS names domains and networks of which they may."
_NO_PROVIDERS = "There are no OAuth2 providers here."


class Logger:
    """Writes to the server's log, in the manner of structlog."""

    def __init__(self, **bound):
        self._bound = bound

    def bind(self, **more):
        return Logger(**self._bound, **more)

    def _log(self, level, event, values):
        words = [str(event), *(f"{key}={value!r}" for key, value in (self._bound | values).items())]
        ask("log", level=level, text=" ".join(words))

    def debug(self, event="", *_args, **values):
        self._log("debug", event, values)

    def info(self, event="", *_args, **values):
        self._log("info", event, values)

    def warning(self, event="", *_args, **values):
        self._log("warning", event, values)

    def error(self, event="", *_args, **values):
        self._log("error", event, values)

    critical = exception = error
    warn = warning


def slugify(value, allow_unicode=False):
    """Django's: lower case, letters, digits, hyphens and underscores."""
    text = unicodedata.normalize("NFKC" if allow_unicode else "NFKD", str(value))
    if not allow_unicode:
        text = text.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text.lower())).strip("-_")


def _regex_match(value, regex):
    return re.search(regex, value) is not None


def _regex_replace(value, regex, repl):
    return re.sub(regex, repl, value)


def _list_flatten(value):
    return (value[0] if value else None) if isinstance(value, list) else value


def _user_by(**filters):
    try:
        return User.objects.filter(**filters).first()
    except FieldError:
        return None


def _is_group_member(user, **filters):
    return user.all_groups().filter(**filters).exists()


def _user_has_authenticator(user, device_type=None):
    devices = ask("devices", user=user.pk)
    return device_type in devices if device_type else len(devices) > 0


def _create_event(action, **context):
    words = " ".join(f"{key}={value!r}" for key, value in context.items())
    ask("log", level="event", text=f"{action} {words}".strip())


def _addresses(value):
    """Addresses of one recipient or many, each as text or with a name before it."""
    if isinstance(value, str):
        return [re.sub(r"^[^<>]*<([^<>]+)>\s*$", r"\1", value)]
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) and "@" not in value[0]:
        return [value[1]]
    return [address for item in value or () for address in _addresses(item)]


def _send_email(address, subject, body=None, stage=None, template=None, context=None, cc=None, bcc=None):
    if (body is None) == (template is None):
        raise ValueError("Either body or template parameter must be provided, and not both")
    lists = [_addresses(value) for value in (address, cc, bcc)]
    recipients = [recipient for recipients in lists for recipient in recipients]
    if not lists[0]:
        raise ValueError("Address list cannot be empty")
    return ask("send_email", recipients=recipients, subject=subject, body=body, template=template, context=context or {})


def policy_caller(request, evaluate_source):
    """`ak_call_policy`: asks a policy by name, with the same request and some more context."""

    def call_policy(name, **context):
        request.context.update(context)
        answer = ask("call_policy", name=name, context={key: value for key, value in context.items() if _is_plain(value)})
        if "source" in answer:
            return evaluate_source(answer["source"])
        return PolicyResult(answer["passing"], *answer["messages"])

    return call_policy


def _is_plain(value):
    return value is None or isinstance(value, (str, int, float, bool, list, dict))


def _resolve_dns(host, ip_version=None):
    return ask("addresses_of", host=host or "", version=ip_version)


def _reverse_dns(ip_addr):
    return ask("name_of", address=str(ip_addr))


def functions(network, names):
    """Fresh global names for one expression."""
    return {
        "ak_create_event": _create_event,
        "ak_create_jwt": Absent(_NO_PROVIDERS),
        "ak_create_jwt_raw": Absent(_NO_PROVIDERS),
        "ak_is_group_member": _is_group_member,
        "ak_logger": Logger(),
        "ak_send_email": _send_email,
        "ak_user_by": _user_by,
        "ak_user_has_authenticator": _user_has_authenticator,
        "ip_address": ipaddress.ip_address,
        "ip_network": ipaddress.ip_network,
        "list_flatten": _list_flatten,
        "regex_match": _regex_match,
        "regex_replace": _regex_replace,
        "requests": Requests() if network else Absent(_NO_NETWORK),
        "resolve_dns": _resolve_dns if names else Absent(_NO_NAMES),
        "reverse_dns": _reverse_dns if names else Absent(_NO_NAMES),
        "slugify": slugify,
    }
