import type { ChangeSet } from '../changes/changeSet';
import type { Omission } from '../context/contextBundle';
import type { Review } from '../review/review';
import type { PhasePlace, Row } from './row';

/** What a person should know who decides: the answer's own explanation, what was read into it, what the model was not shown. */
export function noteRows(
  phaseRow: PhasePlace,
  about: {
    readonly changes: ChangeSet | undefined;
    readonly review: Review | undefined;
    readonly omitted: readonly Omission[];
  },
): readonly Row[] {
  const { changes, review, omitted } = about;
  if (changes === undefined || review === undefined) return [];
  const row = (name: string, text: string, description: string): Row => ({
    id: `${phaseRow.id}/note/${name}`,
    kind: 'note',
    label: text.split('\n', 1)[0] ?? '',
    description,
    detail: text,
    state: 'none',
    actions: [],
    target: undefined,
    component: phaseRow.component,
    phase: phaseRow.phase,
    children: [],
  });
  return [
    ...(changes.explanation === '' ? [] : [row('explanation', changes.explanation, 'explanation of the answer')]),
    ...changes.notes.map((note, index) => row(`note/${index}`, note, 'how the answer was read')),
    ...omitted.map(({ what, why }) => row(`omitted/${what}`, `${what} (${why})`, 'left out of the prompt')),
  ];
}
