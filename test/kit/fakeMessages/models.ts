const MODELS = [
  { id: 'claude-opus-5-5', name: 'Claude Opus 5.5', line: 'opus' },
  { id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5', line: 'sonnet' },
  { id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5', line: 'haiku' },
];

/** The answer to `GET /v1/models`. */
export function modelList() {
  const data = MODELS.map(({ id, name, line }) => ({
    type: 'model',
    id,
    display_name: name,
    line,
    lifecycle: 'active',
    created_at: '2026-10-01T00:00:00Z',
    deprecated_at: null,
    retires_at: null,
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    capabilities: null,
  }));
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
