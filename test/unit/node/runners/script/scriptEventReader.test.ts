import assert from 'node:assert/strict';
import { assert as check, constantFrom, dictionary, json, jsonValue, oneof, property, string } from 'fast-check';
import { ScriptEventReader } from '../../../../../src/node/runners/script/scriptEventReader';

const FILE = '/home/ann/test/a.test.js';

describe('the reader of what our plugins write', () => {
  const reader = () =>
    new ScriptEventReader({ root: '/home/ann', cwd: '/home/ann', files: ['test/a.test.js'], isRunner: () => false });
  const line = (event: object): string => JSON.stringify({ file: FILE, ...event });

  it('takes any line without falling over', () => {
    const type = constantFrom('file', 'tests', 'start', 'result', 'fileError', 'died', 'end', 'broken');
    const event = dictionary(constantFrom('key', 'tests', 'error', 'suites', 'state', 'line', 'kind'), jsonValue());
    check(
      property(oneof(string(), json()), type, event, (text, of, fields) => {
        const each = reader();
        each.read(line({ type: 'tests', tests: [{ key: '1', suites: [], name: 'a' }] }));
        assert.ok(Array.isArray(each.read(text) ?? []));
        assert.ok(Array.isArray(each.read(line({ ...fields, type: of, key: '1' }))));
      }),
    );
  });

  it('believes nothing on files that were not asked for, and on tests that were not announced', () => {
    const each = reader();
    assert.deepEqual(each.read(line({ type: 'file', file: '/home/ann/test/b.test.js' })), []);
    assert.equal(each.anyFile, false);
    assert.deepEqual(each.read(line({ type: 'result', key: '1', state: 'passed' })), []);
  });

  it('takes no lines of another making', () => {
    for (const text of ['', 'x', '{}', '[]', '{"type":1}', line({ type: 'other' })]) {
      assert.equal(reader().read(text), undefined, text);
    }
  });

  it('is whole only with an end and without a death before it', () => {
    const [whole, dead] = [reader(), reader()];
    assert.equal(whole.isWhole, false);
    whole.read('{"type":"end"}');
    assert.equal(whole.isWhole, true);
    assert.deepEqual(dead.read(line({ type: 'died', detail: 'killed' })), [
      { kind: 'file-died', file: 'test/a.test.js', detail: 'test/a.test.js: killed' },
    ]);
    dead.read('{"type":"end"}');
    assert.equal(dead.isWhole, false);
  });
});
