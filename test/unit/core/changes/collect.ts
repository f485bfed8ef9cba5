import { ChangeCollector } from '../../../../src/core/changes/changeCollector';
import type { ChangeSet } from '../../../../src/core/changes/changeSet';
import type { ChangePolicy } from '../../../../src/core/changes/proposeFile';
import { ResponseParser } from '../../../../src/core/response/parser';
import type { LinkProbe } from '../../../../src/core/workspace/linkProbe';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';
import { memoryReader } from '../../../kit/memoryReader';

const POLICY: ChangePolicy = {
  phase: 'green',
  testPath: 'tests/test_cart.py',
  implementationPath: 'src/cart.py',
  specificationPath: 'specs/cart.yaml',
};

/** Loaded once for all tests. */
const trees = createSyntaxTrees();
const links: LinkProbe = { probe: async (relative) => (relative.startsWith('outside/') ? 'outside' : 'inside') };

/** Every change set that an answer gives on its way, chunk after chunk, the last one last. */
export async function collectSteps(
  chunks: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  policy: Partial<ChangePolicy> = {},
): Promise<ChangeSet[]> {
  const parser = new ResponseParser();
  const collector = new ChangeCollector({ ...POLICY, ...policy }, { reader: memoryReader(files), links, trees });
  const steps: ChangeSet[] = [];
  for (const chunk of chunks) steps.push(await collector.add(parser.push(chunk)));
  steps.push(await collector.add(parser.end()));
  return steps;
}

export async function collect(
  answer: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
  policy: Partial<ChangePolicy> = {},
): Promise<ChangeSet> {
  return (await collectSteps([answer], files, policy)).at(-1)!;
}

/** A block as the answer format asks for it. */
export function block(info: string, ...lines: string[]): string {
  return [`\`\`\`${info}`, ...lines, '```', ''].join('\n');
}
