"""JSON from the server to objects of expressions, and back."""

import datetime
import math

from .models import AnonymousUser, OAuthSource, Record, Snapshot, User

# What flows keep as objects rather than dictionaries, beside the pending user.
_OBJECTS = ("application", "source", "invitation", "outpost", "device", "is_restored")


def decoded_context(data):
    """A flow's context: its users, applications and the like become objects."""
    context = dict(data)
    if isinstance(context.get("pending_user"), dict):
        context["pending_user"] = User(context["pending_user"])
    for key in _OBJECTS:
        if isinstance(context.get(key), dict):
            context[key] = (OAuthSource if key == "source" else Snapshot)(context[key])
    return context


def encoded(value, lenient=False):
    """A value as JSON has it. What JSON has no word for becomes text if `lenient`, else a TypeError."""
    if (isinstance(value, float) and not math.isfinite(value)) or (isinstance(value, int) and value.bit_length() > 1024):
        return None
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return {str(key): encoded(item, lenient) for key, item in value.items()}
    if isinstance(value, AnonymousUser):
        return None
    if isinstance(value, Record):
        return encoded(vars(value), lenient)
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if not isinstance(value, (bytes, bytearray)) and hasattr(value, "__iter__"):
        return [encoded(item, lenient) for item in value]
    if lenient:
        return str(value)
    raise TypeError(f"A flow cannot keep an object of the type '{type(value).__name__}'.")
