import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Verdict } from '../verdict/verdict';
import type { Waiver, WaiverTarget } from '../verdict/waiver';
import { WAIVABLE_REASONS } from '../verdict/waiver';
import { changedSince } from './fileMarks';
import type { Ports } from './ports';
import type { Session } from './session';
import { componentOf } from './session';

/** The waivers of a component that still count, and sentences about those that do not: the tests have another text now. */
export async function waiversFor(
  component: string,
  ports: Pick<Ports, 'reader' | 'links' | 'waivers'>,
): Promise<{ readonly waivers: readonly Waiver[]; readonly notes: readonly string[] }> {
  const waivers: Waiver[] = [];
  const notes: string[] = [];
  for (const waiver of await ports.waivers.list()) {
    if (waiver.component !== component) continue;
    if ((await changedSince(waiver.files, ports)).length === 0) waivers.push(waiver);
    else notes.push(`You waived ${waiver.target.name} for another text of the tests, so that no longer counts.`);
  }
  return { waivers, notes };
}

/** Waives what the last RED verdict of a component named, for the tests as they were then. */
export async function waive(
  session: Session,
  wish: { readonly component: string; readonly target: WaiverTarget; readonly reason: string },
  ports: Pick<Ports, 'attempts' | 'waivers' | 'clock'>,
): Promise<Result<Waiver, Problem>> {
  const { component, target, reason } = wish;
  if (reason.trim() === '') return fail({ kind: 'input-invalid', detail: 'A waiver needs a reason.' });
  const record = componentOf(session, component)?.phases.red;
  const saved = record === undefined ? undefined : await ports.attempts.readVerdict(session.id, record.attempt);
  if (record === undefined || saved === undefined) {
    const detail = `RED of ${component} has no verdict yet, so there is nothing to waive.`;
    return fail({ kind: 'phase-out-of-order', detail, remedy: `Run RED of ${component}.` });
  }
  const known = waivableIn(saved.verdict);
  const meant = known.find(({ kind, name }) => kind === target.kind && isNamed(name, target.name));
  if (meant === undefined) {
    const choice = known.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    const detail = `The last RED verdict of ${component} does not name the ${target.kind} ${target.name} as something to waive; it names ${choice || 'nothing'}.`;
    return fail({ kind: 'input-invalid', detail });
  }
  const waiver: Waiver = {
    component,
    target: meant,
    reason: reason.trim(),
    at: ports.clock.now().toISOString(),
    files: record.files,
  };
  const stored = await ports.waivers.add(waiver);
  return stored.ok ? ok(waiver) : stored;
}

/** What a verdict leaves to a person: the blocks, the tests in them, and the tests whose worth is a matter of opinion. */
export function waivableIn({ tests, blocks }: Verdict): readonly WaiverTarget[] {
  const blocked = blocks ?? [];
  const single = new Set([
    ...tests.filter((test) => !test.asNeeded && WAIVABLE_REASONS.has(test.reason)).map(({ id }) => id),
    ...blocked.flatMap((block) => block.tests),
  ]);
  return [
    ...blocked.map(({ kind, name }) => ({ kind, name })),
    ...[...single].map((name) => ({ kind: 'test' as const, name })),
  ];
}

/** A test may be named by the end of its id: `test_total`. */
function isNamed(name: string, given: string): boolean {
  return name === given || name.endsWith(`::${given}`);
}
