import type { Signal } from '../fileFacts';
import type { FactSink } from './factSink';
import type { LineRules } from './lineReader';

const MODULES = /\b(?:from|import|require\()\s*(["'])([^"'\n]{1,200})\1|\bimport\(\s*(["'])([^"'\n]{1,200})\3/g;
/** What a program works with, not what it makes at its start. */
const VALUE = /^(?:\s*:[^=]{1,200})?\s*=\s*(?:["'`\d[{-]|true\b|false\b|new (?:Set|Map)\b)/;
const CASE = /^\s*(?:it|test|specify)(?:\.\w+)*(?:\(|`)/;

const TESTS: ReadonlyMap<string, Signal> = new Map([
  ['describe', 'test.group'],
  ['suite', 'test.group'],
  ['context', 'test.group'],
  ['beforeEach', 'test.fixture'],
  ['beforeAll', 'test.fixture'],
  ['before', 'test.fixture'],
  ['expect', 'test.expect'],
  ['assert', 'test.assert'],
]);

/** JavaScript and TypeScript by their lines. */
export const SCRIPT_LINES: LineRules = {
  words: new Set(
    `export async function class abstract default interface type enum const let declare throw it test describe suite context
    beforeEach beforeAll before expect assert @Injectable @Controller @Inject @Module @Component static private public`.split(
      /\s+/,
    ),
  ),
  start(sink) {
    return (line, word) => {
      const counted = TESTS.get(word);
      if (counted !== undefined) {
        if (sink.isTest) sink.count(counted);
        return;
      }
      switch (word) {
        case 'throw':
          return sink.count(/\bcause\b/.test(line) ? 'error.wrapped' : 'error.raised');
        case 'it':
        case 'test':
          if (!sink.isTest || !CASE.test(line)) return;
          return sink.count(/\.each\b/.test(line) ? 'test.parametrised' : 'test.case');
        case 'static':
        case 'private':
        case 'public':
          if (/\bgetInstance\s*\(/.test(line)) sink.count('singleton');
          return;
      }
      if (word.startsWith('@')) return sink.count('injection');
      readDeclaration(line, sink);
    };
  },
  whole(text, sink) {
    MODULES.lastIndex = 0;
    for (const match of text.matchAll(MODULES)) sink.module(match[2] ?? match[4] ?? '');
    if (/[:<]\s*(?:Result|Either)</.test(text)) sink.count('error.result');
    if (sink.isTest && /\b(?:jest|vi)\.(?:fn|mock|spyOn)\b|\bsinon\.|\bmock\.(?:fn|method)\(/.test(text))
      sink.count('test.mock');
    if (sink.isTest && /\b(?:rejects|throws|toThrow)\b/.test(text)) sink.count('test.raises');
  },
};

function readDeclaration(line: string, sink: FactSink): void {
  const [, isAsync, kind = '', name = '', rest = ''] =
    /^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(async\s+)?(function|class|interface|type|enum|const|let)\b\s*\*?\s*([\w$]+)(.*)$/.exec(
      line,
    ) ?? [];
  if (name === '') return;
  if (kind === 'function') readFunction({ name, rest, isAsync: isAsync !== undefined }, sink);
  else if (kind === 'class') sink.type(name, rest);
  else if (kind === 'interface') sink.interface(name);
  // Only what stands outside of everything is a constant of the module.
  if (!/^(?:const|let)$/.test(kind) || /^\s/.test(line)) return;
  if (/^[A-Z][A-Z0-9_]+$/.test(name)) sink.count('constant.upper');
  else if (/=\s*(?:async\s*)?(?:\([^)]*\)|\w+)\s*(?::[^=]+)?=>/.test(rest))
    readFunction({ name, rest, isAsync: /=\s*async\b/.test(rest) }, sink);
  else if (kind === 'const' && VALUE.test(rest)) sink.constant(name);
}

interface ScriptFunction {
  readonly name: string;
  /** What stands behind the name on its line. */
  readonly rest: string;
  readonly isAsync: boolean;
}

function readFunction({ name, rest, isAsync }: ScriptFunction, sink: FactSink): void {
  sink.function(name);
  if (isAsync) sink.count('function.async');
  if (/\)\s*:\s*\S/.test(rest)) sink.count('function.typed');
}
