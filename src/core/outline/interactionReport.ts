import type { Interaction } from '../model/interaction';

/** How many are written out; the table has all. */
const WRITTEN_OUT = 50;

export type LogState = 'on' | 'off';

/** The log as a Markdown document, the newest first. */
export function interactionReport(interactions: readonly Interaction[], state: LogState): string {
  const title = '# AgentForge: interaction log';
  const off = 'The log is switched off (setting `agentforge.interactionLog.enabled`): nothing new is added.';
  if (interactions.length === 0) {
    const empty = 'Nothing was asked in this project yet, so there is nothing to show.';
    return `${title}\n\n${state === 'on' ? empty : off}\n`;
  }
  const shown = interactions.slice(0, WRITTEN_OUT);
  const note = [
    'The newest first. Keys, tokens and passwords were taken out before anything was written.',
    ...(state === 'off' ? [off] : []),
    ...(shown.length < interactions.length
      ? [`The ${shown.length} newest of ${interactions.length} are written out.`]
      : []),
  ].join(' ');
  const table = [
    `| ${INTERACTION_COLUMNS.join(' | ')} |`,
    `|${INTERACTION_COLUMNS.map(() => ' --- ').join('|')}|`,
    ...interactions.map((each) => `| ${interactionCells(each).map(inCell).join(' | ')} |`),
  ].join('\n');
  return `${[title, note, table, ...shown.map(entry)].join('\n\n')}\n`;
}

export const INTERACTION_COLUMNS = [
  'time',
  'phase',
  'component',
  'model',
  'tokens',
  'cost',
  'stop',
  'took',
  'request',
] as const;

/** An interaction in short, under `INTERACTION_COLUMNS`. */
export function interactionCells(each: Interaction): readonly string[] {
  const { usage, cost } = each;
  const cached = usage === undefined || usage.cacheReadTokens === 0 ? '' : ` (${usage.cacheReadTokens} cached)`;
  return [
    each.at.replace('T', ' ').replace(/\.\d+Z$/, 'Z'),
    each.phase.toUpperCase(),
    each.component,
    each.model,
    usage === undefined ? 'unknown' : `${usage.inputTokens}${cached} + ${usage.outputTokens}`,
    cost === undefined ? 'unknown' : `$${cost.toFixed(4)}`,
    each.retries === 0 ? each.stop : `${each.stop} (asked ${each.retries + 1} times)`,
    `${(each.durationMs / 1000).toFixed(1)} s`,
    each.requestId ?? '',
  ];
}

function entry(each: Interaction): string {
  const [time, phase] = interactionCells(each);
  return [
    `## ${time} ${phase} ${oneLine(each.component)}`,
    oneLine(`${each.provider}, ${each.stop}`),
    `### Prompt\n\n${fenced(each.prompt)}`,
    `### Answer\n\n${each.answer === '' ? 'None.' : fenced(each.answer)}`,
  ].join('\n\n');
}

/** Longer than any fence in the text. */
function fenced(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.replace(/\n$/, '')}\n${fence}`;
}

function inCell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}

/** What an answer or a specification says is no Markdown of ours. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[<>[\]*`#\\]/g, '\\$&')
    .slice(0, 400);
}
