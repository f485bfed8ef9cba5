import type { CodebaseGraph } from '../../codebase/graph/codebaseGraph';
import { stemsOf } from './stem';

/** What is looked up in a graph beside its own tables; made at the first question, once for each graph. */
export interface GraphIndex {
  /** Names that are defined somewhere and have a word of this stem. */
  namesWith(stem: string): readonly number[];
  /** Files whose own name, or whose folder's, has a word of this stem. */
  filesWith(stem: string): readonly number[];
  /** Files that stand in the folder itself; '' is the root. */
  filesIn(folder: string): readonly number[];
}

const known = new WeakMap<CodebaseGraph, GraphIndex>();

export function indexOf(graph: CodebaseGraph): GraphIndex {
  const found = known.get(graph) ?? makeIndex(graph);
  known.set(graph, found);
  return found;
}

function makeIndex(graph: CodebaseGraph): GraphIndex {
  const names = new Map<string, number[]>();
  for (let name = 0; name < graph.names.length; name++) {
    if (graph.definersOf(name).length === 0) continue;
    for (const stem of new Set(stemsOf(graph.names[name] ?? ''))) addTo(names, stem, name);
  }
  const files = new Map<string, number[]>();
  const folders = new Map<string, number[]>();
  for (const [file, path] of graph.paths.entries()) {
    const folder = folderOf(path);
    addTo(folders, folder, file);
    for (const stem of new Set(stemsOf(nameOf(path)))) addTo(files, stem, file);
  }
  const none: readonly number[] = [];
  return {
    namesWith: (stem) => names.get(stem) ?? none,
    filesWith: (stem) => files.get(stem) ?? none,
    filesIn: (folder) => folders.get(folder) ?? none,
  };
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The file's name without its endings, or its folder's where it stands for the folder. */
export function nameOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const name = file.replace(/\..*$/, '');
  return STANDS_FOR_FOLDER.has(name) ? nameOf(folderOf(path)) : name;
}

const STANDS_FOR_FOLDER = new Set(['__init__', 'index', 'mod', 'main', 'lib']);

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
