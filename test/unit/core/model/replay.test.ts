import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../../src/core/model/provider';
import { recordedProvider } from '../../../../src/core/model/recordedProvider';
import { recordedAnswerFile } from '../../../../src/core/workspace/ownPath';

const REQUEST: ModelRequest = {
  model: 'claude-sonnet-5-5',
  system: 's',
  user: ['u'],
  maxTokens: 100,
  purpose: { component: 'escalation_domain', phase: 'red' },
};

describe('answers that are there already', () => {
  it('say that no model was called', () => {
    const recorded = recordedProvider(async () => '');
    const pasted = pastedProvider('');
    assert.deepEqual(
      [recorded.label, recorded.modelName, pasted.label, pasted.modelName],
      ['recorded answer, no model was called', 'recorded', 'pasted answer, no model was called', 'manual'],
    );
  });

  it('come line by line, with their line ends, and without usage', async () => {
    assert.deepEqual(await eventsOf(pastedProvider('one\r\ntwo\n\nthree')), [
      { kind: 'started', model: 'manual' },
      { kind: 'text', text: 'one\r\n' },
      { kind: 'text', text: 'two\n' },
      { kind: 'text', text: '\n' },
      { kind: 'text', text: 'three' },
      { kind: 'completed', stopReason: 'end_turn', usage: undefined },
    ]);
  });

  it('lose nothing of any text', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('\n', '\r', 'a', '\u2028', '€', '```')), async (parts) => {
        const events = await eventsOf(pastedProvider(parts.join('')));
        assert.equal(events.map((event) => (event.kind === 'text' ? event.text : '')).join(''), parts.join(''));
        assert.ok(events.every((event) => event.kind !== 'text' || event.text !== ''));
      }),
    ));

  it('stop when cancelled', async () => {
    const abort = new AbortController();
    const events: ModelEvent[] = [];
    for await (const event of pastedProvider('one\ntwo\n').stream(REQUEST, abort.signal)) {
      events.push(event);
      if (event.kind === 'text') abort.abort();
    }
    assert.deepEqual(events.slice(1), [
      { kind: 'text', text: 'one\n' },
      { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false },
    ]);
  });
});

describe('recorded answers', () => {
  it('are found by component and phase', async () => {
    const recorded = recordedProvider(async (component, phase) => `${component} in ${phase}`);
    assert.deepEqual((await eventsOf(recorded))[1], { kind: 'text', text: 'escalation_domain in red' });
  });

  it('name the file that is missing', async () => {
    const path = '.agentforge/recordings/escalation_domain.red.md';
    assert.deepEqual(await eventsOf(recordedProvider(async () => undefined)), [
      { kind: 'failed', problem: { kind: 'recording-missing', path }, retryable: false },
    ]);
  });

  it('lie in one folder, whatever a component is called', () => {
    assert.equal(
      recordedAnswerFile('Überweisung v1.2', 'red').relative,
      '.agentforge/recordings/Überweisung-v1.2.red.md',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (component) => {
        const [folder, recordings, file, ...more] = recordedAnswerFile(component, 'green').relative.split(/[\\/]/);
        assert.deepEqual([folder, recordings, more], ['.agentforge', 'recordings', []]);
        assert.ok(file?.endsWith('.green.md'));
      }),
    );
  });
});

async function eventsOf(provider: ModelProvider): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(REQUEST, new AbortController().signal)) events.push(event);
  return events;
}
