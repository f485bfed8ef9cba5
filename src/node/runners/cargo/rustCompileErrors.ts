import type { CompileError } from '../compileResults';
import type { Fields } from '../decode';
import { fieldsOf, listOf, numberOf, textOf } from '../decode';
import { workspacePath } from '../workspacePath';
import type { RustPlaces } from './rustFailure';

/** The errors in one `compiler-message` of `cargo --message-format=json`, one for each place; [] for a warning or a summary. */
export function readRustCompileErrors(message: Fields, places: RustPlaces): readonly CompileError[] {
  const said = textOf(message['message']);
  const level = textOf(message['level']);
  if (said === undefined || level === undefined || !level.startsWith('error') || said.startsWith('aborting due to'))
    return [];
  const code = textOf(fieldsOf(message['code'])?.['code']);
  const primary = (listOf(message['spans'], fieldsOf) ?? []).filter((span) => span['is_primary'] === true);
  const notes = (listOf(message['children'], fieldsOf) ?? []).map((child) => textOf(child['message']) ?? '').join('\n');
  const details = textOf(message['rendered']) ?? said;
  return (primary.length === 0 ? [{}] : primary).map((span: Fields, index): CompileError => {
    const label = textOf(span['label']) ?? '';
    const path = textOf(span['file_name']);
    return {
      file: path === undefined ? '' : workspacePath(path, places.workspaceRoot, places.root),
      line: numberOf(span['line_start']),
      message: `${said}${label === '' || said.includes(label) ? '' : `: ${label}`}`,
      details,
      // The compiler numbers what it finds wrong in what it has parsed.
      isSyntax: code === undefined,
      ...missingIn({ code, said, label, notes, index }),
    };
  });
}

interface Complaint {
  readonly code: string | undefined;
  readonly said: string;
  readonly label: string;
  readonly notes: string;
  /** Which of several places this is. */
  readonly index: number;
}

function missingIn(complaint: Complaint): Pick<CompileError, 'missingModule' | 'missingSymbol'> {
  const { code, said, label, notes, index } = complaint;
  switch (code) {
    case 'E0432':
    case 'E0433': {
      // `cannot find type`, `use of undeclared type`: a name, no module.
      const symbol = /^(?:no|use of undeclared type) `(\w+)`/.exec(label)?.[1];
      if (symbol !== undefined) return { missingSymbol: symbol };
      const imported = [...said.matchAll(/`([\w:]+)`/g)].map((match) => match[1])[index];
      const [, inside, outside] = /could not find `(\w+)` in `([\w:]+)`/.exec(label) ?? [];
      if (code === 'E0432' && imported !== undefined) return { missingModule: imported };
      if (inside !== undefined && outside !== undefined) return { missingModule: `${outside}::${inside}` };
      return imported === undefined ? {} : { missingModule: imported };
    }
    case 'E0583': {
      const name = /file not found for module `(\w+)`/.exec(said)?.[1];
      return { missingModule: /create file "([^"]+)\.rs"/.exec(notes)?.[1] ?? name };
    }
    case 'E0463':
      return { missingModule: /can't find crate for `(\w+)`/.exec(said)?.[1] };
    default:
      return { missingSymbol: code !== undefined && NAMES.has(code) ? symbolIn(said) : undefined };
  }
}

/** Functions, values, types, methods, fields and members of traits that are not there. */
const NAMES = new Set(
  'E0405 E0407 E0412 E0422 E0423 E0425 E0437 E0438 E0531 E0532 E0559 E0560 E0574 E0576 E0599 E0609 E0610'.split(' '),
);

function symbolIn(said: string): string | undefined {
  return (
    /(?:no field named|has no field named|no field|named) `(\w+)`/.exec(said)?.[1] ??
    /`(\w+)!?(?:<[^`]*>)?`/.exec(said)?.[1]
  );
}
