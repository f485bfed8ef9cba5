import { readSource } from '../codebase/readSource';
import type { SyntaxNode, SyntaxTrees } from '../codebase/syntaxTrees';
import { grammarOfPath } from '../codebase/syntaxTrees';
import { findSpecialCases } from './findSpecialCases';
import type { ContractSource } from './readTestContract';
import type { TestLiteral } from './testLiterals';
import type { Workaround } from './workaround';
import { findFalseEquality } from './workaroundEquality';
import { findExits } from './workaroundExit';
import { TestFacts } from './workaroundFacts';
import { WorkaroundNames } from './workaroundNames';
import { findPatches } from './workaroundPatches';
import { findRunnerKnowledge } from './workaroundRunner';
import type { WorkaroundScan } from './workaroundScan';
import { findTestFileTouches } from './workaroundTestFiles';

const FINDERS: readonly ((scan: WorkaroundScan) => readonly Workaround[])[] = [
  ...[findSpecialCases, findRunnerKnowledge, findPatches, findFalseEquality, findExits, findTestFileTouches],
];

/** What the subject's code is held against. */
export interface WorkaroundSearch {
  readonly subject: readonly ContractSource[];
  readonly literals: readonly TestLiteral[];
  /** Workspace-relative paths of the tests. */
  readonly testFiles: readonly string[];
  /** The component's part of the specification: what it says itself, code may know. */
  readonly specification?: string;
}

/**
 * Finds places in subject code that look like ways around the tests, by file and line. Python, JavaScript and TypeScript are
 * looked at; `isScanned` tells whether a file is.
 */
export async function findWorkarounds(search: WorkaroundSearch, trees: SyntaxTrees): Promise<readonly Workaround[]> {
  const facts = new TestFacts(search.literals, search.specification ?? '');
  const all: Workaround[] = [];
  for (const source of search.subject) {
    const family = familyOf(source.path);
    if (family === undefined) continue;
    const scan = (root: SyntaxNode): readonly Workaround[] => {
      const about = {
        file: source.path,
        family,
        root,
        names: new WorkaroundNames(root),
        facts,
        testFiles: search.testFiles,
      };
      return FINDERS.flatMap((find) => find(about));
    };
    all.push(...once((await readSource(source, trees, scan)) ?? []));
  }
  return all;
}

/** Whether anybody here looks for ways around the tests in a file of this name. */
export function isScanned(path: string): boolean {
  return familyOf(path) !== undefined;
}

function familyOf(path: string): WorkaroundScan['family'] | undefined {
  const grammar = grammarOfPath(path);
  if (grammar === 'python') return 'python';
  return grammar === 'javascript' || grammar === 'typescript' || grammar === 'tsx' ? 'script' : undefined;
}

/** Of several findings of one kind in a line, the weightiest; in the order of the lines. */
function once(found: readonly Workaround[]): readonly Workaround[] {
  const kept = new Map<string, Workaround>();
  for (const each of found) {
    const key = `${each.kind}:${each.line}`;
    const known = kept.get(key);
    if (known === undefined || (known.weight === 'notice' && each.weight === 'decide')) kept.set(key, each);
  }
  return [...kept.values()].sort((a, b) => a.line - b.line);
}
