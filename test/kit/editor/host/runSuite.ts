import { once } from 'node:events';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type { SuiteEvent } from './suiteEvent';

/**
 * Runs one test file with mocha inside the extension host and reports to the runner outside. Resolves when all was sent,
 * also when tests failed: the runner decides what that means.
 * @param loadTests defines the tests; called once mocha's globals exist
 */
export async function runSuite(loadTests: () => void): Promise<void> {
  // A bare socket: the editor routes HTTP through its own proxy settings.
  const runner = connect(Number(process.env['AGENTFORGE_TEST_PORT']), '127.0.0.1');
  await once(runner, 'connect');
  const send = (event: SuiteEvent): void => void runner.write(`${JSON.stringify(event)}\n`);
  send({ kind: 'started', editor: `${vscode.env.appName} ${vscode.version}` });
  try {
    await runMocha(loadTests, send);
    send({ kind: 'ended' });
  } catch (error) {
    send({ kind: 'failed', title: 'loading the test file', reason: text(error) });
    send({ kind: 'ended' });
  }
  runner.end();
  await once(runner, 'close');
}

async function runMocha(loadTests: () => void, send: (event: SuiteEvent) => void): Promise<void> {
  const { default: Mocha } = await import('mocha');
  // The base of all reporters prints nothing by itself: the runner outside prints.
  const mocha = new Mocha({ timeout: 300_000, forbidOnly: true, forbidPending: true, reporter: Mocha.reporters.Base });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  loadTests();
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => send({ kind: 'passed', title: test.fullTitle(), duration: test.duration ?? 0 }))
      .on('fail', (test, error: unknown) => send({ kind: 'failed', title: test.fullTitle(), reason: text(error) }));
  });
}

const text = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
