import type { FindingCode, LedgerFinding } from '../../proof/ledger/ledgerFinding';
import type { ProofChain } from '../../proof/ledger/proofChains';
import type { PassingEntry, ProofEntry } from '../../proof/ledger/proofEntry';
import { driftWords, markDemands, parseMarkLine, requirementDrift } from '../demands';
import type { Ports } from '../ports';
import type { Task } from '../task';
import type { LedgerCheck } from './ledgerCheck';
import { isOtherCode } from './makeEntry';
import { testFingerprint } from './testFingerprint';
import { textHash, textOf } from './textHash';

type CheckoutPorts = Pick<Ports, 'reader' | 'links' | 'trees' | 'hash'>;

/** The newest entry of a component: what it says has to hold of the files as they are. */
export function newestOf({ red, green, refactor }: ProofChain): ProofEntry {
  return (refactor ?? green ?? red).entry;
}

/** What of a component's entries does not hold of the files of the checkout: something changed since, or they are of something else. */
export async function checkCheckout(
  task: Task,
  chain: ProofChain,
  check: Pick<LedgerCheck, 'proofs'>,
  ports: CheckoutPorts,
): Promise<readonly LedgerFinding[]> {
  const stray = strayFile(task, chain);
  if (stray !== undefined) return [finding(chain, 'other-files', stray)];
  return [
    ...specificationChange(task, chain, ports),
    ...(await testChanges(task, chain, ports)),
    ...(await codeChanges(task, chain, ports)),
    ...(await missingTexts(chain, check)),
  ];
}

export function finding(
  { component }: Pick<ProofChain, 'component'>,
  code: FindingCode,
  at: { readonly file: string; readonly line?: number | undefined; readonly detail: string },
  level: LedgerFinding['level'] = 'error',
): LedgerFinding {
  return { code, level, component, file: at.file, line: at.line, detail: at.detail };
}

/** An entry speaks of the files that the specification and the settings give the component, and of no other. */
function strayFile(task: Task, chain: ProofChain): { readonly file: string; readonly detail: string } | undefined {
  const [test, code] = [task.testPath.relative, task.implementationPath.relative];
  const file = task.specification.path;
  const { red, green, refactor } = chain;
  const wrong = (path: string, what: string) => {
    return {
      file,
      detail: `The ledger says that ${path} is ${what} of ${chain.component}, and it is not. Run RED again.`,
    };
  };
  for (const { entry } of [red, green, refactor].flatMap((each) => each ?? [])) {
    if (!Object.hasOwn(entry.tests, test)) return wrong(Object.keys(entry.tests)[0] ?? 'no file', 'a test file');
  }
  if (!Object.hasOwn(red.entry.before, code)) return wrong(Object.keys(red.entry.before)[0] ?? 'no file', 'the code');
  const another = Object.entries(red.entry.before).find(([path, hash]) => path !== code && hash !== null);
  if (another !== undefined) return wrong(another[0], 'the code');
  for (const { entry } of [green, refactor].flatMap((each) => each ?? [])) {
    const other = Object.keys(entry.code).find((path) => path !== code);
    if (other !== undefined) return wrong(other, 'the code');
    const changed = Object.keys(entry.before).find(
      (path) => !isOtherCode(path, { testPath: test, implementationPath: code }),
    );
    if (changed !== undefined) return wrong(changed, 'code beside that');
  }
  return undefined;
}

function specificationChange(task: Task, chain: ProofChain, ports: CheckoutPorts): readonly LedgerFinding[] {
  const { demands } = chain.red.entry;
  const now = markDemands(task.specification, task.component, ports);
  const marked = demands.requirements.flatMap((line) => parseMarkLine(line) ?? []);
  const drifts = [
    ...requirementDrift(marked, now.requirements),
    ...(demands.rest === now.rest ? [] : [{ what: '', how: 'changed' }]),
  ];
  if (drifts.length === 0) return [];
  const [first] = drifts;
  const requirement = task.specification.requirements.find(({ id }) => id === first?.what);
  return [
    finding(chain, 'specification-changed', {
      file: task.specification.path,
      line: (requirement ?? task.component).position.line,
      detail: `Of ${chain.component}, ${driftWords(drifts)} changed since RED: the proof is stale. Run RED and GREEN again.`,
    }),
  ];
}

async function testChanges(task: Task, chain: ProofChain, ports: CheckoutPorts): Promise<readonly LedgerFinding[]> {
  const entry = newestOf(chain);
  const now = await testFingerprint(task, Object.keys(entry.tests), ports);
  const wanted = { ...entry.support, ...entry.tests };
  const found = { ...now.support, ...now.tests };
  const changed = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter(
    (path) => wanted[path] !== found[path],
  );
  const isPromiseKept = entry.promise !== null && entry.promise === now.promise;
  if (changed.length > 0 && isPromiseKept && entry.settings === now.settings) {
    const detail = `${changed.join(', ')} changed since ${entry.phase.toUpperCase()} of ${chain.component}; what the tests promise is the same.`;
    return [finding(chain, 'formatted', { file: changed[0] ?? '', detail }, 'notice')];
  }
  if (changed.length === 0 && entry.settings === now.settings) return [];
  const what = changed.length === 0 ? 'The settings of the test runner' : changed.join(', ');
  const since = `changed since ${entry.phase.toUpperCase()} of ${chain.component}`;
  return [
    finding(chain, 'tests-changed', {
      file: changed[0] ?? task.testPath.relative,
      detail: `${what} ${since}: these are not the tests that were seen failing. Run RED and GREEN again, or bring them back.`,
    }),
  ];
}

async function codeChanges(task: Task, chain: ProofChain, ports: CheckoutPorts): Promise<readonly LedgerFinding[]> {
  const entry = newestOf(chain);
  // With RED alone, somebody is at work: RED speaks of the code that was there then, and that is kept.
  if (entry.phase === 'red') return [];
  const path = task.implementationPath.relative;
  const now = await textOf(path, ports);
  const hash = now === undefined || now === 'unreadable' ? now : textHash(now.text, ports);
  if (hash === entry.code[path]) return [];
  const detail = `${path} is not the code that ${entry.phase.toUpperCase()} of ${chain.component} was reached with. Prove it again: agentforge tdflow ${entry.phase} --prove --component ${chain.component}`;
  return [finding(chain, 'code-changed', { file: path, detail })];
}

async function missingTexts(
  { red, green, refactor, ...chain }: ProofChain,
  { proofs }: Pick<LedgerCheck, 'proofs'>,
): Promise<readonly LedgerFinding[]> {
  const last: PassingEntry | undefined = (refactor ?? green)?.entry;
  const findings: LedgerFinding[] = [];
  for (const [path, hash] of Object.entries({ ...last?.before, ...red.entry.before })) {
    if (hash === null || (await proofs.text(hash)) !== undefined) continue;
    const detail = `The ledger does not have ${path} as it was at RED of ${chain.component}, or that was changed: nobody can run the tests without the code.`;
    findings.push(finding(chain, 'text-missing', { file: path, detail }));
  }
  return findings;
}
