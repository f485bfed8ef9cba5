const ROOTS: Readonly<Record<string, unknown>> = {
  ...{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Function,
    RegExp,
    Symbol,
    BigInt,
    Error,
    Promise,
    Map,
    Set,
    WeakMap,
    WeakSet,
  },
  ...{ JSON, Math, Reflect, Date, Proxy, Intl },
};

/** Whether a dotted name is a part of JavaScript itself: `Object.is`, `Array.prototype.map`, `JSON`. */
export function isBuiltIn(path: string): boolean {
  const [root = '', ...rest] = path.split('.');
  if (!Object.hasOwn(ROOTS, root)) return false;
  let holder: unknown = ROOTS[root];
  for (const name of rest) {
    if (!isHolder(holder)) return false;
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    if (descriptor === undefined) return false;
    holder = descriptor.value;
  }
  return true;
}

function isHolder(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
