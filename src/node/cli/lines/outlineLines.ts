import type { Row, RowState } from '../../../core/outline/row';
import type { Colors } from '../colors';

/** Rows with what is below them, each with a mark of its state. */
export function outlineLines(rows: readonly Row[], colors: Colors, depth = 0): readonly string[] {
  return rows.flatMap(({ state, label, description, children }) => {
    const aside = description === '' ? '' : `  ${colors.dim(description)}`;
    return [
      `${'  '.repeat(depth)}${markOf(state, colors)} ${label}${aside}`,
      ...outlineLines(children, colors, depth + 1),
    ];
  });
}

function markOf(state: RowState, { green, red, yellow, dim, cyan }: Colors): string {
  switch (state) {
    case 'reached':
    case 'accepted':
      return green('✓');
    case 'failed':
    case 'stopped':
    case 'refused':
      return red('✗');
    case 'stale':
      return yellow('!');
    case 'running':
    case 'reviewing':
      return cyan('…');
    case 'ready':
      return '○';
    case 'rejected':
      return dim('–');
    case 'waiting':
      return dim('·');
    case 'none':
      return ' ';
  }
}
