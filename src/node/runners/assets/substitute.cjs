// Stands in the place of a JavaScript module under test: `core/testrun/substitute.ts` says what for. Loaded into test processes
// by the plugins of the runners; knows none of them, needs nothing, and touches nothing outside of what it hands out.
//
//   makeModule({ path, shape, names, properties }, behaviour, touch)
//                                            what `require` gives; `names`, where known, are those that are imported, `properties`
//                                            those of members that the tests read and never call
//   namesOf({ path, shape }, importedNames)  what an ES module in its place exports
//   sourceOf(names, expression)              the text of that ES module; the expression gives what makeModule made
//
// Every name is there. One that the shape does not declare is told by its form: `CartError` and `CartException` are error
// classes, `Cart` is a class, `MAX_ITEMS` a constant, `total` a function or a value. Everything but the error classes can be
// called, made with `new`, extended and read on. `default` is the module itself, which called or made is what the file is named
// after, or the only thing it declares, or else something called `default`.
//
// What a call gives, by behaviour; a promise of it where the symbol is declared asynchronous:
//   not-implemented  throws a NotImplementedError: `Cart.add is not implemented`
//   none             undefined, which also is what `== null` asks for; a test for `null` alone is not met by it
//   zero             0
//   empty            an array without items whose `size` is 0 as well; a test for '' or {} alone is not met by it
//   argument         the first argument, or undefined
//   raises           throws an error that is an instance of every error class handed out here and of JavaScript's own
// A property gives the same as a call without arguments. Constants, members of enumerations and what is not declared are
// placeholders: equal to nothing else, and doing the same when they are called, converted or iterated over.
//
// `touch(symbol)` hears of `Cart` when one is made, of `Cart.add` and `total` when they are called or, if no functions, read.
'use strict';

const ERROR_NAME = /^[A-Z]\w*(?:Error|Exception)$/;
const CONSTANT_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** Names that promises, printers, matchers and mocks ask any value for to find out what it is. */
const PROBED = new Set([
  ...['then', 'toJSON', 'inspect', 'asymmetricMatch', 'nodeType', 'nodeName', 'tagName', 'hasAttribute', 'href'],
  ...['_isMockFunction', 'isSinonProxy', 'restore'],
]);
const CONVERSIONS = new Set(['toString', 'toLocaleString', 'valueOf']);

