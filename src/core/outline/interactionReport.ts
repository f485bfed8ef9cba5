import { dollars } from '../lib/dollars';
import { fenced, markdownTable, oneLine } from '../lib/markdown';
import type { Interaction } from '../model/interaction';
import type { Usage } from '../model/provider';

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
  const table = markdownTable(INTERACTION_COLUMNS, interactions.map(interactionCells));
  return `${[title, note, table, ...shown.map(entry)].join('\n\n')}\n`;
}

export const INTERACTION_COLUMNS = [
  'time',
  'phase',
  'component',
  'model',
  'tokens',
  'cost',
  'end',
  'took',
  'request',
] as const;

/** An interaction in short, under `INTERACTION_COLUMNS`. */
export function interactionCells(each: Interaction): readonly string[] {
  const { usage, cost } = each;
  return [
    each.at.replace('T', ' ').replace(/\.\d+Z$/, 'Z'),
    each.phase.toUpperCase(),
    each.component,
    each.model,
    usage === undefined ? 'unknown' : tokensOf(usage),
    cost === undefined ? 'unknown' : dollars(cost),
    each.retries === 0 ? endOf(each) : `${endOf(each)} (asked ${each.retries + 1} times)`,
    `${(each.durationMs / 1000).toFixed(1)} s`,
    each.requestId ?? '',
  ];
}

function tokensOf({ inputTokens, outputTokens, cacheReadTokens }: Usage): string {
  const [sent, came, cached] = [inputTokens, outputTokens, cacheReadTokens].map((count) => count.toLocaleString('en'));
  return `${sent} in${cacheReadTokens === 0 ? '' : ` (${cached} cached)`}, ${came} out`;
}

/** The service's own word where there is no better one. */
function endOf({ stop }: Interaction): string {
  return END.get(stop) ?? stop;
}

const END = new Map([
  ['end_turn', 'finished'],
  ['max_tokens', 'cut at the limit'],
  ['model_context_window_exceeded', 'cut: the context is full'],
  ['pause_turn', 'paused'],
  ['refusal', 'refused'],
  ['cancelled', 'cancelled'],
]);

function entry(each: Interaction): string {
  const [time, phase] = interactionCells(each);
  return [
    `## ${time} ${phase} ${oneLine(each.component)}`,
    oneLine(`${each.provider}, ${endOf(each)}`),
    `### Prompt\n\n${fenced(each.prompt)}`,
    `### Answer\n\n${each.answer === '' ? 'None.' : fenced(each.answer)}`,
  ].join('\n\n');
}
