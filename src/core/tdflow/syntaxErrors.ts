import type { ChangeSet } from '../changes/changeSet';

interface SyntaxFault {
  readonly name: string;
  /** From 1; undefined when it is about the whole file. */
  readonly line: number | undefined;
  readonly detail: string;
}

/** Where a parser cannot read the proposed files; those that it could not read before are not among them. */
export function syntaxErrors({ files }: ChangeSet): readonly SyntaxFault[] {
  return files.flatMap(({ name, checks = [] }) =>
    checks
      .filter(({ kind, weight }) => kind === 'syntax' && weight === 'warning')
      .map(({ line, detail }) => ({ name, line, detail })),
  );
}
