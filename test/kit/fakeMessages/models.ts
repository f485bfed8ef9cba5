interface FakeModel {
  readonly id: string;
  readonly name: string;
  readonly lifecycle?: 'active' | 'deprecated' | 'retired';
  readonly retiresAt?: string;
  readonly thinking: readonly string[];
  readonly isRecent?: boolean;
}

const MODELS: readonly FakeModel[] = [
  { id: 'claude-opus-5-5', name: 'Claude Opus 5.5', thinking: ['adaptive'] },
  { id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', thinking: ['adaptive', 'between_tools'] },
  { id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', thinking: ['adaptive', 'disabled'] },
  { id: 'claude-fable-5-1', name: 'Claude Fable 5.1', thinking: ['adaptive'] },
  {
    ...{ id: 'claude-sonnet-4-5-20250929', name: 'Claude Sonnet 4.5', lifecycle: 'deprecated' },
    ...{ retiresAt: '2026-11-30T00:00:00Z', thinking: ['enabled', 'disabled'], isRecent: false },
  },
  {
    ...{ id: 'claude-opus-4-20250514', name: 'Claude Opus 4', lifecycle: 'retired' },
    ...{ retiresAt: '2026-06-15T00:00:00Z', thinking: ['enabled', 'disabled'], isRecent: false },
  },
];

/** The answer to `GET /v1/models`, with the stages of life that were asked for. */
export function modelList(stages: readonly string[] = ['active', 'deprecated']) {
  const data = MODELS.filter(({ lifecycle = 'active' }) => stages.includes(lifecycle)).map(described);
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}

/** What a model of the list would reject of a request; of others nothing is known. */
export function rejectedBy({ model, thinking, output_config: output, max_tokens: limit }: any): string | undefined {
  const known = modelList(['active', 'deprecated', 'retired']).data.find(({ id }) => id === model);
  if (known === undefined) return undefined;
  if (known.lifecycle === 'retired') return `model: ${model}`;
  const { types } = known.capabilities.thinking;
  if (thinking !== undefined && types[thinking.type]?.supported !== true) {
    return `thinking.type.${thinking.type}: this model does not support it`;
  }
  if (output?.effort !== undefined && !known.capabilities.effort.supported)
    return 'output_config.effort: not supported';
  const isDeep = ['xhigh', 'max'].includes(output?.effort);
  if (thinking?.type === 'between_tools' && isDeep) return 'output_config.effort: not allowed with thinking off';
  return limit > known.max_tokens ? `max_tokens: ${limit} > ${known.max_tokens}` : undefined;
}

function described({ id, name, lifecycle = 'active', retiresAt, thinking, isRecent = true }: FakeModel) {
  const supported = (names: readonly string[], all: readonly string[]) =>
    Object.fromEntries(all.map((each) => [each, { supported: names.includes(each) }]));
  const efforts = ['low', 'medium', 'high', 'xhigh', 'max'];
  return {
    type: 'model',
    id,
    display_name: name,
    line: id.split('-')[1],
    lifecycle,
    created_at: '2026-10-01T00:00:00Z',
    deprecated_at: lifecycle === 'active' ? null : '2026-05-01T00:00:00Z',
    retires_at: retiresAt ?? null,
    max_input_tokens: isRecent ? 1_000_000 : 200_000,
    max_tokens: isRecent ? 128_000 : 64_000,
    capabilities: {
      thinking: { supported: true, types: supported(thinking, ['adaptive', 'between_tools', 'disabled', 'enabled']) },
      effort: { supported: isRecent, ...supported(isRecent ? efforts : [], efforts) },
    },
  };
}
