import { fail, ok } from '../../src/core/lib/result';
import type { TestReport } from '../../src/core/testrun/report';
import type { RunnerAbilities, TestEvent, TestRequest, TestRunners } from '../../src/core/testrun/runner';
import { NOTHING_MORE } from '../../src/node/runners/nothingMore';
import { testReport } from './testReport';

/** Decides what a run of tests finds; may look at the request (`substitute`, `seed`) and the workspace, and may wait for the signal. */
export type ScriptedRun = (request: TestRequest, signal: AbortSignal) => TestReport | Promise<TestReport>;

/** Test runners that find what a test says; a run whose signal is aborted ends as cancelled, as the port asks. */
export function scriptedRunners(
  run: ScriptedRun,
  syntaxErrors: Readonly<Record<string, string>> = {},
  abilities: Partial<RunnerAbilities> = {},
): TestRunners {
  async function* events(request: TestRequest, signal: AbortSignal): AsyncGenerator<TestEvent> {
    yield { kind: 'run-started', runner: 'pytest', command: 'python -m pytest' };
    const found = signal.aborted ? testReport([]) : await run(request, signal);
    const report = signal.aborted ? { ...found, end: { kind: 'cancelled' } as const } : found;
    for (const result of report.tests) yield { kind: 'test', result };
    yield { kind: 'run-ended', report };
  }
  const runner = {
    name: 'pytest',
    why: 'pytest: scripted',
    abilities: { ...NOTHING_MORE, ...abilities },
    command: async () => fail({ kind: 'input-invalid', detail: 'scripted' } as const),
    run: events,
    checkSyntax: async (paths: readonly string[]) => paths.map((path) => ({ path, error: syntaxErrors[path] })),
  };
  return {
    for: async (file) => (file.endsWith('.py') ? ok(runner) : fail({ kind: 'runner-unknown', path: file, known: [] })),
  };
}
