import assert from 'node:assert/strict';
import type { ModelEvent, ModelRequest } from '../../../../../src/core/model/provider';
import type { AnthropicProviderOptions } from '../../../../../src/node/models/claude/anthropicProvider';
import { createAnthropicProvider } from '../../../../../src/node/models/claude/anthropicProvider';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';

export const KEY = 'sk-ant-test-0123456789';
export const REQUEST: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 'You write tests.',
  user: ['Write one.'],
  maxTokens: 32_000,
  purpose: { component: 'escalation_domain', phase: 'red' },
};

/** The provider before a fake API, with whatever a test wants otherwise. */
export function providerAt(api: RunningFakeMessages, options: Partial<AnthropicProviderOptions> = {}) {
  return createAnthropicProvider({ apiKey: KEY, model: REQUEST.model, baseUrl: api.url, ...options });
}

export const CANCELLED: ModelEvent = { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };

export async function eventsOf(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

export function textOf(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
}

export function kindsOf(events: readonly ModelEvent[]): string[] {
  return events.map((event) => (event.kind === 'failed' ? event.problem.kind : event.kind));
}

/** The stream ends with one failure of the kind; returns its detail. */
export function assertFailed(events: readonly ModelEvent[], kind: string, detail: RegExp, retryable: boolean): string {
  const last = events.at(-1);
  assert.ok(last?.kind === 'failed', JSON.stringify(events));
  assert.equal(events.filter((event) => event.kind === 'failed' || event.kind === 'completed').length, 1);
  assert.equal(last.problem.kind, kind);
  assert.equal(last.retryable, retryable);
  assert.ok('detail' in last.problem);
  assert.match(last.problem.detail, detail);
  return last.problem.detail;
}
