"""What an expression may name, import and call. The walls are WebAssembly's; this keeps expressions from leaning on them."""

import ast
import builtins
import importlib
import re
import textwrap
import types

from .strict import attribute, harmless

# With them one gets from any object to the interpreter's own.
_FRAMES = {"gi_frame", "gi_code", "gi_yieldfrom", "cr_frame", "cr_code", "ag_frame", "ag_code", "tb_frame", "tb_next"}
_FRAMES |= {"f_back", "f_builtins", "f_code", "f_globals", "f_locals", "mro"}
_HARMLESS = {"__name__", "__doc__", "__annotations__"}
# Methods that classes of expressions may have; others answer for attributes that the interpreter's own modules trust.
_METHODS = "init new repr str bytes format hash bool len length_hint iter next reversed contains getitem setitem delitem missing call"
_METHODS += " enter exit lt le eq ne gt ge add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift neg pos abs"
_METHODS += " invert radd rsub rmul rtruediv rfloordiv rmod rand ror rxor iadd isub imul int float complex index round trunc floor ceil"
_METHODS += " post_init set_name class_getitem"
_SPECIAL = {f"__{name}__" for name in _METHODS.split()}
# Attributes of text that reach other attributes by names in strings.
_FORMATS = {"format", "format_map"}
_FORMATTED = "__formatted__"
# `x.__class__` is `type(x)`, which is there anyway; what lies behind it stays closed.
_CLASS_OF = "__class_of__"


def _is_closed(name):
    return name in _FRAMES or (name.startswith("__") and name not in _HARMLESS)


class NotAllowed(SyntaxError):
    """Python knows it, and expressions may not use it."""


class _Check(ast.NodeVisitor):
    """Finds names that lead out of an expression."""

    def _refuse(self, name, node):
        if _is_closed(name):
            raise NotAllowed(f"'{name}' may not be used", ("<expression>", node.lineno, None, None))

    def visit_Attribute(self, node):
        if node.attr != "__class__" or not isinstance(node.ctx, ast.Load):
            self._refuse(node.attr, node)
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        if node.name not in _SPECIAL:
            self._refuse(node.name, node)
        self.generic_visit(node)

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef

    def visit_Name(self, node):
        self._refuse(node.id, node)

    def visit_MatchClass(self, node):
        for name in node.kwd_attrs:
            self._refuse(f"__{name}" if name in _FORMATS else name, node)
        self.generic_visit(node)


class _Formats(ast.NodeTransformer):
    """Has `text.format` go through a function that looks at the names in the text."""

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if node.attr == "__class__":
            call = ast.Call(ast.Name(_CLASS_OF, ast.Load()), [node.value], [])
            return ast.fix_missing_locations(ast.copy_location(call, node))
        if node.attr not in _FORMATS or not isinstance(node.ctx, ast.Load):
            return node
        call = ast.Call(ast.Name(_FORMATTED, ast.Load()), [node.value, ast.Constant(node.attr)], [])
        return ast.fix_missing_locations(ast.copy_location(call, node))


def parsed(source):
    """The tree of a source. One that is indented as a whole is taken, as by authentik, which moves it into a function.

    Raises SyntaxError with the line of the source.
    """
    try:
        return ast.parse(source, "<expression>")
    except IndentationError:
        return _indented(source)


def _indented(source):
    try:
        tree = ast.parse(f"if True:\n{source}", "<expression>")
        if len(tree.body) == 1 and not tree.body[0].orelse:
            return ast.increment_lineno(ast.Module(tree.body[0].body, []), -1)
    except SyntaxError:
        pass
    return _moved(source)


def _moved(source):
    """As authentik reads it. What is wrong is told with its own line, and text over several lines is moved as well."""
    try:
        tree = ast.parse(f"def handler():\n{textwrap.indent(source, '    ')}", "<expression>")
    except SyntaxError as error:
        line = error.lineno and max(error.lineno - 1, 1)
        said = re.sub(r"(?<=on line )\d+", lambda number: str(int(number[0]) - 1), error.msg)
        raise type(error)(said, ("<expression>", line, None, None)) from None
    if len(tree.body) > 1:
        raise IndentationError("unexpected indent", ("<expression>", 1, None, None))
    return ast.increment_lineno(ast.Module(tree.body[0].body, []), -1)


