import type { ProposedFile } from '../../../core/changes/changeSet';
import { countChanges, hunksBetween } from '../../../core/changes/diff';
import type { Colors } from '../colors';
import { labelledLine } from './labelledLine';

const VERB: Readonly<Record<ProposedFile['action'], string>> = {
  write: 'proposed',
  append: 'added to',
  delete: 'deleted',
  rename: 'renamed',
};

/** A proposed file with what is to be known of it, and its diff; why alone where it is refused. */
export function proposedLines(file: ProposedFile, colors: Colors): readonly string[] {
  const { red, yellow, dim } = colors;
  if (file.refusal !== undefined) return [labelledLine('refused', red(`${file.name}: ${file.refusal.detail}`))];
  const { added, removed } = countChanges(file.base?.text ?? '', file.text);
  const target = file.to === undefined ? '' : ` -> ${file.to.relative}`;
  const protection = file.protected ? yellow('  protected: needs its own consent') : '';
  const contract = (file.concerns?.contract ?? []).map(({ line, detail }) =>
    yellow(`contract change, line ${line}: ${detail}`),
  );
  const workarounds = (file.concerns?.workarounds ?? []).map(({ weight, line, detail }) => {
    const text = `line ${line}: ${detail}`;
    return weight === 'decide' ? yellow(`looks like a way around the tests, ${text}`) : dim(text);
  });
  const checks = (file.checks ?? []).map(({ weight, line, detail }) => {
    const text = line === undefined ? detail : `line ${line}: ${detail}`;
    return weight === 'warning' ? yellow(text) : dim(text);
  });
  return [
    labelledLine(VERB[file.action], `${file.name}${target}  +${added} -${removed}${protection}`),
    ...[...contract, ...workarounds, ...checks].map((text) => labelledLine('', text)),
    ...diffLines(file, colors).map((line) => `    ${line}`),
  ];
}

function diffLines({ base, text }: ProposedFile, { cyan, green, red }: Colors): readonly string[] {
  const colored = (line: string) => (line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line);
  return hunksBetween(base?.text ?? '', text).flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...lines.map(colored),
  ]);
}
