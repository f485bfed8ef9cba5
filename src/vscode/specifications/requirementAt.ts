import type { Requirement } from '../../core/spec/requirement';
import type { Specification } from '../../core/spec/specification';

/** The requirement in whose lines a line stands, from 0: each goes on to its end, or else to what comes next. */
export function requirementAt(
  { requirements, components }: Pick<Specification, 'requirements' | 'components'>,
  line: number,
): Requirement | undefined {
  const at = line + 1;
  const found = requirements.findLast(({ position }) => position.line <= at);
  if (found === undefined || (found.end !== undefined && found.end.line < at)) return undefined;
  const isOver = components.some(({ position }) => position.line > found.position.line && position.line <= at);
  return isOver ? undefined : found;
}
