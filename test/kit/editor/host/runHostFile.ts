import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { repositoryRoot } from '../repositoryRoot';
import { scratchFolder } from '../scratchFolder';
import { bundleSuite } from './bundleSuite';
import type { HostEditor, HostSession } from './hostEditor';
import type { HostSetup } from './hostSetup';
import { mapToSources } from './mapToSources';
import type { ReportServer } from './reportServer';
import { openReportServer } from './reportServer';
import type { SuiteEvent } from './suiteEvent';

const limit = 30 * 60_000;

/**
 * Runs one host test file in a workspace and an editor of its own and yields what it reports. A file that reports no end
 * (the editor died, the suite did not load, ten minutes passed) or no test yields a failure that says so.
 */
export async function* runHostFile(editor: HostEditor, testFile: string): AsyncGenerator<SuiteEvent> {
  const scratch = await scratchFolder('host');
  const workspace = path.join(scratch.folder, 'workspace');
  await mkdir(workspace);
  const report = await openReportServer();
  let setup: HostSetup = {};
  let session: HostSession | undefined;
  try {
    setup = await loadSetup(testFile, workspace);
    const suite = await bundleSuite(testFile);
    const toSources = await mapToSources(suite);
    session = await editor.open({
      ...setup,
      env: { ...setup.env, AGENTFORGE_TEST_PORT: String(report.port) },
      extension: await extensionsFor(setup, scratch.folder),
      suite,
      workspace,
    });
    for await (const event of complete(report, session)) {
      yield event.kind === 'failed' ? { ...event, reason: toSources(event.reason) } : event;
    }
  } finally {
    report.close();
    await session?.dispose();
    await setup.dispose?.();
    await scratch.remove();
  }
}

async function loadSetup(testFile: string, workspace: string): Promise<HostSetup> {
  const file = testFile.replace(/\.test\.ts$/, '.setup.ts');
  if (!existsSync(file)) return {};
  const module = createRequire(__filename)(file) as { setup(workspace: string): HostSetup | Promise<HostSetup> };
  return module.setup(workspace);
}

/** Our own extension, or a folder with links to it and to the others: an editor takes one place for what it develops. */
async function extensionsFor({ otherExtensions }: HostSetup, scratch: string): Promise<string> {
  if (otherExtensions === undefined) return repositoryRoot;
  const folder = path.join(scratch, 'extensions');
  await mkdir(folder);
  for (const extension of [repositoryRoot, ...otherExtensions]) {
    await symlink(extension, path.join(folder, path.basename(extension)), 'junction');
  }
  return folder;
}

async function* complete(report: ReportServer, session: HostSession): AsyncGenerator<SuiteEvent> {
  let stopped = 'the editor ended before the tests did';
  const timer = setTimeout(() => {
    stopped = `no end after ${limit / 60_000} minutes`;
    report.close();
  }, limit);
  void session.exited.then(() => report.close());
  let tests = 0;
  try {
    for await (const event of report.events) {
      if (event.kind === 'ended') {
        if (tests === 0) yield { kind: 'failed', title: 'the file', reason: 'holds no test' };
        return;
      }
      if (event.kind !== 'started') tests += 1;
      yield event;
    }
    yield {
      kind: 'failed',
      title: 'the file',
      reason: `${stopped}; the editor's last words:\n${lastLines(session.output())}`,
    };
  } finally {
    clearTimeout(timer);
  }
}

const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-40).join('\n');
