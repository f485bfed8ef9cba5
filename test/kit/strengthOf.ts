import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../src/core/errors';
import type { Result } from '../../src/core/lib/result';
import type { Strength } from '../../src/core/proof/mutation/strength';
import type { StrengthRequest } from '../../src/core/tdflow/strength/strengthRequest';
import { isTestFileName } from '../../src/core/testrun/testFileName';
import type { StrengthEvent } from '../../src/node/strength/checkStrength';
import { checkStrength } from '../../src/node/strength/checkStrength';
import { repositoryRoot } from './editor/repositoryRoot';
import { eventually } from './eventually';
import { must } from './must';
import { nodePorts } from './nodePorts';
import { TemporaryWorkspace } from './temporaryWorkspace';
import { findTestSeal } from './testSeal';

export interface StrengthOptions extends Partial<StrengthRequest> {
  readonly limitSeconds?: number;
  /** After the files are there. */
  readonly prepare?: (workspace: TemporaryWorkspace) => Promise<unknown>;
  /** Looks at each event; may cancel. */
  readonly onEvent?: (event: StrengthEvent, cancel: () => void) => void;
}

const ASSETS = path.join(repositoryRoot, 'src/node/runners/assets');

/** Checks the tests of a small project with its real runner. Not a byte of it may change, and nothing may be left among temporary files. */
export async function strengthOf(
  files: Readonly<Record<string, string>>,
  options: StrengthOptions = {},
): Promise<Result<Strength, Problem>> {
  const workspace = await TemporaryWorkspace.make(files);
  const temporary = await TemporaryWorkspace.make();
  const usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary.root;
  try {
    await options.prepare?.(workspace);
    const before = await workspace.snapshot({ withOwnFiles: true });
    const testFiles = Object.keys(files).filter(isTestFileName);
    const code = Object.keys(files).filter((each) => /\.(?:py|[jt]sx?|go)$/.test(each) && !isTestFileName(each));
    const { limitSeconds = 120, onEvent } = options;
    const request = { component: 'cart', code, testFiles, requirements: [], ...options };
    const seal = must(await findTestSeal());
    const place = { root: workspace.root, assetsDir: ASSETS, env: process.env, seal, preferences: {} };
    const abort = new AbortController();
    const tell = (event: StrengthEvent): void => onEvent?.(event, () => abort.abort());
    const found = await checkStrength({ request, limitSeconds, place, tell }, nodePorts(workspace.root), abort.signal);
    assert.deepEqual(await workspace.snapshot({ withOwnFiles: true }), before, 'the project was changed');
    assert.deepEqual(Object.keys(await temporary.snapshot()), [], 'something was left among temporary files');
    // What was ended is there for a moment more.
    await eventually(() => assert.deepEqual(processesIn(temporary.root), [], 'something still runs there'), 10_000);
    return found;
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    await workspace.dispose();
    await temporary.dispose();
  }
}

/** Programs whose working folder is below; where the system tells that. */
function processesIn(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(folder);
    } catch {
      return false; // It ended while the list was read, or is another user's.
    }
  });
}
