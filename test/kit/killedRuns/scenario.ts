/** A small change of a workspace that a test makes, in a form that a child process can be given. */
export interface Scenario {
  /** By path, before. */
  readonly files: Readonly<Record<string, { readonly text: string; readonly mode: number }>>;
  readonly changes: readonly ScenarioChange[];
  /** What the user types into a changed file between apply and rollback. */
  readonly typed: Readonly<Record<string, string>>;
}

export type ScenarioChange =
  | { readonly kind: 'create' | 'modify'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

const FOLDERS = ['', 'src/', 'src/deep/', 'tests/', 'fresh/er/', 'fresh/'];
const MODES = [0o644, 0o600, 0o755];
const KINDS = ['create', 'modify', 'delete', 'rename'] as const;

/** The scenario of a number: 1 to 20 files, each with one change. */
export function scenarioOf(seed: number): Scenario {
  const random = randomOf(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const files: Record<string, { text: string; mode: number }> = {
    'keep.txt': { text: 'never touched\n', mode: 0o644 },
  };
  const changes: ScenarioChange[] = [];
  const typed: Record<string, string> = {};
  const count = 1 + Math.floor(random() * 20);
  for (let index = 0; index < count; index++) {
    const path = `${pick(FOLDERS)}f${index}.py`;
    const kind = pick(KINDS);
    const text = linesOf(`old ${index}`, 2 + Math.floor(random() * 40));
    const fresh = text.replace('line 0', 'generated 0');
    if (kind !== 'create') files[path] = { text, mode: pick(MODES) };
    if (kind === 'create') changes.push({ kind, path, text: linesOf(`new ${index}`, Math.floor(random() * 40)) });
    else if (kind === 'modify') changes.push({ kind, path, text: fresh });
    else if (kind === 'delete') changes.push({ kind, path });
    else changes.push({ kind, path, to: `${pick(FOLDERS)}moved${index}.py` });
    if (kind === 'modify' && random() < 0.3) typed[path] = `${fresh}typed by the user\n`;
  }
  return { files, changes, typed };
}

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function linesOf(text: string, count: number): string {
  return Array.from({ length: count }, (_, line) => `${text} line ${line}\n`).join('');
}
