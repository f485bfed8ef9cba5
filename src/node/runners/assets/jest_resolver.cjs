// A resolver for jest that puts stand-ins in the place of modules under test, whether their files are there or not; everything
// else is left to the resolver of the project, or jest's own.
'use strict';
const { createRequire } = require('node:module');
const path = require('node:path');
const { createFinder } = require('./node_stand_in.cjs');
const { namesOf } = require('./substitute.cjs');

const load = createRequire(__filename);

/**
 * `modules` have the absolute `file` and the `standIn` to load in its place; `resolvers` the project's own, by the `rootDir` of
 * its configuration.
 */
function create({ modules, resolvers }) {
  const finder = createFinder(modules);
  const asked = (request, options) => {
    for (const file of filesMeant(request, options)) {
      const found = finder.asked(file);
      if (found !== undefined) return found.standIn;
    }
    return undefined;
  };
  const seen = (file) => finder.at(file)?.standIn ?? file;
  const theirs = ({ rootDir }) => (resolvers[rootDir] === undefined ? {} : interop(load(resolvers[rootDir])));
  return {
    sync(request, options) {
      const resolver = theirs(options);
      try {
        return seen((resolver.sync ?? options.defaultResolver)(request, options));
      } catch (error) {
        const found = asked(request, options);
        if (found === undefined) throw error;
        return found;
      }
    },
    async async(request, options) {
      const resolver = theirs(options);
      try {
        return seen(await (resolver.async ?? resolver.sync ?? options.defaultAsyncResolver)(request, options));
      } catch (error) {
        const found = asked(request, options);
        if (found === undefined) throw error;
        return found;
      }
    },
  };
}

function interop(resolver) {
  const given = resolver.__esModule ? resolver.default : resolver;
  return typeof given === 'function' ? { sync: given } : given;
}

/** Where a module that is not there would be: beside the one that asks, or in one of the folders that jest looks into. */
function filesMeant(request, { basedir, paths, moduleDirectory }) {
  if (/^\.{0,2}\//.test(request) || path.isAbsolute(request)) return [path.resolve(basedir, request)];
  const folders = [...(paths ?? []), ...(moduleDirectory ?? []).filter((folder) => path.isAbsolute(folder))];
  return folders.map((folder) => path.join(folder, request));
}

/**
 * The text of a stand-in. It is loaded in the world of the tests, so that its errors are of their kind. The line that is never
 * run tells importing modules which names there are.
 */
function sourceOfStandIn({ path: name, shape, names, properties }, behaviour) {
  const substitute = JSON.stringify(path.join(__dirname, 'substitute.cjs'));
  const given = [{ path: name, shape, names, properties }, behaviour].map((each) => JSON.stringify(each)).join(', ');
  const exported = namesOf({ path: name, shape }, names).map((each) => `exports[${JSON.stringify(each)}] = `);
  return [
    `const { makeModule } = require(${substitute});`,
    `module.exports = makeModule(${given}, globalThis[Symbol.for('agentforge.touch')]);`,
    `if (false) ${exported.join('')}0;`,
    '',
  ].join('\n');
}

module.exports = { create, sourceOfStandIn };
