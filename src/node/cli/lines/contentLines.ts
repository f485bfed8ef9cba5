import type { ContentRow } from '../../../core/outline/promptContents';
import type { Colors } from '../colors';

/** A table without header of what is in a prompt, or is not. */
export function contentLines(rows: readonly ContentRow[], { dim }: Colors): readonly string[] {
  const section = Math.max(...rows.map((row) => row.section.length));
  const file = Math.max(...rows.map((row) => row.file.length));
  return rows.map((row) =>
    [row.section.padEnd(section), row.file.padEnd(file), String(row.tokens ?? '').padStart(6), dim(row.why)].join('  '),
  );
}
