import { inParallel } from '../../lib/inParallel';
import type { Contract, ContractCheck } from '../contracts/contract';
import type { Breach, CheckResult, NotEvaluated } from './checkResult';
import { evaluateFile } from './evaluateFile';
import { evaluateProject } from './evaluateProject';
import type { EvaluationPorts } from './evaluationPorts';
import { concerns, isInScope } from './inScope';

/** Files are read while others are looked through. */
const AT_ONCE = 8;

export interface Evaluation {
  readonly results: readonly CheckResult[];
  /** How many files were read as text. */
  readonly files: number;
  /** Those that hold no text: bytes in what is no code, or links. */
  readonly withoutText: number;
  /** How many checks of the project as a whole were left away, because only some files were asked about. */
  readonly leftAway: number;
}

interface Running {
  readonly contract: Contract;
  readonly check: ContractCheck;
  readonly breaches: Breach[];
  readonly notEvaluated: NotEvaluated[];
  files: number;
}

/**
 * Holds the files of a project against all checks that are enabled. With `only`, these files alone, and no check of the project as a
 * whole. Undefined when it is cancelled.
 */
export async function evaluateContracts(
  contracts: readonly Contract[],
  only: readonly string[] | undefined,
  ports: EvaluationPorts,
  signal: AbortSignal,
): Promise<Evaluation | undefined> {
  const bound = contracts
    .filter(({ isEnabled, isBase }) => isEnabled && !isBase)
    .flatMap((contract) => contract.checks.filter((each) => each.isEnabled).map((check) => ({ contract, check })));
  const listed = only ?? (await ports.files.list());
  const ofFiles: Running[] = bound
    .filter(({ check }) => !isOfProject(check))
    .map((each) => ({ ...each, breaches: [], notEvaluated: [], files: 0 }));
  for (const each of ofFiles) tellUnknown(each, listed, ports);
  let [files, withoutText] = [0, 0];
  await inParallel(listed, AT_ONCE, async (path) => {
    const concerned = ofFiles.filter(({ check }) => whyUnknown(check, ports) === undefined && concerns(check, path));
    if (signal.aborted || concerned.length === 0) return;
    const read = await ports.files.read(path);
    if (read.kind === 'no text') withoutText++;
    if (read.kind === 'text') files++;
    if (read.kind === 'no text') return;
    const found =
      read.kind === 'unreadable'
        ? concerned.map(() => ({ breaches: [], notEvaluated: [{ path, why: read.why }] }))
        : await evaluateFile(
            { path, text: read.text },
            concerned.map(({ check }) => check),
            ports,
            signal,
          );
    for (const [index, each] of concerned.entries()) {
      each.files++;
      each.breaches.push(...(found[index]?.breaches ?? []));
      each.notEvaluated.push(...(found[index]?.notEvaluated ?? []));
    }
  });
  const ofProject = bound.filter(({ check }) => isOfProject(check));
  const results: CheckResult[] = ofFiles.map(inOrder);
  for (const each of only === undefined ? ofProject : []) {
    if (signal.aborted) break;
    results.push({ ...each, ...(await evaluateProject(each.check, listed, ports, signal)) });
  }
  const leftAway = only === undefined ? 0 : ofProject.length;
  return signal.aborted ? undefined : { results: asBound(results, bound), files, withoutText, leftAway };
}

function isOfProject({ work }: ContractCheck): boolean {
  return work.type === 'file_exists' || work.type === 'command';
}

/** What nobody can tell is said once, where there is a file that it is about. */
function tellUnknown(running: Running, listed: readonly string[], ports: EvaluationPorts): void {
  const why = whyUnknown(running.check, ports);
  if (why === undefined) return;
  running.files = listed.filter((path) => isInScope(running.check.scopes, path)).length;
  if (running.files > 0) running.notEvaluated.push({ path: undefined, why });
}

/** Why nobody can tell a check of any file, as a clause; undefined when somebody can. */
function whyUnknown({ work }: ContractCheck, { language }: EvaluationPorts): string | undefined {
  if (work.type === 'not evaluated') return work.why;
  if (work.type !== 'lsp_query' || work.query.about === 'symbols' || language !== undefined) return undefined;
  return `${work.query.about} need a language server, which is not asked here`;
}

/** Files end in any order. */
function inOrder(running: Running): CheckResult {
  const byPlace = (one: NotEvaluated | Breach, other: NotEvaluated | Breach) =>
    compare(one.path ?? '', other.path ?? '');
  const breaches = [...running.breaches].sort((a, b) => byPlace(a, b) || (a.line ?? 0) - (b.line ?? 0));
  return { ...running, breaches, notEvaluated: [...running.notEvaluated].sort(byPlace) };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** In the order of the contracts. */
function asBound(
  results: readonly CheckResult[],
  bound: readonly { readonly contract: Contract; readonly check: ContractCheck }[],
): readonly CheckResult[] {
  const places = new Map(bound.map(({ check }, index) => [check, index]));
  return [...results].sort((a, b) => (places.get(a.check) ?? 0) - (places.get(b.check) ?? 0));
}
