"""What the names of a stand-in module are: functions, classes, exceptions, enums and values that are only shape.

What a specification declares has the shape that it declares; of any other name the look and the text of the tests decide:
`CartError` and what tests expect to be raised are exceptions, `Cart` is a class, `LIMIT` a value, all else a function.
"""

import dataclasses
import sys
from abc import ABCMeta

from agentforge_subject import Alone, hidden_operations, is_dunder, is_use, unknown


def make(subject, name, declared, module):
    """The thing of that name; `declared` is None for a name that no specification declares."""
    kind = _kind_of(subject, name, declared)
    if kind in ("class", "enum", "exception"):
        return _make_class(subject, name, kind, declared, module)
    if kind == "function":
        return _make_function(subject, name, declared, module)
    return unknown(subject, name)


def _kind_of(subject, name, declared):
    look = _look_of(subject.usage, name)
    kind = "unknown" if declared is None else declared["kind"]
    if kind == "unknown":
        return "class" if declared is not None and declared["members"] and look == "function" else look
    if kind == "class" and look == "exception":
        return look
    return {"method": "function", "property": "value"}.get(kind, kind)


def _look_of(usage, name):
    bare = name.lstrip("_")
    if bare[:1].isupper() and (bare.endswith(("Error", "Exception", "Warning")) or name in usage.exceptions):
        return "exception"
    if bare.isupper() and name not in usage.called:
        return "value"
    if bare[:1].isupper():
        return "class"
    return "value" if name in usage.owners else "function"


def _make_function(subject, symbol, declared, module, owner=None):
    """`owner`: the class of which it is read, and whose instance comes first in a call."""
    name = symbol.rpartition(".")[2]

    def called(args, kwargs):
        __tracebackhide__ = True
        unbound = owner is not None and args and isinstance(args[0], owner)
        return subject.call(symbol, args[1:] if unbound else args, kwargs)

    if (declared is not None and declared["isAsync"]) or name in subject.usage.awaited:

        async def stand_in(*args, **kwargs):
            __tracebackhide__ = True
            return called(args, kwargs)

    else:

        def stand_in(*args, **kwargs):
            __tracebackhide__ = True
            return called(args, kwargs)

    stand_in.__name__, stand_in.__qualname__, stand_in.__module__ = name, symbol, module
    return stand_in


def _make_class(subject, symbol, kind, declared, module):
    members = {each["name"]: each for each in ([] if declared is None else declared["members"])}
    shape = _ClassShape(subject, symbol, kind, members, module)
    bases = (_Instance,)
    if kind == "exception":
        bases = (_ExceptionInstance, Warning if symbol.endswith("Warning") else Exception)
    namespace = {"__agentforge__": shape, "__module__": module, "__qualname__": symbol}
    made = shape.made = _StandInClass(symbol.rpartition(".")[2], bases, namespace)
    # Methods stand in the class itself: `super()` and what replaces them by mocks look nowhere else.
    methods = {name for name, each in members.items() if each["kind"] in _CALLED} | subject.usage.inherited
    for name in methods:
        if not is_dunder(name):
            setattr(made, name, _make_function(subject, symbol + "." + name, members.get(name), module, made))
    if kind == "exception":
        subject.exceptions.append(made)
    return made


_CALLED = ("method", "function")


class _ClassShape:
    def __init__(self, subject, symbol, kind, declared, module):
        self.subject = subject
        self.symbol = symbol
        self.kind = kind
        self.made = None
        self._declared = declared
        self._module = module
        self._constants = {}

    def of_class(self, name, used):
        __tracebackhide__ = True
        self._note(name, used)
        if name in self._constants:
            return self._constants[name]
        if self._is_constant(name):
            return self._constants.setdefault(name, self._constant(name))
        declared = self._declared.get(name)
        if declared is None and name[:1].isupper():
            kind = _look_of(self.subject.usage, name)
            nested = _make_class(self.subject, self._symbol(name), kind, None, self._module)
            return self._constants.setdefault(name, nested)
        return self._attribute(name, used, self.made)

    def of_instance(self, instance, name, used):
        __tracebackhide__ = True
        if self._is_constant(name):
            return self.of_class(name, used)
        self._note(name, used)
        given = instance.__dict__.get("__given__", {})
        return given[name] if name in given else self._attribute(name, used)

    def given(self, args, kwargs):
        """What an object keeps of that with which it was made."""
        if not self.subject.keeps_arguments:
            return {}
        fields = [name for name, each in self._declared.items() if each["kind"] in ("property", "value", "unknown")]
        return {**dict(zip(fields, args)), **kwargs}

    def constants(self):
        """The values of an enum; None when they are not declared."""
        names = [name for name in self._declared if self._is_constant(name)]
        return [self.of_class(name, False) for name in names] if self.kind == "enum" and names else None

    def names(self):
        return {*self._declared, *(name for name in self.subject.usage.attributes if not is_dunder(name))}

    def _symbol(self, name):
        return self.symbol + "." + name

    def _note(self, name, used):
        if used:
            self.subject.use(self._symbol(name))

    def _is_constant(self, name):
        """Constants of a class and values of an enum equal themselves and nothing else."""
        declared = self._declared.get(name)
        if declared is None or declared["kind"] == "unknown":
            return name.isupper() and name not in self.subject.usage.methods
        return declared["kind"] == "value" and (self.kind == "enum" or name.isupper())

    def _constant(self, name):
        constant = object.__new__(self.made)
        constant.__dict__.update(name=name, __symbol__=self._symbol(name))
        return constant

    def _attribute(self, name, used, owner=None):
        __tracebackhide__ = True
        symbol = self._symbol(name)
        declared = self._declared.get(name)
        is_method = declared is not None and (declared["kind"] in _CALLED or declared["parameters"])
        if declared is None or declared["kind"] == "unknown":
            is_method = is_method or name in self.subject.usage.methods
        if is_method:
            return _make_function(self.subject, symbol, declared, self._module, owner)
        return self.subject.read(symbol, used)


