import { stat } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { packageExtension } from '../../kit/editor/vsix';
import type { Round } from '../benchRow';

export const name = 'package (.vsix)';
export const peer = 'the SDK alone, minified and packed alike';
export const unit = 'KB';

/** Sizes do not vary: one round. */
export async function run(): Promise<readonly Round[]> {
  const { size } = await stat(await packageExtension());
  const sdk = await build({
    stdin: { contents: "export { Anthropic } from '@anthropic-ai/sdk';", resolveDir: repositoryRoot },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    logLevel: 'warning',
  });
  const packed = sdk.outputFiles.map(({ contents }) => deflateRawSync(contents, { level: 9 }).length);
  return [{ ours: size / 1_000, peer: packed.reduce((sum, bytes) => sum + bytes, 0) / 1_000 }];
}
