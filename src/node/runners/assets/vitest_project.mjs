// What is changed in the configuration of each of the project's vitest projects once it is read, and nowhere else.
import path from 'node:path';
import standIn from './node_stand_in.cjs';
import substitute from './substitute.cjs';

/** `project`: of vitest; `setupFile`: to load before each test file; `standIn`: the modules to replace, where there are any. */
export function prepareProject(project, { setupFile, standIn: replaced }) {
  const { config } = project;
  // No new snapshot is written.
  config.snapshotOptions.updateSnapshot = 'none';
  if (config.browser?.enabled !== true) config.setupFiles.unshift(setupFile);
  else if (replaced !== undefined) throw new Error('in browser mode nothing can stand in for a module');
  if (replaced === undefined) return;
  // In a world of their own tests have no loader that could be told.
  config.pool = { vmThreads: 'threads', vmForks: 'forks' }[config.pool] ?? config.pool;
  for (const container of containersOf(project.vite)) replaceIn(container, replaced, project.vite.config.root);
}

/**
 * A plugin would have to be in the configuration of each project before it is read. So the two questions that vite asks its
 * plugins, where a module is and what is in it, are answered before any of them hears of it.
 */
function replaceIn(container, { modules }, root) {
  const finder = standIn.createFinder(modules);
  const resolveId = container.resolveId.bind(container);
  const load = container.load.bind(container);
  container.resolveId = async (source, importer, ...rest) => {
    const resolved = await resolveId(source, importer, ...rest);
    const found = resolved ? finder.at(fileOf(resolved.id)) : missing(finder, { source, importer, root });
    return found === undefined ? resolved : { ...resolved, id: found.file.split(path.sep).join('/') };
  };
  container.load = async (id, ...rest) => {
    const found = finder.at(fileOf(id));
    return found === undefined ? load(id, ...rest) : { code: codeFor(found) };
  };
}

/** A file that is not there: beside the one that asks, or from the project's folder on, as vite writes it into what it compiles. */
function missing(finder, { source, importer, root }) {
  if (!/^\.{0,2}\//.test(source) && !path.isAbsolute(source)) return undefined;
  const folder = importer === undefined ? root : path.dirname(fileOf(importer));
  const places = [path.resolve(folder, source), ...(source.startsWith('/') ? [path.join(root, source)] : [])];
  for (const place of places) {
    const found = finder.asked(fileOf(place));
    if (found !== undefined) return found;
  }
  return undefined;
}

function codeFor(found) {
  const expression = `globalThis[Symbol.for('agentforge.standIn')](${JSON.stringify(found.path)})`;
  return substitute.sourceOf(substitute.namesOf(found, found.names), expression);
}

/** Of vite's environments, or of the whole server where vite has none yet. */
function containersOf(server) {
  if (server.environments === undefined) return [server.pluginContainer];
  return new Set(Object.values(server.environments).map((environment) => environment.pluginContainer));
}

function fileOf(id) {
  return path.normalize(id.replace(/[?#].*$/, ''));
}
