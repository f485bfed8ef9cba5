import type { FactSink } from './factSink';
import type { LineRules } from './lineReader';

const DECORATORS: readonly (readonly [RegExp, Parameters<FactSink['count']>[0]])[] = [
  [/^\s*@(?:dataclasses\.)?dataclass\b/, 'model.dataclass'],
  [/^\s*@(?:attrs?\.)?(?:define|s|frozen)\b/, 'model.dataclass'],
  [/frozen=True|@(?:attrs?\.)?frozen\b/, 'model.frozen'],
  [/^\s*@pytest(?:_asyncio)?\.fixture\b/, 'test.fixture'],
  [/parametrize/, 'test.parametrised'],
  [/^\s*@(?:mock\.)?patch\b/, 'test.mock'],
  [/^\s*@inject\b/, 'injection'],
  [/^\s*@(?:\w*\.)?(?:abstractmethod)\b/, 'abstract.base'],
];

/** Names in brackets that go on on the next lines. */
const LONG_IMPORT = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*\([ \t]*(?:#.*)?\n([^)]{1,4000})\)/gm;

/** A value that stands outside of everything and is not named like a constant. */
const LOWER_CONSTANT =
  /^[a-z]\w{0,60}[ \t]{0,20}(?::[^=\n]{1,80})?=[ \t]{0,20}(?:["'\d[{-]|True\b|False\b|frozenset\()/gm;

/** Python by its lines. */
export const PYTHON_LINES: LineRules = {
  words: new Set(['def', 'async', 'class', 'from', 'import', 'raise', 'except', 'if', 'with', 'assert', 'self', ')']),
  // Decorators, constants, and names of an import that goes on.
  startsWith: (code) => code === 64 || code === 95 || (code >= 65 && code <= 90),
  quotes: ['"""', "'''"],
  start(sink) {
    return (line, word) => {
      switch (word) {
        case 'def':
        case 'async':
          return readFunction(line, sink);
        case 'class':
          return readClass(line, sink);
        case 'from': {
          const [, module = '', names = ''] = /^\s*from\s+([\w.]+)\s+import\s+(.*)$/.exec(line) ?? [];
          sink.module(module);
          takeNames(module, names, sink);
          return;
        }
        case 'import':
          for (const part of line.trim().slice('import'.length).split(',')) sink.module(/[\w.]+/.exec(part)?.[0] ?? '');
          return;
        case 'raise':
          return sink.count(/\sfrom\s+\w/.test(line) ? 'error.wrapped' : 'error.raised');
        case 'except':
          return sink.count(/except\s*(?::|\(?(?:Base)?Exception\b)/.test(line) ? 'error.caughtAll' : 'error.caught');
        case 'if':
          if (line.includes('__name__')) sink.count('entry');
          return;
        case 'with':
          if (sink.isTest && /\b(?:pytest\.raises|assertRaises)/.test(line)) sink.count('test.raises');
          return;
        case 'assert':
          if (sink.isTest) sink.count('test.assert');
          return;
        case 'self':
          return;
        case ')':
          return readResult(line, sink);
      }
      if (word.startsWith('@')) for (const [pattern, signal] of DECORATORS) if (pattern.test(line)) sink.count(signal);
      if (/^[A-Z][A-Z0-9_]+\s*[:=]/.test(line)) sink.count('constant.upper');
      if (word === '_instance') sink.count('singleton');
    };
  },
  whole(text, sink) {
    for (const _ of text.matchAll(LOWER_CONSTANT)) sink.count('constant.other');
    if (text.includes('import ('))
      for (const [, module = '', names = ''] of text.matchAll(LONG_IMPORT)) takeNames(module, names, sink);
    if (!sink.isTest) return;
    if (/\b(?:MagicMock|AsyncMock|Mock|monkeypatch|mocker)\b/.test(text)) sink.count('test.mock');
    if (/\bself\.assert[A-Z]\w+\(/.test(text)) sink.count('test.expect');
  },
};

function readFunction(line: string, sink: FactSink): void {
  const [, isAsync, name = ''] = /^\s*(async\s+)?def\s+(\w+)/.exec(line) ?? [];
  if (name === '' || /^__\w+__$/.test(name)) return;
  if (sink.isTest && name.startsWith('test')) {
    sink.count('test.case');
    return;
  }
  sink.function(name);
  if (isAsync !== undefined) sink.count('function.async');
  if (name.startsWith('_')) sink.count('function.private');
  if (name === 'get_instance') sink.count('singleton');
  readResult(line, sink);
}

/** What stands behind the arrow, on the line of the name or the last one of the parameters. */
function readResult(line: string, sink: FactSink): void {
  const result = /->\s*([^:]+)/.exec(line)?.[1];
  if (result === undefined) return;
  sink.count('function.typed');
  if (/\b(?:Result|Either|Outcome)\b/.test(result)) sink.count('error.result');
}

function readClass(line: string, sink: FactSink): void {
  const [, name = '', bases = ''] = /^\s*class\s+(\w+)\s*(?:\(([^)]*))?/.exec(line) ?? [];
  if (name === '') return;
  if (/\bTestCase\b/.test(bases)) sink.count('framework.unittest');
  if (sink.isTest && name.startsWith('Test')) {
    sink.count('test.group');
    return;
  }
  sink.type(name, bases);
  if (/\bProtocol\b/.test(bases)) sink.count('abstract.protocol');
  if (/\bABC(?:Meta)?\b/.test(bases)) sink.count('abstract.base');
  if (/\b(?:Protocol|ABC)\b/.test(bases)) sink.interface(name);
}

/** A name that is taken from a module may be a module itself. */
function takeNames(module: string, names: string, sink: FactSink): void {
  const code = names.replace(/#.*$/gm, '');
  for (const part of code.split(',')) {
    const name = /^[\s(]*(\w+)/.exec(part)?.[1];
    if (name !== undefined) sink.module(`${module}${module.endsWith('.') ? '' : '.'}${name}`);
  }
}
