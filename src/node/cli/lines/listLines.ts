import { dollars } from '../../../core/lib/dollars';
import type { ModelCatalogue } from '../../../core/model/catalogue/modelCatalogue';
import { undated } from '../../../core/model/catalogue/undated';
import { PRICES_AS_OF } from '../../../core/model/price';
import type { costLines } from '../../../core/outline/costLines';
import { modelLine } from '../../../core/outline/modelLine';
import { PHASE_LABEL } from '../../../core/phase';
import type { Generation } from '../../../core/tdflow/history';
import type { Session } from '../../../core/tdflow/session';
import { lastTouched } from '../../../core/tdflow/session';
import type { Colors } from '../colors';

/** The history: a generation with its verdict and files below it. */
export function generationLines(generations: readonly Generation[], colors: Colors): readonly string[] {
  return generations.flatMap(({ number, at, phase, component, record, files, state }) => {
    const paid = record?.cost === undefined ? '' : `, ${dollars(record.cost)}`;
    const title = `${String(number).padStart(3)}  ${at.slice(0, 16).replace('T', ' ')}  ${PHASE_LABEL[phase]} ${component}`;
    const how = record === undefined ? '' : `  ${record.result.replace('-', ' ')} (${record.model}${paid})`;
    return [
      `${colors.bold(title)}${how}  ${state}`,
      ...(record === undefined ? [] : [colors.dim(`     ${record.summary}`)]),
      ...files.map(({ path, change }) => `     ${change.padEnd(8)} ${path}`),
    ];
  });
}

/** A line for each session: its id, its specification, how far it is, when it was last touched. */
export function sessionLines(sessions: readonly Session[]): readonly string[] {
  return sessions.map((session) => {
    const verified = session.components.filter(({ status }) => status === 'verified').length;
    const share = `${verified}/${session.components.length} verified`;
    return `${session.id}  ${session.specFile}  ${share}  ${lastTouched(session)}`;
  });
}

/** The models, what is over set back, and a last line that says what the numbers are. */
export function modelLines(
  { models, asOf }: ModelCatalogue,
  chosen: string | undefined,
  colors: Colors,
): readonly string[] {
  const lines = models.map(modelLine);
  const wide = (key: 'id' | 'limits' | 'price') => Math.max(...lines.map((line) => line[key].length));
  const [id, limits, price] = [wide('id'), wide('limits'), wide('price')];
  const shown = lines.map((line) => {
    const isChosen = chosen !== undefined && undated(line.id) === undated(chosen);
    const about = [line.role, line.life, isChosen ? 'chosen' : ''].filter(Boolean).join(', ');
    const cells = [line.id.padEnd(id), line.limits.padEnd(limits), line.price.padEnd(price), about];
    const text = cells.join('  ').trimEnd();
    return line.life.startsWith('retired') ? colors.dim(text) : text;
  });
  const units = `Limits in tokens, as of ${asOf}; US dollars for a million tokens in / out, as of ${PRICES_AS_OF}.`;
  return [...shown, colors.dim(units)];
}

/** What was spent, deeper lines indented, amounts below each other. */
export function costTable(lines: ReturnType<typeof costLines>): readonly string[] {
  const width = Math.max(...lines.map(({ depth, label }) => depth * 2 + label.length)) + 2;
  return lines.map(({ depth, label, value }) => `${'  '.repeat(depth)}${label}`.padEnd(width) + value);
}