def _wants_fields(frame):
    """Whether the fields of a data class are asked for by what needs them, and not only whether there are any."""
    code = frame.f_code
    return code.co_name in ("fields", "_is_dataclass_instance") and code.co_filename == dataclasses.__file__


class _StandInClass(ABCMeta):
    """The class of the classes: whatever is asked of one is there, and making one always works."""

    def __call__(cls, *args, **kwargs):
        __tracebackhide__ = True
        cls.__agentforge__.subject.use(cls.__agentforge__.symbol)
        return super().__call__(*args, **kwargs)

    def __getattr__(cls, name):
        __tracebackhide__ = True
        if name == "__dataclass_fields__" and _wants_fields(sys._getframe(1)):
            cls.__agentforge__.subject.call(cls.__agentforge__.symbol + ".__dataclass_fields__", (), {})
            return {}
        if is_dunder(name) or name.startswith("_abc_"):
            raise AttributeError("type object %r has no attribute %r" % (cls.__name__, name))
        return cls.__agentforge__.of_class(name, is_use(sys._getframe(1)))

    def __getitem__(cls, key):
        """A value of an enum by its name; else a generic class with its parameters."""
        return getattr(cls, key) if isinstance(key, str) else cls

    def __iter__(cls):
        __tracebackhide__ = True
        return iter(cls._constants_or("__iter__"))

    def __len__(cls):
        __tracebackhide__ = True
        return len(cls._constants_or("__len__"))

    def __contains__(cls, thing):
        __tracebackhide__ = True
        return any(each is thing for each in cls._constants_or("__contains__"))

    def __bool__(cls):
        return True

    def __dir__(cls):
        return sorted({*super().__dir__(), *cls.__agentforge__.names()})

    def _constants_or(cls, operation):
        __tracebackhide__ = True
        shape = cls.__agentforge__
        shape.subject.use(shape.symbol)
        constants = shape.constants()
        return shape.subject.call(shape.symbol + "." + operation, (), {}) if constants is None else constants


class _Anything:
    """What instances of all stand-in classes have in common."""

    def __init_subclass__(cls, **kwargs):
        pass

    def __getattr__(self, name):
        __tracebackhide__ = True
        if is_dunder(name):
            raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))
        return type(self).__agentforge__.of_instance(self, name, is_use(sys._getframe(1)))


class _ExceptionInstance(_Anything):
    def __init__(self, *args, **kwargs):
        super().__init__(*args)


class _Instance(_Anything, Alone, metaclass=_StandInClass):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)

    def __init__(self, *args, **kwargs):
        self.__dict__["__given__"] = type(self).__agentforge__.given(args, kwargs)

    def __bool__(self):
        self.__agentforge_use__()
        return True

    def __repr__(self):
        return self.__dict__.get("__symbol__") or "<%s>" % type(self).__name__

    def __iter__(self):
        __tracebackhide__ = True
        return iter(_operate(self, "__iter__"))

    def __enter__(self):
        __tracebackhide__ = True
        return self.__entered("__enter__")

    def __exit__(self, *args):
        return None

    async def __aenter__(self):
        __tracebackhide__ = True
        return self.__entered("__aenter__")

    async def __aexit__(self, *args):
        return None

    def __agentforge_use__(self):
        shape = type(self).__agentforge__
        shape.subject.use(self.__dict__.get("__symbol__") or shape.symbol)

    def __entered(self, operation):
        __tracebackhide__ = True
        if type(self).__agentforge__.subject.refuses:
            _operate(self, operation)
        return self


def _operate(instance, operation, *args):
    __tracebackhide__ = True
    shape = type(instance).__agentforge__
    symbol = instance.__dict__.get("__symbol__") or shape.symbol
    return shape.subject.call(symbol + "." + operation, args, {})


def _operation(name):
    def operation(self, *args, **kwargs):
        __tracebackhide__ = True
        return _operate(self, name, *args)

    return operation


for _name in ("__call__", "__len__", "__contains__", "__int__", "__float__", *hidden_operations):
    setattr(_Instance, _name, _operation(_name))
