import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { HostEditor } from '../../kit/editor/host/hostEditor';
import { openReportServer } from '../../kit/editor/host/reportServer';
import { cacheFolder } from '../../kit/editor/repositoryRoot';
import { scratchFolder } from '../../kit/editor/scratchFolder';

/** An extension in development: its folder (absolute) and the name in its package.json. */
export interface BenchExtension {
  readonly folder: string;
  readonly name: string;
}

const LIMIT_MS = 60_000;

/** Milliseconds that `activate` took in a fresh extension host of its own. Throws with the reason when it was not measured. */
export async function measureActivation(editor: HostEditor, extension: BenchExtension): Promise<number> {
  const scratch = await scratchFolder('bench');
  const workspace = path.join(scratch.folder, 'workspace');
  await mkdir(workspace);
  const report = await openReportServer();
  const session = await editor.open({
    extension: extension.folder,
    suite: await bundledSuite(),
    workspace,
    env: { AGENTFORGE_TEST_PORT: String(report.port), AGENTFORGE_BENCH_EXTENSION: extension.name },
  });
  void session.exited.then(() => report.close());
  const limit = setTimeout(() => report.close(), LIMIT_MS);
  try {
    for await (const event of report.events) {
      if (event.kind === 'passed') return event.duration;
      if (event.kind === 'failed') throw new Error(`${event.title}: ${event.reason}`);
    }
    throw new Error(`the editor did not report within ${LIMIT_MS / 1_000} s\n${session.output()}`);
  } finally {
    clearTimeout(limit);
    report.close();
    await session.dispose();
    await scratch.remove();
  }
}

async function bundledSuite(): Promise<string> {
  const outfile = path.join(cacheFolder, 'suites', 'bench_activation.js');
  await build({
    entryPoints: [path.join(__dirname, 'suite.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
