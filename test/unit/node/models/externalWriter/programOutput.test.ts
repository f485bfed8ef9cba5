import assert from 'node:assert/strict';
import { ProgramOutput } from '../../../../../src/node/models/externalWriter/programOutput';

describe('what a program prints', () => {
  let output: ProgramOutput;

  beforeEach(() => {
    output = new ProgramOutput(['value-0123456789'], '/tmp/copy');
  });

  it('comes as whole lines, quoted, from both streams', async () => {
    output.add('on', 'stdout');
    output.add('error\r\n', 'stderr');
    assert.equal(output.take(), '> error\n');
    output.add('e\n\n  \ntwo', 'stdout');
    assert.equal(output.take(), '> one\n');
    await output.finish();
    assert.equal(output.take(), '> two\n');
    assert.equal(output.take(), '');
    assert.equal(output.lastWords, ':\nerror\none\ntwo');
  });

  it('steers no terminal, and tells no secret that it was given', () => {
    output.add('\u001b[31mkey=value-0123456789\u001b[0m \u202e\u0007\n', 'stdout');
    assert.equal(output.take(), '> key=[redacted] \\u{202e}\\u{7}\n');
  });

  it('of a bar of progress is what it said last', () => {
    output.add('10 %\r50 %\r100 %\r\n', 'stdout');
    assert.equal(output.take(), '> 100 %\n');
  });

  it('names no folder of this machine in which it works', () => {
    output.add('wrote /tmp/copy/src/a.js and /tmp/copy2/b.js\n', 'stdout');
    assert.equal(output.take(), '> wrote src/a.js and /tmp/copy2/b.js\n');
  });

  it('is kept as its beginning and its end', async () => {
    for (let line = 1; line <= 3_000; line++) output.add(`line ${line} ${'x'.repeat(1_000)}\n`, 'stdout');
    const first = output.take().trimEnd().split('\n');
    await output.finish();
    const last = output.take().trimEnd().split('\n');
    assert.equal(first.length, 100);
    assert.ok(first.every((line) => line.length <= 502));
    assert.deepEqual(last.map((line) => line.slice(0, 11)).slice(0, 2), ['> … 2880 li', '> line 2981']);
    assert.match(last.at(-1) ?? '', /^> line 3000 x+$/);
    assert.match(output.lastWords, /^:\nline 2993 [\s\S]*line 3000 x+$/);
  });

  it('is told whole, and once, when it is little more than its beginning', async () => {
    for (let line = 1; line <= 103; line++) output.add(`line ${line}\n`, 'stdout');
    await output.finish();
    const lines = output.take().trimEnd().split('\n');
    assert.deepEqual(
      lines,
      Array.from({ length: 103 }, (_, index) => `> line ${index + 1}`),
    );
  });
});
