import type { Problem } from '../../errors';
import { oneLine } from '../../lib/markdown';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { Strength } from '../../proof/mutation/strength';
import { strengthMarkdown, strengthSection } from '../../proof/mutation/strengthMarkdown';
import { changedSince } from '../fileMarks';
import type { Ports } from '../ports';
import type { Session } from '../session';
import { componentOf } from '../session';

/** What was found of a component, and whether it still holds. */
export interface KeptStrength {
  readonly strength: Strength;
  /** Code or tests that changed since; what is said of them is old. */
  readonly changed: readonly string[];
}

/** Keeps it with the attempt that reached GREEN, in the place of an earlier one; gives the path of its page from the root. */
export async function keepStrength(
  session: Session,
  strength: Strength,
  ports: Pick<Ports, 'attempts'>,
): Promise<Result<string, Problem>> {
  const attempt = attemptOf(session, strength.component);
  if (attempt === undefined) return fail({ kind: 'session-missing' });
  const path = ports.attempts.pathOf(session.id, attempt, 'strength.md');
  const page = strengthMarkdown(strength, '../'.repeat(path.split('/').length - 1));
  const saved = await ports.attempts.saveStrength(session.id, attempt, { strength, page });
  return saved.ok ? ok(path) : saved;
}

/** What was found last; undefined when nobody looked since GREEN was reached, `not ours` where somebody did elsewhere. */
export async function keptStrength(
  session: Session,
  component: string,
  ports: Pick<Ports, 'attempts' | 'reader' | 'links'>,
): Promise<KeptStrength | 'not ours' | undefined> {
  const attempt = attemptOf(session, component);
  const strength = attempt === undefined ? undefined : await ports.attempts.readStrength(session.id, attempt);
  if (strength === 'not ours') return strength;
  if (strength?.component !== component) return undefined;
  return { strength, changed: await changedSince(strength.files, ports) };
}

/** What was found last, as a section of a report in Markdown; nothing when nobody looked. `toRoot` leads to the root: `../../`. */
export async function strengthReport(
  session: Session,
  component: string,
  toRoot: string,
  ports: Pick<Ports, 'attempts' | 'reader' | 'links'>,
): Promise<readonly string[]> {
  const kept = await keptStrength(session, component, ports);
  if (kept === undefined) return [];
  if (kept !== 'not ours' && kept.changed.length === 0) return [strengthSection(kept.strength, toRoot)];
  const why =
    kept === 'not ours'
      ? 'it was not looked at here; a record that came with the project counts for nothing'
      : `${kept.changed.map(oneLine).join(', ')} changed since it was looked at`;
  const again = `agentforge strength ${oneLine(component)}`;
  return [`## Strength of the tests\n\nNot shown: ${why}. Look ${kept === 'not ours' ? '' : 'again '}with: ${again}`];
}

function attemptOf(session: Session, component: string): string | undefined {
  return componentOf(session, component)?.phases.green?.attempt;
}
