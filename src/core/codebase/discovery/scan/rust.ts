import type { LineRules } from './lineReader';

/** Rust by its lines. */
export const RUST_LINES: LineRules = {
  words: new Set(['fn', 'pub', 'async', 'unsafe', 'const', 'static', 'struct', 'enum', 'trait', 'use', 'mod', '#']),
  start(sink) {
    let open: string | undefined;
    return (line, word) => {
      if (open !== undefined || word === 'use' || /^\s*pub(?:\([^)]*\))?\s+use\s/.test(line)) {
        open = (open ?? '') + line.trim();
        if (!line.includes(';') && open.length < 2_000) return;
        for (const module of usedIn(open)) sink.module(module);
        open = undefined;
        return;
      }
      if (word === '#') {
        if (/#\[(?:\w+::)*test\b/.test(line)) sink.count('test.case');
        if (/#\[cfg\(test\)\]/.test(line)) sink.count('test.inline');
        if (/#\[(?:rstest|case|test_case)\b/.test(line)) sink.count('test.parametrised');
        return;
      }
      const [, kind = '', name = ''] =
        /\b(fn|struct|enum|trait|mod|const(?!\s+(?:unsafe\s+|extern\s+|async\s+)*fn\b)|static)\s+(?:(?:mut|ref)\s+)?(\w+)/.exec(
          line,
        ) ?? [];
      switch (kind) {
        case 'fn':
          sink.function(name);
          if (name === 'main') sink.count('entry');
          if (/->\s*(?:\w+::)*Result\b/.test(line)) sink.count('error.result');
          if (/\basync\s+fn\b/.test(line)) sink.count('function.async');
          return;
        case 'struct':
        case 'enum':
          return sink.type(name, '');
        case 'trait':
          return sink.interface(name);
        case 'mod':
          if (line.includes(';')) sink.module(`self::${name}`);
          return;
        case 'const':
        case 'static':
          sink.constant(name);
      }
    };
  },
  whole(text, sink) {
    if (/\bpanic!\(|\.unwrap\(\)/.test(text)) sink.count('error.raised');
    if (/\bassert(?:_eq|_ne)?!\(/.test(text)) sink.count('test.assert');
  },
};

/** `use a::{b, c::D};` as the modules that may be meant by it. */
function usedIn(statement: string): readonly string[] {
  const path = /\buse\s+(.*?);/.exec(statement)?.[1]?.replace(/\s+as\s+\w+|\s/g, '') ?? '';
  const [, above = '', list] = /^((?:\w+::)*)\{(.*)\}$/.exec(path) ?? [];
  const whole = list === undefined ? [path] : list.split(',').map((part) => above + part);
  return whole.flatMap((each) => {
    const plain = each.replace(/[{}]/g, '').replace(/::(?:\*|self)$/, '');
    const outer = plain.replace(/::\w+$/, '');
    return outer === plain ? [plain] : [outer, plain];
  });
}
