import type { Signal } from '../fileFacts';
import type { LineRules } from './lineReader';

const RUBY_TESTS: ReadonlyMap<string, Signal> = new Map([
  ['it', 'test.case'],
  ['test', 'test.case'],
  ['describe', 'test.group'],
  ['context', 'test.group'],
  ['let', 'test.fixture'],
  ['before', 'test.fixture'],
  ['expect', 'test.expect'],
  ['assert_equal', 'test.assert'],
]);

/** Ruby by its lines. */
export const RUBY_LINES: LineRules = {
  words: new Set(
    `def class module require require_relative raise rescue it describe context let before expect assert_equal
    test`.split(/\s+/),
  ),
  start(sink) {
    return (line, word) => {
      const counted = RUBY_TESTS.get(word);
      if (counted !== undefined) {
        if (sink.isTest) sink.count(counted);
        return;
      }
      switch (word) {
        case 'def': {
          const [, name = ''] = /^\s*def\s+(?:self\.)?(\w+)/.exec(line) ?? [];
          if (sink.isTest && name.startsWith('test_')) return sink.count('test.case');
          return sink.function(name);
        }
        case 'class': {
          const [, name = '', base = ''] = /^\s*class\s+(?:\w+::)*(\w+)(?:\s*<\s*([\w:]+))?/.exec(line) ?? [];
          if (/Minitest|TestCase/.test(base)) sink.count('framework.minitest');
          return sink.type(name, base);
        }
        case 'require':
          return sink.module(/["']([^"']+)["']/.exec(line)?.[1] ?? '');
        case 'require_relative':
          return sink.module((/["']([^"']+)["']/.exec(line)?.[1] ?? '').replace(/^(?=\w)/, './'));
        case 'raise':
          return sink.count('error.raised');
        case 'rescue':
          return sink.count(
            /rescue\s*(?:=>|$|StandardError|Exception)/.test(line) ? 'error.caughtAll' : 'error.caught',
          );
      }
    };
  },
};

/** PHP by its lines. */
export const PHP_LINES: LineRules = {
  words: new Set(
    'public private protected static abstract final function class interface trait use require require_once throw catch } it test'.split(
      ' ',
    ),
  ),
  start(sink) {
    return (line, word) => {
      switch (word) {
        case 'use':
          return sink.module(/^\s*use\s+(?:function\s+)?\\?([\w\\]+)/.exec(line)?.[1] ?? '');
        case 'require':
        case 'require_once':
          return sink.module((/["']([^"']+)["']/.exec(line)?.[1] ?? '').replace(/^\//, './'));
        case 'throw':
          return sink.count('error.raised');
        case 'it':
        case 'test':
          if (sink.isTest) sink.count('test.case');
          return;
        case 'catch':
        case '}': {
          const caught = /\bcatch\s*\(\s*([\w\\|]+)/.exec(line)?.[1];
          if (caught !== undefined)
            sink.count(/^\\?(?:Exception|Throwable)$/.test(caught) ? 'error.caughtAll' : 'error.caught');
          return;
        }
      }
      const [, kind = '', name = '', rest = ''] = /\b(function|class|interface|trait)\s+&?(\w+)(.*)$/.exec(line) ?? [];
      if (kind === 'class') sink.type(name, rest);
      if (kind === 'interface') sink.interface(name);
      if (kind !== 'function') return;
      if (sink.isTest && /^test/.test(name)) return sink.count('test.case');
      if (!name.startsWith('__')) sink.function(name);
      if (/\)\s*:\s*\??\w/.test(rest)) sink.count('function.typed');
    };
  },
  whole(text, sink) {
    if (sink.isTest && /\$this->assert/.test(text)) sink.count('test.assert');
  },
};

/** C and C++ by their lines. */
export const CPP_LINES: LineRules = {
  words: new Set(['#', 'class', 'struct', 'throw', '}', 'catch', 'TEST', 'TEST_F', 'TEST_P', 'TEST_CASE', 'int']),
  start(sink) {
    return (line, word) => {
      switch (word) {
        case '#':
          return sink.module(/^\s*#\s*include\s+"([^"]+)"/.exec(line)?.[1] ?? '');
        case 'class':
        case 'struct': {
          const [, name = '', rest = ''] = /^\s*(?:class|struct)\s+(?:[A-Z_]+\s+)?(\w+)\s*(.*)$/.exec(line) ?? [];
          if (name !== '' && /[:{]|^$/.test(rest)) sink.type(name, rest);
          return;
        }
        case 'throw':
          return sink.count('error.raised');
        case 'catch':
        case '}':
          if (/\bcatch\s*\(/.test(line))
            sink.count(
              /catch\s*\(\s*(?:\.\.\.|const\s+std::exception\b)/.test(line) ? 'error.caughtAll' : 'error.caught',
            );
          return;
        case 'TEST':
        case 'TEST_F':
        case 'TEST_CASE':
          return sink.count('test.case');
        case 'TEST_P':
          return sink.count('test.parametrised');
        case 'int':
          if (/^int\s+main\s*\(/.test(line)) sink.count('entry');
      }
    };
  },
};
