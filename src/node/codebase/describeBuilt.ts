import type { BuiltFile, BuiltTest } from '../../core/authoring/asBuilt/builtFile';
import type { AsBuilt } from '../../core/authoring/asBuilt/writeAsBuilt';
import { writeAsBuilt } from '../../core/authoring/asBuilt/writeAsBuilt';
import type { Codebase, SourceFile } from '../../core/codebase/discovery/codebase';
import { findLinks } from '../../core/codebase/discovery/findLinks';
import { putTogether } from '../../core/codebase/discovery/putTogether';
import { looksLikeTest } from '../../core/codebase/looksLikeTest';
import { publicInterface } from '../../core/codebase/publicInterface';
import { isSourcePath } from '../../core/codebase/sourcePath';
import { readSymbols } from '../../core/codebase/symbols/readSymbols';
import type { SyntaxTrees } from '../../core/codebase/syntaxTrees';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { readTestContract } from '../../core/testcontract/readTestContract';
import { createSyntaxTrees } from '../treeSitter';
import type { Collecting } from './collectFacts';
import { collectFacts } from './collectFacts';
import { markOf, PlainReader } from './plainFile';

/** More components than this are for nobody to look through. */
const MOST_FILES = 500;
const LONGEST_FILE = 2_000_000;

/**
 * Describes the code in a folder or a file of the project: what each file offers, and the tests that look at it. Blocks its thread for
 * as long as it takes.
 * @param path workspace-relative with forward slashes, '' for the whole project
 */
export async function describeBuilt(
  collecting: Collecting,
  path: string,
  now: Date,
): Promise<Result<AsBuilt, Problem>> {
  const collected = await collectFacts(collecting);
  if (collected === undefined) return fail({ kind: 'cancelled' });
  const codebase = putTogether(collected.paths, collected.facts, collected.manifests);
  const sources = codebase.files.filter((file) => !file.isTest && isIn(file.path, path));
  const all = collected.paths.filter((each) => isSourcePath(each) && !looksLikeTest(each) && isIn(each, path));
  const where = path === '' ? 'this project' : path;
  if (sources.length === 0) {
    const detail = `There is no source code in ${where} that could be described. Name a folder or a file with code, as the project lists it.`;
    return fail({ kind: 'input-invalid', detail });
  }
  if (sources.length > MOST_FILES) {
    const detail = `${where} has ${sources.length} source files, more than the ${MOST_FILES} that one specification can hold. Name a folder in it.`;
    return fail({ kind: 'input-invalid', detail });
  }
  const files = await new BuiltFiles(collecting, codebase).read(sources);
  if (files === undefined) return fail({ kind: 'cancelled' });
  const name = path === '' ? lastPart(collecting.root) : path;
  const built = writeAsBuilt(files, { path: name, at: now.toISOString(), unread: all.length - files.length });
  if (built.components > 0) return ok(built);
  const detail = `No file in ${where} offers anything to others that could be seen, so there is nothing to describe.`;
  return fail({ kind: 'input-invalid', detail });
}

class BuiltFiles {
  private readonly trees: SyntaxTrees = createSyntaxTrees();
  private readonly reader = new PlainReader();
  private readonly links: ReadonlyMap<string, readonly string[]>;
  private readonly tests = new Map<string, readonly BuiltTest[]>();

  constructor(
    private readonly collecting: Collecting,
    codebase: Codebase,
  ) {
    this.links = findLinks(codebase).bySource;
  }

  /** Undefined when it was cancelled. */
  async read(sources: readonly SourceFile[]): Promise<readonly BuiltFile[] | undefined> {
    const files: BuiltFile[] = [];
    for (const source of sources) {
      if (this.collecting.isCancelled()) return undefined;
      const file = await this.describe(source);
      if (file !== undefined) files.push(file);
    }
    return files;
  }

  /** Undefined for a language whose definitions nobody here can tell, or a text that keeps the parser busy. */
  private async describe({ path, uses }: SourceFile): Promise<BuiltFile | undefined> {
    const text = this.text(path);
    const symbols = text === undefined ? undefined : await readSymbols({ path, text }, this.trees);
    if (text === undefined || symbols === undefined) return undefined;
    const testFiles = this.links.get(path) ?? [];
    const tests: BuiltTest[] = [];
    for (const each of testFiles) tests.push(...(await this.testsIn(each)));
    const offers = await publicInterface(path, text, this.trees);
    return { path, definitions: symbols.definitions, offers, uses, testFile: testFiles[0], tests };
  }

  private async testsIn(path: string): Promise<readonly BuiltTest[]> {
    const known = this.tests.get(path);
    if (known !== undefined) return known;
    const text = this.text(path) ?? '';
    const lines = text.split('\n');
    const { tests } = await readTestContract([{ path, text }], this.trees);
    const found = tests.map((test) => ({
      name: test.path.at(-1) ?? '',
      text: lines.slice(test.line - 1, test.endLine).join('\n'),
    }));
    this.tests.set(path, found);
    return found;
  }

  private text(path: string): string | undefined {
    const file = `${this.collecting.root}/${path}`;
    const size = markOf(file)?.size ?? Number.POSITIVE_INFINITY;
    return size > LONGEST_FILE ? undefined : this.reader.read(file, size)?.toString('utf8');
  }
}

function isIn(file: string, path: string): boolean {
  return path === '' || file === path || file.startsWith(`${path}/`);
}

function lastPart(root: string): string {
  return root.replaceAll('\\', '/').split('/').pop() ?? root;
}
