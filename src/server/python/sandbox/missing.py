"""What an expression would ask for and not find: names, modules and calls that are not here. Nothing of it is run."""

import ast
import dis
import types

from .functions import Absent
from .guard import compiled, parsed
from .models import AnonymousUser, Membership, User
from .queries import QuerySet

_MOST = 20
# What the first steps from a request lead to; what lies behind users and contexts nobody knows before they are there.
_REQUEST = {"user", "http_request", "obj", "context", "debug"}
_FIELDS = "pk uid username name email is_active type path attributes last_login date_joined password_change_date".split()
_USER = {*dir(User), *dir(AnonymousUser), *_FIELDS}
_SETS = {name for name in dir(QuerySet) if not name.startswith("_")}
_GROUPS = {name for name in dir(Membership) if not name.startswith("_")}
# Calls after which there is no list any longer.
_MANAGER = {"create", "get_or_create", "update_or_create"}
_ENDS = {"first", "last", "get", "count", "exists", "values_list", "update"} | _MANAGER


def _functions(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _functions(constant)


def _unknown_names(source, parameters, known):
    """Global names that are read, and that nothing around or in the expression makes."""
    codes = [code for code in _functions(compiled(source, parameters)) if code.co_name != "<module>"]
    steps = [step for code in codes for step in dis.get_instructions(code)]
    made = {step.argval for step in steps if step.opname in ("STORE_GLOBAL", "STORE_NAME")}
    for step in steps:
        if step.opname not in ("LOAD_GLOBAL", "LOAD_NAME") or step.argval in made or step.argval.startswith("__"):
            continue
        line = step.positions.lineno if step.positions else 1
        if step.argval not in known:
            yield line, f"The name '{step.argval}' is not known here."
        elif isinstance(known[step.argval], Absent):
            yield line, f"'{step.argval}' is not here: {known[step.argval].reason}"


def _imports(tree, modules):
    """Modules that are not here, and what others do not have. Fills in which names stand for which modules and models."""
    bound = {}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name not in modules:
                    found.append((node.lineno, f"The module '{alias.name}' is not here."))
                else:
                    whole = alias.name if alias.asname else alias.name.partition(".")[0]
                    bound[alias.asname or whole] = modules.get(whole)
        elif isinstance(node, ast.ImportFrom):
            module = modules.get(node.module) if not node.level else None
            if module is None:
                found.append((node.lineno, f"The module '{'.' * node.level}{node.module or ''}' is not here."))
                continue
            for alias in node.names:
                if alias.name == "*" or hasattr(module, alias.name):
                    bound[alias.asname or alias.name] = getattr(module, alias.name, None)
                else:
                    found.append((node.lineno, f"The module '{node.module}' has no '{alias.name}' here."))
    return bound, found


def _steps(node):
    """The name that a chain of attributes and calls begins with, and its attributes in order, each with its own node."""
    names = []
    while isinstance(node, (ast.Attribute, ast.Call)):
        if isinstance(node, ast.Attribute):
            names.append(node)
            node = node.value
        else:
            node = node.func
    return (node.id if isinstance(node, ast.Name) else None), names[::-1]


def _missing_attribute(start, steps, bound):
    """The first attribute of a chain that is not here, as far as one can tell without running it."""
    target = bound.get(start)
    names = [step.attr for step in steps]
    if isinstance(target, types.ModuleType) and not hasattr(target, names[0]):
        return steps[0], f"The module '{target.__name__}' has no '{names[0]}' here."
    if start == "request" and names[0] not in _REQUEST:
        return steps[0], f"'request.{names[0]}' is not here."
    behind = 2 if start == "request" and names[0] == "user" else 1 if start == "user" else None
    user = names[behind - 1] if behind and len(names) >= behind else None
    if user is not None and user not in _USER:
        return steps[behind - 1], f"Users have no '{user}' here."
    if _is_model(target):
        return _missing_call(steps, 1, _SETS | _MANAGER) if names[0] == "objects" else None
    if user in ("groups", "ak_groups"):
        return _missing_call(steps, behind, _GROUPS)
    return None


def _is_model(target):
    return isinstance(target, type) and any("objects" in vars(base) for base in target.__mro__)


def _missing_call(steps, index, known):
    for step in steps[index:]:
        if step.attr not in known:
            return step, f"Lists of objects have no '{step.attr}' here."
        if step.attr in _ENDS:
            return None
    return None


def _attributes(tree, bound):
    inner = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load) or node in inner:
            continue
        start, steps = _steps(node)
        inner.update(steps)
        found = _missing_attribute(start, steps, bound) if start else None
        if found:
            yield found[0].lineno, found[1]


def _places(tree):
    """Keys of the context that authentik fills from databases of addresses."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load) or not isinstance(node.slice, ast.Constant):
            continue
        start, steps = _steps(node.value)
        names = [start, *(step.attr for step in steps)]
        if node.slice.value in ("asn", "geoip") and names in (["context"], ["request", "context"]):
            yield node.lineno, f"'{'.'.join(names)}[\"{node.slice.value}\"]' is not here: nothing tells where addresses are."


def missing(source, parameters, known, modules):
    """Pairs of a line and what is missing there, in order; of each word the first."""
    tree = parsed(source)
    local = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound, found = _imports(tree, modules)
    bound = {name: value for name, value in bound.items() if name not in local}
    if "request" not in local and "user" not in local:
        found += _attributes(tree, bound)
    if "context" not in local:
        found += _places(tree)
    found += _unknown_names(source, parameters, known)
    first = {}
    for line, what in sorted(found):
        first.setdefault(what, line)
    return [[line, what] for what, line in first.items()][:_MOST]
