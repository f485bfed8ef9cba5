import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameTable } from '../../../../../src/core/codebase/graph/nameTable';
import { WordScanner } from '../../../../../src/core/codebase/words/wordScanner';
import { scanned } from './scanned';

describe('names of a source file past what is no code', () => {
  const noCode: Readonly<Record<string, readonly [path: string, defined: string, used: string, ...lines: string[]]>> = {
    Python: ['a.py', 'x y', 'bb:1 ee:1', "x = 'it\\'s a' + bb # cc", 'y = f"""', "don't dd", '"""', 'ee()'],
    JavaScript: [
      'a.js',
      '',
      'aa:1 bb:1 cc:1 ff:1 hh:1 yy:1',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source that is read
      'aa`a ${bb({ xx: `${cc}` })} \'dd`; yy = /[/"]ee/.ff; /* gg */ hh()',
    ],
    'markup in code': [
      'a.tsx',
      'aa Two',
      'Three:1 it:1 one:1',
      "const aa = <p>it's one</p>;",
      'function Two() { return <Three /> }',
    ],
    Rust: [
      'a.rs',
      'one five',
      'eight:1 two:1',
      "fn one<'a>(x: &'a str) -> &'a str { two('\\'', 'x', \"three 'four\") }",
      'fn five() { r#"six " seven"#; eight() } /* nine /* ten */ eleven */',
    ],
    Go: ['a.go', 's three', 'four:1', 'var s = `one " two`', "func three() { four('\"') }"],
    'C#': [
      'a.cs',
      'One Eight',
      'Nine:1',
      'class One { string two = @"three "" four"; string five = """',
      'six " seven',
      '"""; void Eight() { Nine(); } }',
    ],
    'C++': [
      'a.cpp',
      'four',
      'five:1',
      'auto x = R"(one " two)";',
      '#define THREE "',
      "int four() { return five('\"'); }",
    ],
    Ruby: ['a.rb', 'two', 'three:1', 'x = <<~TEXT', "  it's one", 'TEXT', 'def two; three(/["]four/) end'],
    PHP: [
      'a.php',
      'two',
      'four:1 three:1',
      "it's <b>",
      '<?php $x = <<<TEXT',
      "  it's one",
      '  TEXT;',
      'function two() { three(); } ?>',
      " don't <?= four() ?>",
    ],
  };
  for (const [name, [path, defined, used, ...lines]] of Object.entries(noCode))
    it(`past comments, texts and patterns: ${name}`, () => {
      assert.deepEqual(scanned(path, lines), { defined, used, imports: [] });
    });

  it('takes names in the letters of any language', () => {
    const lines = ['"""🛒日本"""', 'class Größe(Maß): ...', 'def größer(): return Größe() + höher() + 日本()'];
    assert.deepEqual(scanned('a.py', lines), { defined: 'Größe größer', used: 'Maß:1 höher:1 日本:1', imports: [] });
  });

  it('makes no name of two that stand side by side', () => {
    const lines = ['<?php', 'use Shop \\ Cart broken;', 'Money::of();'];
    assert.deepEqual(scanned('a.php', lines), { defined: '', used: 'Cart:1 Money:1 of:1', imports: ['Shop\\Cart'] });
  });

  it('says nothing of a language that it does not know', () => {
    assert.deepEqual(scanned('a.kt', ['class Cart']), { defined: '', used: '', imports: [] });
  });

  it('takes any text, and has nothing of it left at the next one', () => {
    const endings = ['py', 'ts', 'go', 'rs', 'java', 'cs', 'rb', 'php', 'cpp'];
    const pieces = [
      ...[
        '"',
        "'",
        '`',
        '$',
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '<',
        '>',
        '/*',
        '*/',
        '//',
        '#',
        '/',
        '\\',
        '\n',
        ' ',
        ';',
        ':',
        '=',
        ',',
        '.',
        '|',
      ],
      ...[
        '<<~A',
        'r#"',
        '"""',
        '<?',
        '?>',
        'class',
        'def',
        'fn',
        'import',
        'from',
        'use',
        'let',
        'const',
        'type',
        'namespace',
        'func',
        'for',
        'é',
        'Name',
        '\0',
      ],
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...endings), text, (ending, hostile) => {
        const names = new NameTable();
        const scanner = new WordScanner(names);
        const { used, counts } = scanner.scan(`hostile.${ending}`, Buffer.from(hostile));
        for (const [index, number] of used.entries()) {
          const [name = '', count = 0] = [names.names[number], counts[index]];
          assert.ok(count > 0 && hostile.split(name).length > count, `${count} times ${name} in ${hostile}`);
        }
        const after = scanner.scan('a.py', Buffer.from('class Cart(Base): ...'));
        assert.deepEqual(
          [...after.defined].map((name) => names.names[name]),
          ['Cart'],
        );
        assert.deepEqual(
          [...after.used].map((name) => names.names[name]),
          ['Base'],
        );
      }),
    );
  });
});
