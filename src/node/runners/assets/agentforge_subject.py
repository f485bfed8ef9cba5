"""How stand-ins behave, and what a test uses of them."""

import dis
import functools
import inspect
import sys

_IMPORT_FROM = dis.opmap["IMPORT_FROM"]

# They read what they are about to replace or describe, which is no use of it.
_READERS = {"unittest.mock", "mock.mock", "_pytest.monkeypatch", "pkgutil", "inspect", "importlib._bootstrap", "abc"}

# Of a value that is not there they are not there either; while a file is loaded they are put off until a test runs.
hidden_operations = tuple(
    "__%s__" % name
    for name in (
        *("lt", "le", "gt", "ge", "getitem", "setitem", "delitem", "neg", "pos", "abs", "invert", "reversed", "round"),
        *(
            side + name
            for name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "and", "or", "xor")
            for side in ("", "r")
        ),
    )
)


def is_dunder(name):
    return name.startswith("__") and name.endswith("__")


def is_use(frame):
    """Whether what a frame reads is used by it: an import uses nothing, and neither does what replaces a name by a mock."""
    if frame.f_globals.get("__name__") in _READERS:
        return False
    return frame.f_code.co_code[frame.f_lasti] != _IMPORT_FROM


class Subject:
    """Behaves in one of the ways of `src/core/testrun/substitute.ts`, and notes what the running test uses."""

    def __init__(self, behaviour, usage):
        self.usage = usage
        self.exceptions = []
        self.refuses = behaviour in ("not-implemented", "raises")
        # The subject that gives back its argument gives back, as an object, those with which it was made.
        self.keeps_arguments = behaviour == "argument"
        self._behaviour = behaviour
        self._used = None
        self._raised = {}

    def begin_test(self):
        self._used = {}

    def end_test(self):
        used, self._used = self._used, None
        return list(used)

    def use(self, symbol):
        if self._used is not None:
            self._used.setdefault(symbol)

    @property
    def is_running(self):
        """Else files are being loaded: what is made there is used later, and must not keep the tests from running."""
        return self._used is not None

    def call(self, symbol, args, kwargs):
        __tracebackhide__ = True
        self.use(symbol)
        return self.answer(symbol, args, kwargs)

    def answer(self, symbol, args, kwargs):
        __tracebackhide__ = True
        if not self.refuses:
            return self._trivial(args, kwargs)
        if self.is_running:
            raise self.refusal(symbol)
        return self._put_off(symbol, args)

    def read(self, symbol, is_used):
        __tracebackhide__ = True
        if not self.refuses:
            return self._trivial((), {})
        if self._behaviour == "raises" and self.is_running and is_used:
            raise self.refusal(symbol)
        return unknown(self, symbol)

    def refusal(self, symbol):
        if self._behaviour != "raises":
            return NotImplementedError(symbol + " is not implemented")
        # By the usual way of making one, it would count as used.
        error = type.__call__(self._everything())
        error.args = (symbol + " raises",)
        return error

    def _trivial(self, args, kwargs):
        if self._behaviour == "zero":
            return 0
        if self._behaviour == "empty":
            return Empty(self.usage)
        if self._behaviour == "argument":
            return args[0] if args else next(iter(kwargs.values()), None)
        return None

    def _put_off(self, symbol, args):
        if len(args) == 1 and inspect.isclass(args[0]):
            return args[0]
        if len(args) != 1 or not inspect.isfunction(args[0]):
            return unknown(self, symbol)

        # As a decorator of something that must remain a function, such as a test.
        @functools.wraps(args[0])
        def decorated(*args, **kwargs):
            __tracebackhide__ = True
            return self.call(symbol, args, kwargs)

        return decorated

    def _everything(self):
        """An exception that is one of every kind that a test may expect."""
        kinds = tuple(self.exceptions)
        if kinds not in self._raised:
            warnings = [kind for kind in kinds if issubclass(kind, Warning)]
            others = [kind for kind in kinds if not issubclass(kind, Warning)]
            self._raised[kinds] = type("Raised", (*warnings, *others, *_USUAL_EXCEPTIONS), {"__str__": Exception.__str__})
        return self._raised[kinds]


