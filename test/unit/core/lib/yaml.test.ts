import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { YamlChange } from '../../../../src/core/lib/yaml';
import { editYaml, parseYaml, printYaml } from '../../../../src/core/lib/yaml';
import type { YamlValue } from '../../../../src/core/lib/yamlNode';
import { fieldOf, toPlain } from '../../../../src/core/lib/yamlNode';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { hostileYaml } from '../../../kit/hostileYaml';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';

function read(text: string) {
  const parsed = parseYaml(text);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
}

function plain(text: string): YamlValue {
  return toPlain(read(text).root);
}

function problemsOf(text: string) {
  const parsed = parseYaml(text);
  assert.ok(!parsed.ok, 'expected a problem');
  return parsed.problem;
}

describe('parseYaml', () => {
  it('gives values with the line and column where they stand', () => {
    const { root } = read('a: 1\nlist:\n  - x\n  - name: "y"\n');
    assert.deepEqual(fieldOf(root, 'a')?.position, { line: 1, column: 4 });
    const list = fieldOf(root, 'list');
    assert.deepEqual(list?.kind === 'list' && list.items.map((item) => item.position), [
      { line: 3, column: 5 },
      { line: 4, column: 5 },
    ]);
  });

  it('reads words of YAML 1.1 such as ON and NO as text', () => {
    assert.deepEqual(plain('values: [ON, NO, y, 12:30]'), { values: ['ON', 'NO', 'y', '12:30'] });
  });

  it('takes text, dates and keys as written', () => {
    assert.deepEqual(plain('v: "1.0"\nd: 2025-12-31\n1: one\n'), { v: '1.0', d: '2025-12-31', '1': 'one' });
  });

  it('gives null for an empty text and one of comments alone', () => {
    assert.equal(plain(''), null);
    assert.equal(plain('# nothing\n'), null);
  });

  it('follows aliases and merge keys; what a mapping says itself wins', () => {
    assert.deepEqual(plain('base: &b {x: 1, y: 2}\nmine:\n  y: 3\n  <<: *b\nlist: *b\n'), {
      base: { x: 1, y: 2 },
      mine: { y: 3, x: 1 },
      list: { x: 1, y: 2 },
    });
  });

  it('keeps a key called __proto__ an ordinary key', () => {
    const value = plain('__proto__: {polluted: true}\n') as Record<string, unknown>;
    assert.ok(Object.hasOwn(value, '__proto__'));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('warns about tags it does not know and reads the value', () => {
    const { root, warnings } = read('a: !!python/object:os.system x\n');
    assert.deepEqual(toPlain(root), { a: 'x' });
    assert.deepEqual(warnings[0]?.position, { line: 1, column: 4 });
  });

  const slips: readonly (readonly [string, string, RegExp, { line: number; column: number }])[] = [
    ['prose between keys', 'a: 1\n\njust some words\n\nb: 2\n', /not "key: value"/, { line: 3, column: 1 }],
    ['a colon inside a value', 'a: 1\nb: note: this\n', /second "key: value"/, { line: 2, column: 4 }],
    ['a tab', 'a:\n\tb: 1\n', /tab/, { line: 2, column: 1 }],
    ['an open quote', 'a: "x\n', /quoted text is not closed/, { line: 1, column: 4 }],
    ['a code fence', 'a: 1\nb: `x`\n', /reserves/, { line: 2, column: 4 }],
    ['a key given twice', 'a: 1\nb:\n  c: 1\n  c: 2\n', /"c" stands twice/, { line: 4, column: 3 }],
    ['an alias without its anchor', 'a: *nowhere\n', /no anchor &nowhere/, { line: 1, column: 4 }],
    ['a circle of aliases', 'a: &a [*a]\n', /no anchor &a before/, { line: 1, column: 8 }],
    ['a second document', 'a: 1\n---\nb: 2\n', /second YAML document/, { line: 2, column: 1 }],
    ['a mapping as key', '? {a: 1}\n: 2\n', /key is a mapping/, { line: 1, column: 3 }],
    ['a merge of text', 'a:\n  <<: text\n', /not a mapping/, { line: 2, column: 7 }],
  ];
  for (const [what, text, message, position] of slips) {
    it(`says where and why ${what} is wrong, with a remedy`, () => {
      const [problem] = problemsOf(text);
      assert.match(problem?.message ?? '', message);
      assert.deepEqual(problem?.position, position);
      assert.notEqual(problem?.remedy ?? '', '');
    });
  }

  it('reports each line once, in order, at most twenty', () => {
    const lines = problemsOf('words only\n\n'.repeat(100).replaceAll('\n\n', '\n: a: b: c\n')).map(
      (problem) => problem.position.line,
    );
    assert.ok(lines.length <= 20);
    assert.deepEqual(
      lines,
      [...new Set(lines)].sort((a, b) => a - b),
    );
  });

  for (const { what, text } of hostileYaml) {
    it(`survives ${what}`, () => {
      const parsed = parseYaml(text);
      if (!parsed.ok) assert.ok(parsed.problem.length > 0);
      else printYaml(parsed.value.root);
    });
  }

  it('refuses aliases that multiply without end, and deep nesting', () => {
    const named = (what: string) =>
      problemsOf(hostileYaml.find((each) => each.what === what)?.text ?? '')[0]?.message ?? '';
    assert.match(named('a billion laughs'), /aliases multiply/);
    assert.match(named('nesting a little deeper than allowed'), /nested more than/);
    assert.match(named('a long chain of aliases'), /nested more than/);
    assert.match(named('two million characters'), /at most 1000000/);
  });

  it('never throws, whatever the text', () => {
    const yamlish = fc.array(
      fc.constantFrom(
        'a',
        ':',
        ' ',
        '\n',
        '-',
        '  ',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '#',
        '&x ',
        '*x',
        '|',
        '>',
        '?',
        '!',
        '%',
        '\t',
        '---',
        '<<',
        '\0',
        '\u{feff}',
        '1',
        '~',
        ',',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          yamlish.map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parseYaml(text);
          if (parsed.ok) printYaml(parsed.value.root);
          else
            assert.ok(
              parsed.problem.length > 0 &&
                parsed.problem.every(({ position }) => position.line >= 1 && position.column >= 1),
            );
        },
      ),
      { numRuns: SOAK ? 100_000 : 1_000 },
    );
  });
});

describe('printYaml', () => {
  it('keeps numbers as written and quotes text that looks like one', () => {
    const text = "version: 1.10\nbig: 12345678901234567890123\nhex: 0x1F\ntext: '1.10'\n";
    assert.equal(printYaml(read(text).root), text);
  });

  it('writes every committed sample so that it reads the same', () => {
    for (const name of [
      'human_escalation_spec',
      'as_built_spec',
      'conformance_specification',
      'codebase_profile',
      'tdflow_session',
    ]) {
      const { root } = read(agentforgeSample(`${name}.yaml`));
      assert.deepEqual(plain(printYaml(root)), toPlain(root), name);
    }
  });
});

function written(values: Parameters<typeof editYaml>[1]): string {
  const result = editYaml('', values);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

describe('text written for YAML 1.1 readers', () => {
  it('quotes what the Python tool would take for a date or a boolean', () => {
    assert.equal(
      written({ at: '2025-12-31T06:58:53.447203', day: '2025-12-31', answer: 'no' }),
      "at: '2025-12-31T06:58:53.447203'\nday: '2025-12-31'\nanswer: 'no'\n",
    );
  });

  it('escapes what the Python tool would refuse or take for a line break', () => {
    const text = ['=', 'tab\there', ' \n', 'a\u0085b', 'a\u2028b\nc', '\u{feff}x', 'bell\u0007', 'cr\rlf', '\ud83d'];
    const yaml = written({ text });
    assert.equal(
      yaml,
      'text:\n' +
        ['=', 'tab\\there', ' \\n', 'a\\u0085b', 'a\\u2028b\\nc', '\\ufeffx', 'bell\\u0007', 'cr\\rlf', '\\ud83d']
          .map((each) => `- "${each}"\n`)
          .join(''),
    );
    assert.deepEqual(plain(yaml), { text });
  });

  it('keeps lines of text readable', () => {
    assert.equal(written({ text: 'first\n\tsecond\n' }), 'text: |\n  first\n  \tsecond\n');
  });

  it('reads back as it was written', () => {
    const value: fc.Arbitrary<YamlValue> = fc.letrec<{ value: YamlValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom(...' \t\n\r:-#=<>?,[]{}&*!|\'"%@`~.019enoy_\u0085\u2028\ufeff\ud83dé') }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string({ maxLength: 8 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(value, (before) => {
        assert.deepEqual(plain(written({ before })), { before });
      }),
      { numRuns: SOAK ? 50_000 : 500 },
    );
  });
});

describe('editYaml', () => {
  const edited = (text: string, changes: Parameters<typeof editYaml>[1]): string => {
    const result = editYaml(text, changes);
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  };

  it('gives back a session of the Python tool byte for byte when nothing changes', () => {
    const text = agentforgeSample('tdflow_session.yaml');
    assert.equal(edited(text, {}), text);
  });

  it('changes what it is told and keeps unknown keys, comments and order', () => {
    const text =
      '# ours\nphase: red # now\nmine:\n- 1.50\ncomponents:\n- name: a # first\n  extra: kept\n  status: pending\n';
    assert.equal(
      edited(text, { phase: 'green', components: [{ name: 'a', status: 'red' }] }),
      '# ours\nphase: green # now\nmine:\n- 1.50\ncomponents:\n- name: a # first\n  extra: kept\n  status: red\n',
    );
  });

  it('finds items of a list by name, adds new ones and drops those that are gone', () => {
    const text = 'list:\n- name: a\n  x: 1\n- name: b\n  x: 2\n- name: c\n  x: 3\n';
    assert.equal(
      edited(text, { list: [{ name: 'c' }, { name: 'd' }, { name: 'a' }] }),
      'list:\n- name: c\n  x: 3\n- name: d\n- name: a\n  x: 1\n',
    );
  });

  it('keeps two items of one name apart', () => {
    const text = 'list:\n- name: a\n  x: 1\n- name: a\n  x: 2\n';
    assert.equal(edited(text, { list: [{ name: 'a' }, { name: 'a' }, { name: 'a' }] }), `${text}- name: a\n`);
  });

  it('merges items without a name by their place', () => {
    assert.equal(
      edited('log:\n- {at: 1, who: me}\n', { log: [{ at: 1 }, { at: 2 }] }),
      'log:\n- { at: 1, who: me }\n- at: 2\n',
    );
  });

  it('removes a key that becomes undefined, and only that', () => {
    assert.equal(edited('a: {o: 1, p: 2}\nb: 1\n', { a: { o: undefined } }), 'a: { p: 2 }\nb: 1\n');
  });

  it('empties and fills a list inside a list without breaking the file', () => {
    const text = 'list:\n- name: a\n  errors:\n  - late\n  last: 1\n';
    const emptied = edited(text, { list: [{ name: 'a', errors: [] }] });
    assert.deepEqual(plain(emptied), { list: [{ name: 'a', errors: [], last: 1 }] });
    assert.deepEqual(plain(edited(emptied, { list: [{ name: 'a', errors: [] }] })), plain(emptied));
    assert.deepEqual(plain(edited(emptied, { list: [{ name: 'a', errors: ['early'] }] })), {
      list: [{ name: 'a', errors: ['early'], last: 1 }],
    });
  });

  it('gives a file that reads back as the merged values, whatever they are', () => {
    const value = fc.letrec<{ value: YamlChange }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom('', 'text', '- x', 'a: b', 1, true, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    const record = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value, { maxKeys: 4 });
    fc.assert(
      fc.property(record, record, (first, second) => {
        const once = edited('', first);
        const twice = edited(once, second);
        assert.deepEqual(plain(edited(twice, second)), plain(twice));
      }),
      { numRuns: SOAK ? 20_000 : 300 },
    );
  });

  it('starts a document where there is none', () => {
    assert.equal(edited('', { a: ['x'] }), 'a:\n- x\n');
  });

  it('writes aliases out, so that a change reaches one place only', () => {
    assert.deepEqual(plain(edited('a: &x {v: 1}\nb: *x\n', { b: { v: 2 } })), { a: { v: 1 }, b: { v: 2 } });
  });

  it('refuses a text that is not YAML or no mapping', () => {
    assert.equal(editYaml('a: [', {}).ok, false);
    const list = editYaml('- a\n', { b: 1 });
    assert.ok(!list.ok);
    assert.match(list.problem[0]?.message ?? '', /a list, not a mapping/);
  });
});
