import type { LineRules } from './lineReader';

/** Go by its lines. */
export const GO_LINES: LineRules = {
  words: new Set(['func', 'type', 'var', 'import', 'panic', ')']),
  // Names of modules, and those that begin with Err.
  startsWith: (code) => code === 34 || code === 69 || code === 95,
  start(sink) {
    let inImports = false;
    return (line, word) => {
      if (inImports) {
        if (word === ')') inImports = false;
        else sink.module(/"([^"]+)"/.exec(line)?.[1] ?? '');
        return;
      }
      switch (word) {
        case 'import':
          if (line.includes('(')) inImports = true;
          else sink.module(/"([^"]+)"/.exec(line)?.[1] ?? '');
          return;
        case 'func': {
          const [, name = ''] = /^func\s*(?:\([^)]*\)\s*)?(\w+)/.exec(line) ?? [];
          if (name === '') return;
          if (sink.isTest && /^(?:Test|Fuzz|Example)[A-Z_]/.test(name)) return sink.count('test.case');
          if (name === 'main') sink.count('entry');
          sink.function(name);
          if (/\)\s*\(?[^()]*\berror\)?\s*\{/.test(line)) sink.count('error.returned');
          return;
        }
        case 'type': {
          const [, name = '', kind = ''] = /^type\s+(\w+)(?:\[[^\]]*\])?\s+(struct|interface)\b/.exec(line) ?? [];
          if (kind === 'struct') sink.type(name, '');
          if (kind === 'interface') sink.interface(name);
          return;
        }
        case 'panic':
          return sink.count('error.raised');
      }
      if (/^\s*(?:var\s+)?Err[A-Z]\w*\s*=\s*errors\.New/.test(line)) sink.count('error.sentinel');
    };
  },
  whole(text, sink) {
    if (/\bfmt\.Errorf\([^)\n]*%w/.test(text)) sink.count('error.wrapped');
    if (sink.isTest && /=\s*\[\]struct\s*\{|\bt\.Run\(/.test(text)) sink.count('test.parametrised');
    if (sink.isTest && /\b(?:gomock|mock\.Mock)\b/.test(text)) sink.count('test.mock');
    if (sink.isTest && /\b(?:assert|require)\.\w+\(t,/.test(text)) sink.count('test.assert');
  },
};
