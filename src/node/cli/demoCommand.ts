import { cp, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Phase } from '../../core/phase';
import { PHASE_LABEL, PHASES } from '../../core/phase';
import type { PhaseOutcome } from '../../core/tdflow/phaseEvents';
import type { Verdict } from '../../core/verdict/verdict';
import type { CliHost } from './cliHost';
import { EXIT } from './exitCode';
import { runPhaseCommand } from './phaseCommand';
import type { Printer } from './printer';
import { textTable } from './textTable';

const COMPONENT = 'cart';
const SPECIFICATION = 'specs/shop.yaml';

interface DemoRow {
  readonly phase: Phase;
  readonly verdict: Verdict | undefined;
  readonly ms: number;
}

/** `demo`: the sample's cart through all four phases, in a copy; test runs are real, the model's part is a recording. */
export async function demoCommand(host: CliHost, printer: Printer): Promise<number> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'agentforge-demo-')));
  await cp(host.sampleDir, folder, { recursive: true });
  printer.text('AgentForge takes a specified component through RED, GREEN, REFACTOR and VERIFY.');
  printer.text('The model’s part is a recorded answer, no model was called; every test run is real.');
  printer.text(`It works in a copy: ${folder}`);
  const rows: DemoRow[] = [];
  let code: number = EXIT.done;
  for (const phase of PHASES) {
    let verdict: Verdict | undefined;
    const started = performance.now();
    const watching = watch(printer, (outcome) => {
      verdict = 'verdict' in outcome ? outcome.verdict : undefined;
    });
    const options = { phase, spec: SPECIFICATION, component: COMPONENT, provider: 'recorded', yes: true } as const;
    code = await runPhaseCommand({ ...host, cwd: folder }, options, watching);
    rows.push({ phase, verdict, ms: performance.now() - started });
    if (code !== EXIT.done) break;
  }
  printer.text(`\n${table(rows)}`);
  if (code === EXIT.done) printer.text(nextSteps(folder, host.command));
  return code;
}

function watch(printer: Printer, onOutcome: (outcome: PhaseOutcome) => void): Printer {
  return Object.assign(Object.create(printer) as Printer, {
    outcome: (outcome: PhaseOutcome) => {
      onOutcome(outcome);
      printer.outcome(outcome);
    },
  });
}

function table(rows: readonly DemoRow[]): string {
  const header = ['phase', 'verdict', 'tests', 'time', 'model'];
  const body = rows.map(({ phase, verdict, ms }) => [
    PHASE_LABEL[phase],
    verdict === undefined ? 'no verdict' : verdict.reached ? 'reached' : 'not reached',
    verdict === undefined ? '' : testCount(verdict),
    `${(ms / 1000).toFixed(1)} s`,
    phase === 'verify' ? 'none' : 'recorded answer, no model was called',
  ]);
  return textTable(header, body);
}

function testCount(verdict: Verdict): string {
  const passed = verdict.tests.filter((test) => test.outcome === 'passed').length;
  const parts = [
    passed > 0 ? `${passed} passed` : '',
    verdict.tests.length > passed ? `${verdict.tests.length - passed} failed` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function nextSteps(folder: string, command: string): string {
  return [
    '',
    'The same in VS Code:',
    '  npm run editor',
    'The second component of the sample, whose module does not exist yet:',
    `  cd ${folder}`,
    `  ${command} generate --spec ${SPECIFICATION} --phase red --component receipt --provider recorded`,
    'With Claude instead of recordings: set ANTHROPIC_API_KEY and leave --provider away.',
    'Take the last step back:',
    `  ${command} tdflow rollback`,
  ].join('\n');
}
