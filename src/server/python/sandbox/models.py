"""Users, groups and flows as expressions see them: copies of what the server has."""

import json

from .host import ask
from .queries import Manager, MultipleObjectsReturned, ObjectDoesNotExist, QuerySet


class Record:
    """An object with its data as attributes."""

    kind = None

    class DoesNotExist(ObjectDoesNotExist):
        pass

    class MultipleObjectsReturned(MultipleObjectsReturned):
        pass

    def __init__(self, data):
        self.__dict__.update(data)

    def __eq__(self, other):
        return type(self) is type(other) and self.pk is not None and self.pk == other.pk

    def __hash__(self):
        return hash(self.pk)

    def __str__(self):
        return str(getattr(self, "name", self.kind))

    def __repr__(self):
        return f"<{type(self).__name__}: {self}>"


class Snapshot(Record):
    """An object that has nothing to it but its data, such as an application."""


class OAuthSource(Snapshot):
    """Where somebody comes from."""


class Device(Record):
    """A second factor of an account."""

    objects = Manager()


def _device(name, kind):
    return type(name, (Device,), {"kind": f"device:{kind}"})


DEVICES = {
    "duo": _device("DuoDevice", "duo"),
    "email": _device("EmailDevice", "email"),
    "sms": _device("SMSDevice", "sms"),
    "static": _device("StaticDevice", "static"),
    "totp": _device("TOTPDevice", "totp"),
    "webauthn": _device("WebAuthnDevice", "webauthn"),
}


class Group(Record):
    kind = "group"
    objects = Manager()

    @property
    def group_uuid(self):
        return self.pk

    def is_member(self, user):
        return self in user.groups.all()


class Flow(Record):
    kind = "flow"
    objects = Manager()


def merge(target, source):
    """Lays one dictionary over another: dictionaries are merged, lists joined, anything else replaced."""
    for key, value in source.items():
        below = target.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merge(below, value)
        elif isinstance(below, list) and isinstance(value, list):
            target[key] = below + value
        else:
            target[key] = json.loads(json.dumps(value))
    return target


class Membership(QuerySet):
    """The groups of a user, which can be changed."""

    def __init__(self, user):
        super().__init__(Group, lambda: [Group(data) for data in ask("groups", user=user.pk)])
        self._user = user

    def _write(self, keys):
        ask("update", model="user", keys=[self._user.pk], values={"groups": sorted(keys)})
        self._items = None

    def _own(self):
        """Those that the user is in, as opposed to those that they are in."""
        return {str(key) for key in ask("own_groups", user=self._user.pk)}

    def add(self, *groups):
        self._write(self._own() | {str(getattr(group, "pk", group)) for group in groups})

    def remove(self, *groups):
        self._write(self._own() - {str(getattr(group, "pk", group)) for group in groups})

    def set(self, groups):
        self._write({str(getattr(group, "pk", group)) for group in groups})

    def clear(self):
        self._write(set())


class User(Record):
    kind = "user"
    objects = Manager()
    is_authenticated = True
    is_anonymous = False

    @property
    def id(self):
        return self.pk

    @property
    def uuid(self):
        return self.uid

    @property
    def groups(self):
        return Membership(self)

    ak_groups = groups

    def all_groups(self):
        return self.groups

    @property
    def is_staff(self):
        return self.is_superuser

    @property
    def is_superuser(self):
        return any(group.is_superuser for group in self.groups)

    def group_attributes(self, request=None):
        """The attributes of brand, groups by name, and user, laid over each other."""
        merged = merge({}, request.brand.attributes) if request is not None else {}
        for group in self.groups.order_by("name"):
            merge(merged, group.attributes)
        return merge(merged, self.attributes)

    def has_usable_password(self):
        return ask("has_usable_password", user=self.pk)

    def check_password(self, password):
        return ask("check_password", user=self.pk, password=password)

    def save(self, *_args, **_kwargs):
        names = ("username", "name", "email", "is_active", "type", "path", "attributes")
        ask("update", model="user", keys=[self.pk], values={name: getattr(self, name) for name in names})

    def __str__(self):
        return self.username


class AnonymousUser:
    """Nobody is signed in."""

    kind = "user"
    pk = id = None
    username = name = email = ""
    is_active = is_authenticated = is_superuser = False
    is_anonymous = True

    def __init__(self):
        self.attributes = {}

    @property
    def groups(self):
        return QuerySet(Group, list)

    ak_groups = groups

    def all_groups(self):
        return self.groups

    def group_attributes(self, request=None):
        return merge({}, request.brand.attributes) if request is not None else {}

    def has_usable_password(self):
        return False

    def check_password(self, _password):
        return False

    def __str__(self):
        return "AnonymousUser"
