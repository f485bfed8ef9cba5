import { arrivedHunkRows, hunkRows } from './hunkRow';
import { noteRows } from './noteRows';
import type { Activity } from './outline';
import { proposalRow } from './proposalRow';
import type { Row } from './row';
import { withUniqueIds } from './uniqueIds';

/**
 * What is proposed and what was decided about it, from the first line of the first file on: the files, their hunks, and what else a
 * person should know.
 */
export function reviewOutline(activity: Activity): readonly Row[] {
  const { component, phase: work, changes, review } = activity;
  const phase = work === 'documents' ? undefined : work;
  const place = { id: `review/${component}/${work}`, component, phase };
  const files = (changes?.files ?? []).map((file, index) => {
    const reviewed = review?.files[index];
    const row = proposalRow(place, file, reviewed);
    const hunks = reviewed === undefined ? arrivedHunkRows(place, file) : hunkRows(place, reviewed);
    return { ...row, children: [...row.children, ...hunks] };
  });
  return withUniqueIds([...files, ...noteRows(place, activity)]);
}
