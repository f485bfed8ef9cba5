// Puts `substitute.cjs` in the place of modules under test in a process of Node's own loaders, for `require` and `import` alike,
// whether the files are there or not. Files are recognised however they are asked for: with or without extension, as a folder's
// index, with the extension of the other of JavaScript and TypeScript, or by an alias that the project has set up.
'use strict';
const { isBuiltin, register, registerHooks, Module } = require('node:module');
const { statSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { makeModule, namesOf, sourceOf } = require('./substitute.cjs');

const EXTENSIONS = ['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx'];
const EXTENSION = /\.[cm]?[jt]sx?$/;
const KEY = 'agentforge.standIn';

/**
 * `modules` have the workspace-relative `path`, the absolute `file`, the declared `shape` and the `names` that are imported;
 * `folder` is one for temporary files; `touch` hears what is used of them.
 */
function install({ modules, behaviour, folder }, touch) {
  const made = new Map();
  const give = (wanted) => {
    if (!made.has(wanted)) {
      const module = modules.find((each) => each.path === wanted);
      made.set(wanted, makeModule(module, behaviour, touch));
    }
    return made.get(wanted);
  };
  Object.defineProperty(globalThis, Symbol.for(KEY), { value: give });
  const faces = modules.map((module, index) => {
    // A file, since what `require` loads of ES modules does not ask every loader for their text.
    const face = path.join(folder, `${process.pid}-${index}.mjs`);
    writeFileSync(
      face,
      sourceOf(namesOf(module, module.names), `globalThis[Symbol.for('${KEY}')](${JSON.stringify(module.path)})`),
    );
    return { path: module.path, file: module.file, face };
  });
  const finder = createFinder(faces);
  replaceRequired(finder, give);
  if (registerHooks !== undefined) registerHooks({ resolve: resolveSync(finder) });
  else register?.('./node_stand_in_hooks.mjs', { parentURL: pathToFileURL(__filename), data: { modules: faces } });
}

function replaceRequired(finder, give) {
  const load = Module._load;
  Module._load = function (...args) {
    const found = findRequired(finder, args);
    return found === undefined ? Reflect.apply(load, this, args) : give(found.path);
  };
}

function findRequired(finder, [request, parent, isMain]) {
  if (isMain || typeof request !== 'string' || isBuiltin(request)) return undefined;
  if (/^\.{0,2}\//.test(request) || path.isAbsolute(request)) {
    return finder.asked(path.resolve(parent?.filename ? path.dirname(parent.filename) : process.cwd(), request));
  }
  try {
    return finder.at(Module._resolveFilename(request, parent, isMain));
  } catch (error) {
    return finder.missing(error);
  }
}

/** The loader's hook for `import`. */
function resolveSync(finder) {
  return (specifier, context, next) => {
    if (context.conditions?.includes('require')) return next(specifier, context);
    const found = askedBy(finder, specifier, context);
    if (found !== undefined) return give(found);
    try {
      return seen(finder, next(specifier, context));
    } catch (error) {
      return failed(finder, error);
    }
  };
}

/** The same for versions of Node that run hooks in a thread of their own. */
function resolveAsync(finder) {
  return async (specifier, context, next) => {
    const found = askedBy(finder, specifier, context);
    if (found !== undefined) return give(found);
    return next(specifier, context).then(
      (resolved) => seen(finder, resolved),
      (error) => failed(finder, error),
    );
  };
}

function give({ face }) {
  return { url: pathToFileURL(face).href, format: 'module', shortCircuit: true };
}

function askedBy(finder, specifier, { parentURL }) {
  const file = /^\.{0,2}\//.test(specifier) ? fileOf(specifier, parentURL) : fileOf(specifier);
  return file === undefined ? undefined : finder.asked(file);
}

function seen(finder, resolved) {
  const found = finder.at(fileOf(resolved.url));
  return found === undefined ? resolved : give(found);
}

function failed(finder, error) {
  const found = finder.missing(error);
  if (found === undefined) throw error;
  return give(found);
}

/** The path of a file URL, without query; undefined for any other. */
function fileOf(url, base) {
  try {
    const parsed = new URL(url, base);
    return parsed.protocol === 'file:' ? fileURLToPath(new URL(parsed.pathname, 'file:///')) : undefined;
  } catch {
    return undefined;
  }
}

function createFinder(modules) {
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const stems = new Set([...byFile.keys()].flatMap(stemsOf));
  const at = (file) => (file === undefined ? undefined : byFile.get(file));
  const asked = (file) => {
    const exact = at(file);
    if (exact !== undefined || !stems.has(file.replace(EXTENSION, ''))) return exact;
    for (const candidate of candidatesFor(file)) {
      const found = at(candidate);
      if (found !== undefined) return found;
      // Another file is what is meant.
      if (isFile(candidate)) return undefined;
    }
    return undefined;
  };
  /** For an alias that leads to a module that does not exist. */
  const missing = (error) => {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' && error?.code !== 'MODULE_NOT_FOUND') return undefined;
    const named = /^Cannot find module '(.+?)'/.exec(error.message)?.[1];
    const file = error.url !== undefined ? fileOf(error.url) : named?.startsWith('file:') ? fileOf(named) : named;
    return file === undefined || !path.isAbsolute(file) ? undefined : asked(file);
  };
  return { at, asked, missing };
}

/** What the file may be called by those who leave off what they can. */
function stemsOf(file) {
  const stem = file.replace(EXTENSION, '');
  return path.basename(stem) === 'index' ? [stem, path.dirname(stem)] : [stem];
}

/** The files that may be meant, the likeliest first. */
function candidatesFor(file) {
  const [, stem, kind] = /^(.*)\.([cm]?)[jt]sx?$/s.exec(file) ?? [];
  const swapped = stem === undefined ? [] : ['t', 'j'].flatMap((type) => [`.${kind}${type}s`, `.${kind}${type}sx`]);
  return [
    file,
    ...swapped.map((extension) => stem + extension),
    ...EXTENSIONS.map((extension) => file + extension),
    ...EXTENSIONS.map((extension) => path.join(file, `index${extension}`)),
  ];
}

function isFile(candidate) {
  return statSync(candidate, { throwIfNoEntry: false })?.isFile() === true;
}

module.exports = { install, createFinder, resolveAsync };
