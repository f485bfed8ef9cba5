import { EFFORTS } from '../../config/effort';
import type { ModelInfo, ThinkingMode } from '../modelInfo';
import type { ListedModel } from './modelCatalogue';

const LIFECYCLES: readonly ModelInfo['lifecycle'][] = ['active', 'deprecated', 'retired'];
const THINKING: readonly ThinkingMode[] = ['between_tools', 'adaptive', 'disabled', 'enabled'];
const MOST_MODELS = 500;
const MOST_TOKENS = 100_000_000;
const LONGEST_NAME = 100;

/**
 * The models of an answer of the Models API, or of what was kept of one. It comes from outside: what is not as it should be is left
 * out, a model without a usable id whole. Empty for anything that is no such answer, as a gateway may give.
 */
export function readModels(items: unknown): readonly ListedModel[] {
  if (!Array.isArray(items)) return [];
  const models = items.slice(0, MOST_MODELS).flatMap(readModel);
  return models.filter(({ id }, index) => models.findIndex((other) => other.id === id) === index);
}

function readModel(item: unknown): ListedModel[] {
  const model = fields(item);
  const id = model['id'];
  if (model['type'] !== 'model' || typeof id !== 'string' || !/^[\w.:/@-]{1,200}$/.test(id)) return [];
  const capabilities = fields(model['capabilities']);
  const hasCapabilities = model['capabilities'] !== null && typeof model['capabilities'] === 'object';
  const [thinking, effort] = [fields(capabilities['thinking']), fields(capabilities['effort'])];
  const types = fields(thinking['types']);
  return [
    {
      id,
      name: nameOf(model['display_name']) ?? id,
      contextTokens: tokens(model['max_input_tokens']),
      outputTokens: tokens(model['max_tokens']),
      lifecycle: LIFECYCLES.find((stage) => stage === model['lifecycle']) ?? 'active',
      retiresAt: date(model['retires_at']),
      thinking: hasCapabilities ? THINKING.filter((mode) => isSupported(types[mode])) : undefined,
      effort: hasCapabilities
        ? EFFORTS.filter((level) => isSupported(effort) && isSupported(effort[level]))
        : undefined,
    },
  ];
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isSupported(value: unknown): boolean {
  return fields(value)['supported'] === true;
}

/** Shown to people: nothing in it may draw or reorder. */
function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const name = value
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
  return name === '' ? undefined : name;
}

function tokens(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MOST_TOKENS ? value : undefined;
}

function date(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value))
    ? value.slice(0, 10)
    : undefined;
}
