"""Functions of Python itself that would reach attributes by names in strings, with a look at those names."""

import annotationlib
import dataclasses
import functools
import string

_SAFE = ("__module__", "__name__", "__qualname__", "__doc__")


class _Formatter(string.Formatter):
    """Formats text without attributes that lead out."""

    def get_field(self, field_name, args, kwargs):
        first, rest = string._string.formatter_field_name_split(field_name)
        parts = list(rest)
        for is_attribute, name in parts:
            if is_attribute:
                _check(name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in parts:
            value = attribute(value, name) if is_attribute else value[name]
        return value, first


def _check(name):
    from .guard import refuse_name

    refuse_name(name)


def _format(text, /, *args, **kwargs):
    return _Formatter().vformat(text, args, kwargs)


def _format_map(text, mapping, /):
    return _Formatter().vformat(text, (), mapping)


_BY_NAME = {"format": _format, "format_map": _format_map}


def attribute(target, name, *default):
    """`getattr`, where formatting text is another function."""
    found = getattr(target, name, *default)
    if name not in _BY_NAME or not callable(found):
        return found
    text = getattr(found, "__self__", None)
    if isinstance(text, str):
        return functools.partial(_BY_NAME[name], text)
    # A method of the type itself is given the text when it is called.
    return _BY_NAME[name] if getattr(found, "__objclass__", None) is str else found


def _update_wrapper(wrapper, wrapped, **options):
    if options:
        raise TypeError("'assigned' and 'updated' may not be used")
    for name in _SAFE:
        value = getattr(wrapped, name, None)
        if isinstance(value, str):
            setattr(wrapper, name, value)
    return wrapper


def _wraps(wrapped, **options):
    return functools.partial(_update_wrapper, wrapped=wrapped, **options)


def _dataclass(cls=None, /, **options):
    """Names of fields become part of a source that Python compiles."""
    if cls is None:
        return functools.partial(_dataclass, **options)
    fields = dict(annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF))
    for name in fields:
        if type(name) is not str or not name.isidentifier():
            raise TypeError(f"'{name}' may not be used as the name of a field")
    cls.__annotations__ = fields
    return dataclasses.dataclass(cls, **options)


def harmless(module):
    """What stands in place of a module's own functions."""
    if module == "functools":
        return {"update_wrapper": _update_wrapper, "wraps": _wraps}
    return {"dataclass": _dataclass} if module == "dataclasses" else {}
