import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answerFormat } from '../../../../src/core/prompt/answerFormat';
import { blocksOf, parseChunks } from './parse';

const F = '```';

function only(answer: string) {
  const blocks = blocksOf(answer);
  assert.equal(blocks.length, 1, `one block expected in ${JSON.stringify(answer)}`);
  return blocks[0]!;
}

function opened(info: string, fence = F) {
  return only(`${fence}${info}\nx\n${fence}\n`);
}

describe('ResponseParser', () => {
  it('gives prose, blocks and the end in order, with line numbers', () => {
    assert.deepEqual(parseChunks([`Here:\n\n${F}python:src/a.py\nx = 1\n${F}\nDone.`]), [
      { kind: 'prose', text: 'Here:', line: 1 },
      { kind: 'prose', text: '', line: 2 },
      {
        kind: 'block-opened',
        action: 'write',
        path: 'src/a.py',
        to: undefined,
        origin: 'marker',
        language: 'python',
        line: 3,
      },
      { kind: 'block-line', text: 'x = 1', line: 4 },
      { kind: 'block-closed', line: 5 },
      { kind: 'prose', text: 'Done.', line: 6 },
      { kind: 'end' },
    ]);
  });

  it('gives nothing but the end for an empty answer', () => {
    assert.deepEqual(parseChunks([]), [{ kind: 'end' }]);
    assert.deepEqual(parseChunks(['', '']), [{ kind: 'end' }]);
  });

  it('shows a line as soon as it is whole, not before', () => {
    const chunks = [`${F}py:a.py\nx`, ' = 1', '\ny'];
    assert.deepEqual(
      chunks.map((_, count) => parseChunks(chunks.slice(0, count + 1)).filter((e) => e.kind === 'block-line').length),
      [1, 1, 2],
    );
  });

  describe('markers', () => {
    const cases: [info: string, path: string | undefined, language: string][] = [
      ['python:src/a.py', 'src/a.py', 'python'],
      ['Python:src/a.py', 'src/a.py', 'python'],
      ['python : my dir/a.py', 'my dir/a.py', 'python'],
      ['python: a.py', 'a.py', 'python'],
      [' python:a.py  ', 'a.py', 'python'],
      [':src/a.py', 'src/a.py', ''],
      ['c++:src/a.cpp', 'src/a.cpp', 'c++'],
      ['python:"my dir/a.py"', 'my dir/a.py', 'python'],
      ['python path=a.py', 'a.py', 'python'],
      ['python path="my dir/a.py"', 'my dir/a.py', 'python'],
      ["python file='a.py'", 'a.py', 'python'],
      ['js filename=src/a.js {1,3}', 'src/a.js', 'js'],
      ['ts title="src/a.ts"', 'src/a.ts', 'ts'],
      ['{.python file="a.py"}', 'a.py', 'python'],
      ['path=a.py', 'a.py', ''],
      ['ts title="How to call it"', undefined, 'ts'],
      ['src/a.py', 'src/a.py', ''],
      ['a.py', 'a.py', ''],
      ['python src/a.py', 'src/a.py', 'python'],
      ['python', undefined, 'python'],
      ['', undefined, ''],
      ['python:', undefined, 'python'],
      ['node.js', undefined, 'node.js'],
      ['vb.net', undefined, 'vb.net'],
      ['my dir/a.py', undefined, 'my'],
      ['{r, echo=FALSE}', undefined, 'r'],
      ['python:C:\\x.py', 'C:\\x.py', 'python'],
      ['C:\\x.py', 'C:\\x.py', ''],
      ['c:src/main.c', 'src/main.c', 'c'],
      ['python:https://example.org/x.py', 'https://example.org/x.py', 'python'],
      ['python:../../etc/passwd', '../../etc/passwd', 'python'],
      ['python:/etc/passwd', '/etc/passwd', 'python'],
    ];
    for (const [info, path, language] of cases) {
      it(`reads ${JSON.stringify(info)}`, () => {
        const block = opened(info);
        assert.deepEqual([block.path, block.language, block.action], [path, language, 'write']);
        assert.equal(block.origin, path === undefined ? 'none' : 'marker');
        assert.deepEqual(block.lines, ['x']);
      });
    }

    it('reads the actions', () => {
      assert.deepEqual(
        ['append:a.py', 'Delete: b.py', 'rename:old dir/c.py -> new/d.py', 'rename:c.py→d.py', 'rename:c.py'].map(
          (info) => {
            const { action, path, to } = opened(info);
            return [action, path, to];
          },
        ),
        [
          ['append', 'a.py', undefined],
          ['delete', 'b.py', undefined],
          ['rename', 'old dir/c.py', 'new/d.py'],
          ['rename', 'c.py', 'd.py'],
          ['rename', 'c.py', undefined],
        ],
      );
    });

    it('takes inline code for prose', () => {
      assert.deepEqual(blocksOf('Use ```python:a.py``` markers.\n```python:a.py```\nfor each.'), []);
    });

    it('takes a very long line for no marker', () => {
      assert.deepEqual(blocksOf(`${F}python:${'a/'.repeat(600)}b.py\n`), []);
    });
  });

  describe('a path in the line before', () => {
    const taken = [
      '**src/a.py**',
      '`src/a.py`:',
      '**`src/a.py`**',
      '### src/a.py',
      '#### 1. `src/a.py` (new file)',
      '- `src/a.py`:',
      '2) src/a.py',
      'File: src/a.py',
      'Filename: `src/a.py`',
      '**File:** `src/a.py`',
      '**File: src/a.py**',
      'src/a.py:',
      '```python:src/a.py```',
    ];
    for (const line of taken) {
      it(`is taken from ${line}`, () => {
        for (const gap of ['\n', '\n\n']) {
          const block = only(`Intro\n${line}${gap}${F}python\nx\n${F}\n`);
          assert.deepEqual([block.path, block.origin, block.language], ['src/a.py', 'line-before', 'python']);
        }
      });
    }

    it('is taken without a directory, also when it looks like emphasis', () => {
      assert.equal(only(`**setup.py**\n${F}python\nx\n${F}`).path, 'setup.py');
      assert.equal(only(`\`__init__.py\`\n${F}python\nx\n${F}`).path, '__init__.py');
    });

    it('reaches the path check when it is hostile', () => {
      assert.equal(only(`**../../x.py**\n${F}python\nx\n${F}`).path, '../../x.py');
      assert.equal(only(`\`C:\\x.py\`\n${F}python\nx\n${F}`).path, 'C:\\x.py');
    });

    const left: [line: string, language: string][] = [
      ['Run the tests in `src/a.py`:', 'python'],
      ['`python src/a.py`', 'python'],
      ['See src/a.py for the rest', 'python'],
      ['### Node.js', 'js'],
      ['**v1.x**', ''],
      ['https://example.org/a.py', 'python'],
      ['**src/a.py**', 'bash'],
      ['**src/a.py**', 'diff'],
      ['**src/a.py**', 'json'],
      ['### Setup/Usage', ''],
    ];
    for (const [line, language] of left) {
      it(`is not seen in "${line}" before a ${language || 'plain'} block`, () => {
        assert.equal(only(`${line}\n${F}${language}\nx\n${F}`).path, undefined);
      });
    }

    it('is not taken over another block or other prose', () => {
      const answer = `**src/a.py**\n${F}\nx\n${F}\n${F}python\ny\n${F}\n**src/b.py**\nwhich is\n${F}python\nz\n${F}`;
      assert.deepEqual(
        blocksOf(answer).map((block) => block.path),
        ['src/a.py', undefined, undefined],
      );
    });

    it('gives way to the marker', () => {
      assert.deepEqual(only(`**src/a.py**\n${F}python:src/b.py\nx\n${F}`).path, 'src/b.py');
    });
  });

  describe('fences', () => {
    it('may be tildes, longer, or indented by up to three spaces, which go from the content too', () => {
      assert.deepEqual(opened('python:a.py', '~~~').lines, ['x']);
      assert.deepEqual(opened('python:a.py', '``````').lines, ['x']);
      const block = only(`   ${F}python:a.py\n   def f():\n       pass\n end\n  ${F}\n`);
      assert.deepEqual(block.lines, ['def f():', '    pass', 'end']);
      assert.ok(block.closed);
    });

    it('do not open when indented by four spaces or too short', () => {
      assert.deepEqual(blocksOf(`    ${F}python:a.py\n    x\n    ${F}\n\`\`python:a.py\n`), []);
    });

    it('nest: a fence with an info string inside a block has its own end', () => {
      const inner = ['# Title', `${F}bash`, 'npm ci', F, 'after'];
      const block = only([`${F}markdown:README.md`, ...inner, F].join('\n'));
      assert.deepEqual(block.lines, inner);
      assert.ok(block.closed);
    });

    it('nest twice', () => {
      const inner = [`${F}${F}md`, `${F}${F}py`, F, `${F}${F}`, `${F}${F}`];
      const block = only([`${F}markdown:README.md`, ...inner, F].join('\n'));
      assert.deepEqual(block.lines, inner);
      assert.ok(block.closed);
    });

    it('that are shorter, of the other character or indented by four are content', () => {
      const inner = [F, `${F}bash`, '~~~~', '~~~~md', '    ````', 'x'];
      const block = only(['````markdown:README.md', ...inner, '````'].join('\n'));
      assert.deepEqual(block.lines, inner);
      assert.ok(block.closed);
    });

    it('close at a longer fence and with spaces behind it', () => {
      assert.ok(only(`${F}python:a.py\nx\n\`\`\`\`\`  \t\n`).closed);
    });

    it('left open are reported, and nothing is closed', () => {
      const events = parseChunks([`Hi\n${F}python:a.py\nx = 1\ny = `]);
      assert.deepEqual(events.slice(-2), [{ kind: 'block-unclosed', openedAt: 2, path: 'a.py' }, { kind: 'end' }]);
      assert.ok(!events.some((event) => event.kind === 'block-closed'));
    });

    it('left open by a nested fence are reported too', () => {
      assert.ok(!only(`${F}md:a.md\n${F}bash\nx\n${F}\n`).closed);
    });

    it('opened by the very last line are left open', () => {
      assert.deepEqual(parseChunks([`${F}python:a.py`]).at(-2), { kind: 'block-unclosed', openedAt: 1, path: 'a.py' });
    });
  });

  describe('line ends and odd characters', () => {
    it('counts CRLF as one line end and keeps other carriage returns', () => {
      const block = only(`${F}python:a.py\r\nx\r\r\ny\rz\r\n${F}\r\n`);
      assert.deepEqual([block.path, block.lines, block.closed], ['a.py', ['x\r', 'y\rz'], true]);
    });

    it('ignores a byte order mark and NULs at the start', () => {
      assert.deepEqual(only(`\uFEFF\0${F}python:a.py\nx\n${F}`).path, 'a.py');
    });

    it('keeps NUL and BOM elsewhere', () => {
      assert.deepEqual(only(`${F}python:a.py\n\uFEFF\0\n${F}`).lines, ['\uFEFF\0']);
    });
  });

  it('understands the examples of the format that the model is told', () => {
    const format = answerFormat('go', 'pricelist/price_list.go');
    assert.deepEqual(
      blocksOf(format).map(({ path, lines, closed }) => [path, lines, closed]),
      [['path/to/file.go', ['the whole content of the file'], true]],
    );
    for (const name of ['append', 'delete', 'rename']) assert.ok(format.includes(`\`${name}:`), name);
  });
});
