// The hook of `node_stand_in.cjs` for versions of Node that run hooks in a thread of their own.
import standIn from './node_stand_in.cjs';

let resolver;

export function initialize({ modules }) {
  resolver = standIn.resolveAsync(standIn.createFinder(modules));
}

export function resolve(specifier, context, next) {
  return resolver(specifier, context, next);
}
