import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { fieldsOf, parseFields, textOf } from '../decode';
import type { NodeProgram } from '../script/findNode';
import { stripsTypes } from '../script/findNode';
import { findPackage } from '../script/findPackage';
import { installCommand } from '../script/packageManager';

export const TYPESCRIPT = /\.[cm]?ts$/;
const USES_TSX = /(?:^|[\s=])tsx(?:\s|$)/;

interface ProjectFiles {
  /** Absolute. */
  readonly root: string;
  /** The project's; workspace-relative. */
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * What Node is told so that it runs TypeScript tests: nothing where it takes out the types by itself, unless the project's own
 * test script has tsx do it.
 */
export async function compilerOptions(
  node: NodeProgram,
  { root, folder, files }: ProjectFiles,
): Promise<Result<readonly string[], Problem>> {
  if (!files.some((file) => TYPESCRIPT.test(file))) return ok([]);
  const cwd = join(root, folder);
  if (stripsTypes(node) && !USES_TSX.test(await testScript(cwd))) return ok([]);
  // The lines of tests are those of the source.
  if ((await findPackage(cwd, 'tsx')) !== undefined) return ok(['--import', 'tsx', '--enable-source-maps']);
  if (stripsTypes(node)) return ok([]);
  const detail = `Node ${node.major}.${node.minor} on PATH cannot run TypeScript tests; 22.18 and newer can, and so can tsx`;
  const install = await installCommand(root, folder, ['tsx']);
  return fail({ kind: 'runner-missing', runner: 'node:test', detail, install });
}

async function testScript(cwd: string): Promise<string> {
  const manifest = await readFile(join(cwd, 'package.json'), 'utf8').catch(() => '');
  return textOf(fieldsOf(parseFields(manifest)?.['scripts'])?.['test']) ?? '';
}
