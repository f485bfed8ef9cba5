import type { AnyGrammar, ParseError, SyntaxTrees } from '../../codebase/syntaxTrees';
import { parserOfPath } from '../../codebase/syntaxTrees';
import type { ProposedFile } from '../changeSet';
import type { FileCheck } from './fileCheck';
import { findDataError } from './findDataError';

const LONGEST_QUOTE = 40;

/**
 * The first place of a proposed text that a parser cannot read. A grammar may be older than the language, so this is never more
 * than a warning, and only a note when the same parser cannot read the file as it is now either.
 */
export async function checkSyntax(
  { action, path, to, base, text }: ProposedFile,
  trees: SyntaxTrees,
): Promise<readonly FileCheck[]> {
  const name = (to ?? path)?.relative ?? '';
  if (action === 'rename' || text.trim() === '') return [];
  const found = await firstError(name, text, trees);
  if (found === undefined) return [];
  const isOld = base !== undefined && (await firstError(name, base.text, trees)) !== undefined;
  return [
    {
      kind: 'syntax',
      weight: isOld ? 'note' : 'warning',
      line: found.line,
      detail: isOld ? `${found.detail}; it finds one in the file as it is now, too` : found.detail,
    },
  ];
}

async function firstError(
  name: string,
  text: string,
  trees: SyntaxTrees,
): Promise<Pick<FileCheck, 'line' | 'detail'> | undefined> {
  const grammar = parserOfPath(name);
  if (grammar === undefined) return findDataError(name, text, trees);
  const error = await trees.firstError(grammar, text);
  return error === undefined || error === 'undecided'
    ? undefined
    : { line: error.line, detail: describe(error, grammar) };
}

function describe({ line, endLine, missing, text }: ParseError, grammar: AnyGrammar): string {
  const finds = `tree-sitter finds an error in the ${LANGUAGE[grammar]} syntax`;
  if (missing !== undefined) return `${finds}: "${missing}" is missing`;
  if (endLine > line) return `${finds}, somewhere in the ${endLine - line + 1} lines from here`;
  const quote = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return quote === '' ? finds : `${finds}, at "${quote}"`;
}

const LANGUAGE: Readonly<Record<AnyGrammar, string>> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  tsx: 'TypeScript',
  go: 'Go',
  rust: 'Rust',
  java: 'Java',
  'c-sharp': 'C#',
  ruby: 'Ruby',
  php: 'PHP',
  cpp: 'C++',
};
