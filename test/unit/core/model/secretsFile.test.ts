import assert from 'node:assert/strict';
import { readSecrets, withoutKey } from '../../../../src/core/model/secretsFile';
import { hostileYaml } from '../../../kit/hostileYaml';
import { must } from '../../../kit/must';

describe('a secrets file', () => {
  it('gives the key of the service that is asked for, under its name in any letter case', () => {
    const text = 'ANTHROPIC_API_KEY: "sk-ant-1"\nopenai_api_key: sk-2\n';
    assert.deepEqual(must(readSecrets(text, 'anthropic')), { key: 'sk-ant-1', notes: [] });
    assert.deepEqual(must(readSecrets(text, 'openai')), { key: 'sk-2', notes: [] });
  });

  it('gives nothing but keys: an address, a header or a model has no effect, and that is said without its value', () => {
    const text =
      'anthropic_api_key: sk-ant-1\nbase_url: http://evil.example\nanthropic_base_url: http://evil.example\n';
    const { key, notes } = must(readSecrets(text, 'anthropic'));
    assert.equal(key, 'sk-ant-1');
    assert.deepEqual(notes, [
      'line 2 has no effect: only keys are read from this file',
      'line 3 has no effect: only keys are read from this file',
    ]);
  });

  for (const [what, text, key] of [
    ['nothing', '', undefined],
    ['a comment', '# my key\n', undefined],
    ['an empty value', 'anthropic_api_key:\n', undefined],
    ['blank text', 'anthropic_api_key: "  "\n', undefined],
    ['a number', 'anthropic_api_key: 123\n', '123'],
  ] as const) {
    it(`with ${what} gives ${key ?? 'none'}`, () => assert.equal(must(readSecrets(text, 'anthropic')).key, key));
  }

  for (const [what, text] of [
    ['the bare key', 'sk-ant-hidden\n'],
    ['a list', '- sk-ant-hidden\n'],
    ['broken YAML', 'anthropic_api_key: "sk-ant-hidden\n'],
    ['a key in a mapping', 'anthropic_api_key:\n  value: sk-ant-hidden\n'],
    ['a line of a shell', 'export ANTHROPIC_API_KEY=sk-ant-hidden: x: y\n'],
  ]) {
    it(`that is ${what} is a problem that does not repeat it`, () => {
      const read = readSecrets(text!, 'anthropic');
      assert.ok(!read.ok || read.value.key === undefined);
      assert.doesNotMatch(JSON.stringify(read), /hidden/);
    });
  }

  it('never throws, whatever it holds', () => {
    for (const { text } of hostileYaml) readSecrets(text.slice(0, 65_536), 'anthropic');
  });

  it('keeps what else is in it when the key is taken out, and is nothing when that was all', () => {
    assert.equal(
      must(withoutKey('# mine\nanthropic_api_key: x\nopenai_api_key: y # two\n', 'anthropic')),
      '# mine\nopenai_api_key: y # two\n',
    );
    assert.equal(
      must(withoutKey('{anthropic_api_key: x, openai_api_key: z}\n', 'anthropic')),
      '{ openai_api_key: z }\n',
    );
    assert.equal(must(withoutKey('ANTHROPIC_API_KEY: x\n', 'anthropic')), undefined);
  });
});
