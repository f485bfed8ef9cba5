import { once } from 'node:events';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type { SuiteEvent } from '../../kit/editor/host/suiteEvent';

/** Runs inside the extension host: activates the extension named by AGENTFORGE_BENCH_EXTENSION and reports how long it took. */
export async function run(): Promise<void> {
  const runner = connect(Number(process.env['AGENTFORGE_TEST_PORT']), '127.0.0.1');
  await once(runner, 'connect');
  runner.end(`${JSON.stringify(await activate(process.env['AGENTFORGE_BENCH_EXTENSION']))}\n`);
  await once(runner, 'close');
}

async function activate(name: string | undefined): Promise<SuiteEvent> {
  const title = `activation of ${name}`;
  const extension = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === name);
  if (extension === undefined) return { kind: 'failed', title, reason: 'it is not in the editor' };
  if (extension.isActive) return { kind: 'failed', title, reason: 'it was active before it was asked for' };
  const start = performance.now();
  await extension.activate();
  return { kind: 'passed', title, duration: performance.now() - start };
}