def compiled(source, parameters):
    """The code of a module that defines `handler`, a function with the source as its body.

    Raises SyntaxError, also for names that may not be used.
    """
    body = parsed(source).body
    _Check().visit(ast.Module(body, []))
    body = _Formats().visit(ast.Module(body, [])).body
    handler = ast.parse(f"def handler({', '.join(parameters)}): pass").body[0]
    handler.body = body or handler.body
    return compile(ast.Module([handler], []), "<expression>", "exec")


def _class_of(target):
    return type(target)


def _named(name):
    if not isinstance(name, str) or _is_closed(name):
        raise AttributeError(f"'{name}' may not be used")
    return name


def _getattr(target, name, *default):
    return attribute(target, _named(name), *default)


def refuse_name(name):
    """Raises AttributeError for a name that leads out."""
    _named(name)


def _hasattr(target, name):
    return hasattr(target, _named(name))


def _setattr(target, name, value):
    setattr(target, _named(name), value)


def _delattr(target, name):
    delattr(target, _named(name))


# Modules as expressions get them: without their private names and without the modules they import themselves.
_MODULES = (
    "abc base64 binascii bisect calendar collections collections.abc contextlib copy dataclasses datetime decimal difflib enum"
    " fnmatch fractions functools hashlib heapq hmac html ipaddress itertools json math operator random re secrets statistics string"
    " textwrap time typing unicodedata urllib.parse uuid zoneinfo"
).split()
# What the functions of those import in turn, on behalf of whoever calls them, and would read from files that are no longer there.
_SILENT = "_pylong _strptime copyreg".split()
_CODECS = "ascii cp1252 hex_codec idna latin_1 punycode utf_16 utf_8_sig".split()

# They reach attributes by names in strings; and nobody may sleep while others wait.
_WITHHELD = {
    "time": {"sleep"},
    "operator": {"attrgetter", "methodcaller"},
    "string": {"Formatter"},
    "typing": {"ForwardRef", "get_type_hints", "evaluate_forward_ref"},
    "dataclasses": {"make_dataclass"},
}


def _facade(name):
    module = importlib.import_module(name)
    facade = types.ModuleType(name)
    for key in dir(module):
        value = getattr(module, key)
        if not key.startswith("_") and not isinstance(value, types.ModuleType) and key not in _WITHHELD.get(name, ()):
            setattr(facade, key, value)
    for key, value in harmless(name).items():
        setattr(facade, key, value)
    return facade


def register(modules, name, module):
    """Adds a module under a dotted name, and the packages on the way to it."""
    modules[name] = module
    package, _, child = name.rpartition(".")
    if package:
        if package not in modules:
            register(modules, package, types.ModuleType(package))
        setattr(modules[package], child, module)


def standard_modules():
    """The modules of Python itself that expressions may import, by name."""
    for name in (*_SILENT, *(f"encodings.{codec}" for codec in _CODECS)):
        importlib.import_module(name)
    modules = {name: types.ModuleType(name) for name in _SILENT}
    for name in _MODULES:
        register(modules, name, _facade(name))
    return modules


def importer(modules):
    """The `__import__` of expressions: finds the given modules and no others."""

    def guarded_import(name, _globals=None, _locals=None, fromlist=(), level=0):
        if level or name not in modules:
            raise ImportError(f"The module '{name}' may not be imported in expressions.")
        for item in fromlist or ():
            if item != "*" and not hasattr(modules[name], item):
                raise ImportError(f"cannot import name '{item}' from '{name}'")
        return modules[name] if fromlist else modules[name.partition(".")[0]]

    return guarded_import


_BUILTINS = (
    "abs all any ascii bin bool bytearray bytes callable chr classmethod complex dict divmod enumerate filter float format frozenset"
    " hash hex id int isinstance issubclass iter len list map max min next object oct ord pow property range repr reversed round set"
    " slice sorted staticmethod str sum super tuple type zip __build_class__ True False None NotImplemented Ellipsis"
).split()


def guarded_builtins(guarded_import, output):
    """A fresh `__builtins__` for one expression."""
    safe = {name: getattr(builtins, name) for name in _BUILTINS}
    errors = vars(builtins).items()
    safe |= {name: value for name, value in errors if isinstance(value, type) and issubclass(value, BaseException)}
    safe |= {"getattr": _getattr, "hasattr": _hasattr, "setattr": _setattr, "delattr": _delattr}
    return safe | {"print": output, "__import__": guarded_import, _FORMATTED: attribute, _CLASS_OF: _class_of}
