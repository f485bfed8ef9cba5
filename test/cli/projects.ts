import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { agentforgeSample } from '../kit/agentforgeSample';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Retries at once: a test that waits a second to be refused again proves no more. */
const SETTINGS = 'retry:\n  max_attempts: 3\n  base_delay_seconds: 0.01\n  max_delay_seconds: 0.02\n';

export const SHOP = 'specs/shop.yaml';
export const ESCALATION = 'specs/human_escalation.yaml';
export const ESCALATION_TESTS = 'tests/unit/harness/test_escalation_domain.py';
export const ESCALATION_CODE = 'tools/harness/escalation_domain.py';

/** A copy of the bundled sample: JavaScript, recorded answers, component `cart`. */
export async function shopProject(more: Files = {}): Promise<WorkspaceBuilder> {
  const sample = path.join(repositoryRoot, 'media/sample');
  const files: Record<string, string> = {};
  for (const entry of await readdir(sample, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.relative(sample, file)] = await readFile(file, 'utf8');
  }
  return WorkspaceBuilder.build({ ...files, '.agentforge/generation.yaml': SETTINGS, ...more });
}

/** A Python project with a specification that a team really wrote; nothing of it exists yet. */
export function escalationProject(more: Files = {}): Promise<WorkspaceBuilder> {
  return WorkspaceBuilder.build({
    'pyproject.toml': '[project]\nname = "harness"\nversion = "0"\n',
    [ESCALATION]: agentforgeSample('human_escalation_spec.yaml'),
    'tools/harness/recovery_executor.py': '"""Tries again."""\n',
    '.agentforge/generation.yaml': SETTINGS,
    ...more,
  });
}

/** An answer in the form a model gives, from test/fixtures/answers. */
export function answer(name: string): string {
  return readFileSync(path.join(repositoryRoot, 'test/fixtures/answers', `${name}.md`), 'utf8');
}

/** The recorded answer of the sample. */
export function recording(phase: string, component = 'cart'): string {
  const file = `media/sample/.agentforge/recordings/${component}.${phase}.md`;
  return readFileSync(path.join(repositoryRoot, file), 'utf8');
}