function makeModule({ path = '', shape = [], names = [], properties = [] }, behaviour, touch) {
  if (behaviour === 'raises') acceptRaisedAsBuiltIn();
  const world = { behaviour, touch, properties: new Set(properties) };
  const declared = new Map(shape.map((symbol) => [symbol.name, symbol]));
  const main = mainOf(path, shape);
  const offered = new Set([...namesOf({ path, shape }, names), '__esModule']);
  const made = new Map();
  const member = (name) => {
    if (!made.has(name)) made.set(name, make(declared.get(name) ?? guess(name), world));
    return made.get(name);
  };
  const ofMain = new Set(['name', 'length', 'prototype', ...(main.members ?? []).map((each) => each.name)]);

  const target = bareFunction();
  const get = (key) => {
    if (Object.hasOwn(target, key)) return target[key];
    if (key === '__esModule') return true;
    if (key === 'default') return whole;
    if (declared.has(key) || (names.includes(key) && key !== 'prototype')) return member(key);
    if (ofMain.has(key)) return member(main.name)[key];
    if (typeof key === 'symbol' || isProbe(key) || key in target) return target[key];
    return member(key);
  };
  const whole = new Proxy(target, {
    apply: (_, self, args) => Reflect.apply(member(main.name), self, args),
    construct: (_, args, maker) => {
      const mainClass = member(main.name);
      return Reflect.construct(mainClass, args, maker === whole ? mainClass : maker);
    },
    get: (_, key) => get(key),
    has: (_, key) => key in target || (typeof key === 'string' && !isProbe(key)),
    ownKeys: () => [...new Set([...offered, ...Reflect.ownKeys(target)])],
    getOwnPropertyDescriptor: (_, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ?? described(key, get, { enumerable: offered.has(key) }),
    set: replace,
  });
  return whole;
}

function namesOf({ shape = [] }, importedNames) {
  const names = ['default', ...shape.map(({ name }) => name), ...importedNames];
  return [...new Set(names)].filter((name) => IDENTIFIER.test(name) && name !== '__esModule');
}

function sourceOf(names, expression) {
  const reads = names.map((name, index) => `const v${index} = subject[${JSON.stringify(name)}];`);
  const exported = names.map((name, index) => `v${index} as ${name}`);
  return [`const subject = ${expression};`, ...reads, `export { ${exported.join(', ')} };`, ''].join('\n');
}

/** What the module itself is when it is called or made: an exported class or function. */
function mainOf(path, shape) {
  const stem = plain((path.split('/').pop() ?? '').replace(/\..*$/, ''));
  return (
    shape.find(({ name }) => plain(name) === stem) ??
    (shape.length === 1 ? shape[0] : { name: 'default', kind: 'class' })
  );
}

function plain(name) {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

function guess(name) {
  if (ERROR_NAME.test(name)) return { name, kind: 'exception' };
  if (name.length > 1 && CONSTANT_NAME.test(name)) return { name, kind: 'value' };
  // What is neither may be anything, which a placeholder is.
  return { name, kind: /^[A-Z]/.test(name) || name === 'default' ? 'class' : 'value' };
}

function kindOf({ kind, parameters = [] }, last) {
  if (kind !== 'unknown') return kind;
  const told = guess(last).kind;
  return told === 'value' && parameters.length > 0 ? 'function' : told;
}

/** `symbol.name` is the whole name: `Cart.add`. */
function make(symbol, world) {
  const last = symbol.name.slice(symbol.name.lastIndexOf('.') + 1);
  const kind = kindOf(symbol, last);
  if (kind === 'exception' || (kind === 'class' && ERROR_NAME.test(last))) return makeErrorClass(last, symbol, world);
  if (kind === 'value' || kind === 'property') return makePlaceholder(symbol.name, world);
  return makeCallable(symbol, last, world);
}

/** A function, a class, or an enumeration with its members. */
function makeCallable(symbol, last, world) {
  const { name, kind, parameters = [], isAsync = false } = symbol;
  const target = bareFunction();
  Object.defineProperty(target, 'name', { value: last, configurable: true });
  Object.defineProperty(target, 'length', { value: parameters.length, configurable: true });
  for (const member of membersOf(symbol)) {
    const described = describeMember(member, world);
    if (!Object.hasOwn(target, member.last)) {
      Object.defineProperty(target, member.last, { ...described, enumerable: kind === 'enum' });
    }
  }
  let prototype;
  const get = (key) => {
    if (key === 'prototype') {
      prototype ??= makePrototype(symbol, callable, world);
      return prototype;
    }
    if (typeof key === 'symbol' || isProbe(key) || key in target) return Reflect.get(target, key, callable);
    return readMember(name, key, world);
  };
  const callable = new Proxy(target, {
    apply: (_, _self, args) => {
      world.touch(name);
      return outcome(name, isAsync, args, world);
    },
    construct: (_, _args, maker) => {
      world.touch(name);
      return makeInstance(last, maker.prototype, world);
    },
    get: (_, key) => get(key),
    getOwnPropertyDescriptor: (_, key) =>
      Reflect.getOwnPropertyDescriptor(target, key) ??
      (key === 'prototype' ? undefined : described(key, () => makePlaceholder(`${name}.${String(key)}`, world))),
    set: replace,
  });
  return callable;
}

let instances = 0;

/** No instance of something that is not implemented is like another one, or like a plain object. */
function makeInstance(last, prototype, { behaviour }) {
  const instance = Object.create(prototype);
  if (behaviour === 'not-implemented') {
    instances += 1;
    Object.defineProperty(instance, Symbol.toStringTag, { value: `${last} ${instances}`, configurable: true });
  }
  return instance;
}

/** Declared members, and beyond them whatever is asked for. */
function makePrototype(symbol, maker, world) {
  const { name } = symbol;
  const root = {};
  const get = (key, receiver) => {
    if (typeof key === 'symbol') return conversion(key, name, world) ?? Reflect.get(root, key, receiver);
    if (isProbe(key) || key in root) return Reflect.get(root, key, receiver);
    return readMember(name, key, world);
  };
  const base = new Proxy(root, {
    get: (_, key, receiver) => get(key, receiver),
    // Whoever replaces a method by a mock looks for it all along the chain.
    getOwnPropertyDescriptor: (_, key) =>
      Reflect.getOwnPropertyDescriptor(root, key) ??
      (key in root ? undefined : described(key, () => makePlaceholder(`${name}.${String(key)}`, world))),
  });
  const prototype = Object.create(base, { constructor: { value: maker, writable: true, configurable: true } });
  for (const member of membersOf(symbol)) Object.defineProperty(prototype, member.last, describeMember(member, world));
  return prototype;
}

/** A member that is not declared. */
function readMember(name, key, world) {
  const symbol = `${name}.${key}`;
  world.touch(symbol);
  const isProperty = world.properties.has(key) && !CONSTANT_NAME.test(key);
  return isProperty ? outcome(symbol, false, [], world) : makePlaceholder(symbol, world);
}

/** With whole names; without those that mean something in Python only. */
function membersOf({ name, members = [] }) {
  return (
    members
      .filter((member) => !isProbe(member.name) && member.name !== 'constructor')
      // How it is used tells more of such a one.
      .filter((member) => kindOf(member, member.name) !== 'value' || member.kind !== 'unknown')
      .map((member) => ({ ...member, name: `${name}.${member.name}`, last: member.name }))
  );
}

function describeMember(member, world) {
  const { name, last, kind } = member;
  if (kind !== 'property') return { value: make(member, world), writable: true, configurable: true };
  return {
    get() {
      world.touch(name);
      return outcome(name, false, [], world);
    },
    set(value) {
      Object.defineProperty(this, last, { value, writable: true, enumerable: true, configurable: true });
    },
    configurable: true,
  };
}

/** Equal to nothing but itself; what is read of it is another one under the same name. */
function makePlaceholder(name, world) {
  const target = bareFunction();
  const act = (args) => outcome(name, false, args, world);
  // An assertion that fails prints what it compared, some of them without asking the proxy.
  Object.defineProperty(target, Symbol.toStringTag, {
    get() {
      world.touch(name);
      return world.behaviour === 'not-implemented' ? `${name} is not implemented` : `stand-in of ${name}`;
    },
  });
  const get = (key) => {
    world.touch(name);
    if (Object.hasOwn(target, key)) return target[key];
    if (typeof key === 'symbol') return conversion(key, name, world) ?? target[key];
    // Printers of values read the name of whatever can be called.
    if (key === 'name') return name;
    if (isProbe(key) || (key in target && key !== 'length' && !CONVERSIONS.has(key))) return target[key];
    return makePlaceholder(name, world);
  };
  let prototype;
  const placeholder = new Proxy(target, {
    apply: (_, _self, args) => {
      world.touch(name);
      return act(args);
    },
    construct: (_, _args, maker) => {
      world.touch(name);
      return makeInstance(name, maker.prototype, world);
    },
    get: (_, key) => {
      if (key !== 'prototype') return get(key);
      prototype ??= makePrototype({ name }, placeholder, world);
      return prototype;
    },
  });
  return placeholder;
}

/** What turns a value into a primitive or iterates over it; undefined for any other symbol. */
function conversion(key, name, world) {
  const throws = world.behaviour === 'not-implemented' || world.behaviour === 'raises';
  const act = () => outcome(name, false, [], world);
  switch (key) {
    case Symbol.toPrimitive:
      if (throws) return act;
      return world.behaviour === 'empty' ? () => '' : world.behaviour === 'zero' ? act : undefined;
    case Symbol.iterator:
      return throws ? act : () => [][Symbol.iterator]();
    case Symbol.asyncIterator:
      return throws ? act : async function* nothing() {};
    default:
      return undefined;
  }
}

/** A real class; what runners read of any error is left as it is. */
function makeErrorClass(last, symbol, world) {
  const errorClass = {
    [last]: class extends Error {
      constructor(...args) {
        super(...args);
        world.touch(symbol.name);
        withoutOurFrames(this);
      }
    },
  }[last];
  Object.defineProperty(errorClass, Symbol.hasInstance, { value: hasInstance });
  Object.defineProperty(errorClass.prototype, 'name', { value: last, writable: true, configurable: true });
  for (const member of membersOf(symbol)) {
    if (member.kind === 'method')
      Object.defineProperty(errorClass.prototype, member.last, describeMember(member, world));
  }
  return errorClass;
}

function outcome(name, isAsync, args, { behaviour }) {
  if (!isAsync) return act(behaviour, name, args);
  try {
    return Promise.resolve(act(behaviour, name, args));
  } catch (error) {
    return Promise.reject(error);
  }
}

function act(behaviour, name, args) {
  switch (behaviour) {
    case 'none':
      return undefined;
    case 'zero':
      return 0;
    case 'empty':
      return Object.defineProperty([], 'size', { value: 0, writable: true, configurable: true });
    case 'argument':
      return args[0];
    case 'raises':
      throw makeRaised(name);
    default:
      throw makeNotImplemented(name);
  }
}

class NotImplementedError extends Error {}
Object.defineProperty(NotImplementedError.prototype, 'name', { value: 'NotImplementedError', writable: true });

function makeNotImplemented(name) {
  return withoutOurFrames(new NotImplementedError(`${name} is not implemented`));
}

const raised = new WeakSet();

function makeRaised(name) {
  const error = withoutOurFrames(new Error(`${name} raises`));
  raised.add(error);
  return error;
}

function isRaised(value) {
  return typeof value === 'object' && value !== null && raised.has(value);
}

function hasInstance(candidate) {
  return isRaised(candidate) || Function.prototype[Symbol.hasInstance].call(this, candidate);
}

/** Only a process that runs tests on a subject that raises comes here, and for any other error nothing changes. */
function acceptRaisedAsBuiltIn() {
  for (const builtIn of [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
    Object.defineProperty(builtIn, Symbol.hasInstance, { value: hasInstance, configurable: true });
  }
}

/** The error comes from where the symbol was used. */
function withoutOurFrames(error) {
  const kept = String(error.stack)
    .split('\n')
    .filter((line) => !line.includes(__filename));
  Object.defineProperty(error, 'stack', { value: kept.join('\n'), writable: true, configurable: true });
  return error;
}

/** Can be called and made, and has no property of its own. */
function bareFunction() {
  const bare = class {}.bind();
  delete bare.length;
  delete bare.name;
  return bare;
}

function described(key, get, { enumerable = false } = {}) {
  if (typeof key === 'symbol' || (isProbe(key) && key !== '__esModule')) return undefined;
  return { value: get(key), writable: true, enumerable: enumerable && key !== '__esModule', configurable: true };
}

/** Whoever puts a mock in the place of something puts back later what was there. */
function replace(target, key, value) {
  return Reflect.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function isProbe(key) {
  return PROBED.has(key) || /^(?:@@|\$\$|__)/.test(key);
}

module.exports = { makeModule, namesOf, sourceOf };
