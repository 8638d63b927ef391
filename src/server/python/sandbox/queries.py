"""Lists of objects that are asked in the manner of Django's query sets."""

import re

from .host import ask

_COMPARE = {
    "exact": lambda value, wanted: value == wanted,
    "iexact": lambda value, wanted: str(value).lower() == str(wanted).lower(),
    "contains": lambda value, wanted: wanted in value,
    "icontains": lambda value, wanted: str(wanted).lower() in str(value).lower(),
    "startswith": lambda value, wanted: str(value).startswith(wanted),
    "istartswith": lambda value, wanted: str(value).lower().startswith(str(wanted).lower()),
    "endswith": lambda value, wanted: str(value).endswith(wanted),
    "iendswith": lambda value, wanted: str(value).lower().endswith(str(wanted).lower()),
    "regex": lambda value, wanted: re.search(wanted, str(value)) is not None,
    "in": lambda value, wanted: value in wanted,
    "gt": lambda value, wanted: value > wanted,
    "gte": lambda value, wanted: value >= wanted,
    "lt": lambda value, wanted: value < wanted,
    "lte": lambda value, wanted: value <= wanted,
    "isnull": lambda value, wanted: (value is None) == wanted,
}
_ALIASES = {"id": "pk", "group_uuid": "pk", "flow_uuid": "pk", "uuid": "uid"}


class FieldError(Exception):
    """A lookup names what an object does not have."""


class ObjectDoesNotExist(Exception):
    """`get` found nothing."""


class MultipleObjectsReturned(Exception):
    """`get` found more than one."""


def _matches(item, lookup, wanted):
    first, *path = lookup.split("__")
    comparison = path.pop() if path and path[-1] in _COMPARE else "exact"
    name = _ALIASES.get(first, first)
    if not hasattr(item, name):
        raise FieldError(f"Cannot resolve keyword '{first}' into field.")
    value = getattr(item, name)
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if name in ("pk", "user") and comparison == "exact":
        return str(value) == str(getattr(wanted, "pk", wanted))
    return (value is not None or comparison in ("exact", "isnull", "in")) and _COMPARE[comparison](value, wanted)


class Q:
    """A condition on objects, to be joined with `&`, `|` and `~`."""

    def __init__(self, *conditions, **lookups):
        self.holds = lambda item: all(c.holds(item) for c in conditions) and all(_matches(item, *p) for p in lookups.items())

    @classmethod
    def _of(cls, holds):
        condition = cls()
        condition.holds = holds
        return condition

    def __and__(self, other):
        return self._of(lambda item: self.holds(item) and other.holds(item))

    def __or__(self, other):
        return self._of(lambda item: self.holds(item) or other.holds(item))

    def __invert__(self):
        return self._of(lambda item: not self.holds(item))


class QuerySet:
    """Objects that were read already, or are read when they are first looked at."""

    def __init__(self, model, load):
        self.model = model
        self._load = load
        self._items = None

    def _all(self):
        if self._items is None:
            self._items = list(self._load())
        return self._items

    def _derived(self, load):
        return QuerySet(self.model, load)

    def all(self):
        return self

    def filter(self, *conditions, **lookups):
        if conditions:
            return self._derived(lambda: [x for x in self.filter(**lookups)._all() if all(c.holds(x) for c in conditions)])
        return self._derived(lambda: [x for x in self._all() if all(_matches(x, *pair) for pair in lookups.items())])

    def exclude(self, **lookups):
        return self._derived(lambda: [x for x in self._all() if not all(_matches(x, *pair) for pair in lookups.items())])

    def order_by(self, *names):
        def load():
            items = list(self._all())
            for name in reversed(names):
                items.sort(key=lambda item: getattr(item, name.lstrip("-")), reverse=name.startswith("-"))
            return items

        return self._derived(load)

    def distinct(self):
        return self

    def exists(self):
        return len(self._all()) > 0

    def count(self):
        return len(self._all())

    def first(self):
        return next(iter(self._all()), None)

    def last(self):
        return self._all()[-1] if self._all() else None

    def get(self, **lookups):
        found = self.filter(**lookups)._all()
        if not found:
            raise self.model.DoesNotExist(f"{self.model.__name__} matching query does not exist.")
        if len(found) > 1:
            raise self.model.MultipleObjectsReturned(f"get() returned more than one {self.model.__name__}.")
        return found[0]

    def values_list(self, *names, flat=False):
        rows = [tuple(getattr(item, _ALIASES.get(name, name)) for name in names) for item in self._all()]
        return [row[0] for row in rows] if flat else rows

    def update(self, **values):
        """Writes values to all of the objects; returns how many there are."""
        keys = [item.pk for item in self._all()]
        ask("update", model=self.model.kind, keys=keys, values=values)
        return len(keys)

    def __iter__(self):
        return iter(self._all())

    def __len__(self):
        return len(self._all())

    def __getitem__(self, index):
        return self._all()[index]

    def __contains__(self, item):
        return item in self._all()

    def __repr__(self):
        return f"<QuerySet {self._all()!r}>"


class Manager:
    """A model's `objects`."""

    def __get__(self, _instance, model):
        return _Objects(model)


class _Objects(QuerySet):
    """All objects of a model; what a lookup names exactly, the server looks up."""

    def __init__(self, model):
        super().__init__(model, lambda: self._found({}))

    def _found(self, lookups):
        return [self.model(data) for data in ask("find", model=self.model.kind, lookups=lookups)]

    def all(self):
        return QuerySet(self.model, lambda: self._found({}))

    def filter(self, *conditions, **lookups):
        if conditions:
            return self.filter(**lookups).filter(*conditions)
        exact = {name: value for name, value in lookups.items() if isinstance(value, (str, int))}
        return QuerySet(self.model, lambda: self._found(exact)).filter(**lookups)

    def create(self, **values):
        """Makes an object; only groups can be made."""
        return self.model(ask("create", model=self.model.kind, values=values))

    def get_or_create(self, defaults=None, **lookups):
        found = self.filter(**lookups).first()
        return (found, False) if found else (self.create(**lookups, **(defaults or {})), True)

    def update_or_create(self, defaults=None, **lookups):
        found, created = self.get_or_create(defaults, **lookups)
        if not created and defaults:
            ask("update", model=self.model.kind, keys=[found.pk], values=defaults)
            found = self.get(pk=found.pk)
        return found, created