_USUAL_EXCEPTIONS = (
    *(KeyError, IndexError, ValueError, TypeError, ZeroDivisionError, OverflowError, NotImplementedError, RuntimeError),
    *(FileNotFoundError, PermissionError, TimeoutError),
)


class Empty(list):
    """Equals every empty value: '', [], {}, (), set()."""

    def __init__(self, usage):
        super().__init__()
        self.__dict__["__usage__"] = usage

    def __eq__(self, other):
        try:
            return len(other) == 0
        except TypeError:
            return False

    def __ne__(self, other):
        return not self == other

    __hash__ = object.__hash__

    def __str__(self):
        return ""

    def __getattr__(self, name):
        """What other empty values have: `items`, `strip`."""
        if is_dunder(name):
            raise AttributeError(name)
        usage = self.__dict__["__usage__"]
        return (lambda *args, **kwargs: Empty(usage)) if name in usage.methods else Empty(usage)


_types = {}

# Names the type of an unknown value, so that "expected str, got ..." of a library says it too.
_WHICH = ", which is not implemented"


def unknown(subject, symbol, origin=None):
    """A value that nobody knows; `origin` is the symbol that a test uses with it."""
    kind = _types.get(symbol)
    if kind is None:
        kind = _types[symbol] = type(symbol + _WHICH, (_Unknown,), {})
    made = object.__new__(kind)
    made.__dict__["__agentforge__"] = (subject, symbol, origin or symbol)
    return made


def unknown_in(message):
    """The symbol of the unknown value that an error message of Python names as a type; None when it names none."""
    before, which, _ = message.partition(_WHICH)
    return before.rpartition("'")[2].rpartition(" ")[2] if which else None


def unknown_among(error, depth):
    """The symbol of an unknown value that one of the innermost frames of an error was given."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    for frame in frames[-depth:]:
        for value in frame.f_locals.values():
            if isinstance(value, _Unknown):
                return value.__agentforge__[1]
    return None


class Alone:
    """Equals only itself; to compare it or to ask for its text is a use, which `__agentforge_use__` notes."""

    def __init_subclass__(cls, **kwargs):
        pass

    def __eq__(self, other):
        self.__agentforge_use__()
        return self is other

    def __ne__(self, other):
        self.__agentforge_use__()
        return self is not other

    __hash__ = object.__hash__

    def __str__(self):
        self.__agentforge_use__()
        return repr(self)


class _Unknown(Alone):
    """Whatever is done with it says that it is not implemented."""

    def __getattr__(self, name):
        __tracebackhide__ = True
        if is_dunder(name):
            raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))
        subject, symbol, origin = self.__agentforge__
        if is_use(sys._getframe(1)):
            subject.use(origin)
        return unknown(subject, symbol + "." + name, origin)

    def __repr__(self):
        return "<%s is not implemented>" % self.__agentforge__[1]

    def __format__(self, how):
        __tracebackhide__ = True
        if how == "":
            return str(self)
        raise self.__agentforge__[0].refusal(self.__agentforge__[1])

    def __call__(self, *args, **kwargs):
        __tracebackhide__ = True
        subject, symbol, origin = self.__agentforge__
        subject.use(origin)
        return subject.answer(symbol, args, kwargs)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __agentforge_use__(self):
        subject, _, origin = self.__agentforge__
        subject.use(origin)


def _operation(can_wait):
    def operation(self, *args, **kwargs):
        __tracebackhide__ = True
        subject, symbol, origin = self.__agentforge__
        subject.use(origin)
        if can_wait and not subject.is_running:
            return unknown(subject, symbol, origin)
        raise subject.refusal(symbol)

    return operation


for _name in hidden_operations:
    setattr(_Unknown, _name, _operation(True))
for _name in ("bool", "len", "iter", "next", "contains", "int", "float", "index", "bytes", "fspath", "enter", "exit"):
    setattr(_Unknown, "__%s__" % _name, _operation(False))
