import type { ContractCheck, SymbolQuery } from '../contracts/contract';
import type { Breach, CheckResult } from './checkResult';
import type { EvaluationPorts, LanguageServices, ServedSymbol } from './evaluationPorts';
import type { Source } from './source';
import type { KnownSymbols } from './symbolsOf';
import { wantedSymbols } from './wantedSymbols';

type Judged = Pick<CheckResult, 'breaches' | 'notEvaluated'>;

interface Asked {
  readonly source: Source;
  readonly check: ContractCheck;
  readonly query: SymbolQuery;
  /** Undefined when nobody knows them. */
  readonly symbols: KnownSymbols | undefined;
  /** The text of a line, from 1. */
  readonly contentOf: (line: number) => string;
}

const FINE: Judged = { breaches: [], notEvaluated: [] };

export function asksForSymbols({ work }: ContractCheck): boolean {
  return work.type === 'lsp_query' && work.query.about !== 'diagnostics';
}

/** Holds what a language server or the index tells of a file against what a check asks. What nobody answers is not evaluated. */
export async function judgeQuery(
  asked: Asked,
  { search, language }: Pick<EvaluationPorts, 'search' | 'language'>,
  signal: AbortSignal,
): Promise<Judged> {
  const { query, symbols } = asked;
  if (query.about === 'diagnostics') return judgeProblems(asked, language);
  if (symbols === undefined) return unknown(asked, 'its language has no index of symbols here, or it cannot be parsed');
  const strange = query.kinds?.filter((kind) => symbols.kinds?.includes(kind) === false) ?? [];
  if (strange.length > 0) return unknown(asked, `the index of symbols does not know the kind ${strange.join(', ')}`);
  const wanted = await wantedSymbols(query, symbols.symbols, search, signal);
  if (typeof wanted === 'string') return unknown(asked, wanted);
  return query.about === 'symbols' ? judgeSymbols(asked, wanted) : judgeReferences(asked, wanted, { language, signal });
}

function judgeSymbols(asked: Asked, wanted: readonly ServedSymbol[]): Judged {
  const { query, check, source } = asked;
  const said = check.description || check.name;
  if (query.wants === 'none') {
    const tell = ({ kind, name }: ServedSymbol) => `The ${kind} ${name} is not allowed here: ${said}`;
    return { ...FINE, breaches: wanted.map((each) => breachAt(asked, each.position.line, tell(each))) };
  }
  const missing = { path: source.path, line: undefined, message: said, content: '' };
  return wanted.length > 0 ? FINE : { ...FINE, breaches: [missing] };
}

/** Each symbol is to be referred to by somebody, or by nobody. */
async function judgeReferences(
  asked: Asked,
  wanted: readonly ServedSymbol[],
  { language, signal }: { readonly language: LanguageServices | undefined; readonly signal: AbortSignal },
): Promise<Judged> {
  const { query, check, source } = asked;
  const said = check.description || check.name;
  const breaches: Breach[] = [];
  for (const { name, kind, position } of wanted) {
    const count = await language?.references(source.path, position, signal);
    if (count === undefined) return unknown(asked, `no language server tells what refers to ${name}`);
    if (count > 0 === (query.wants === 'some')) continue;
    const what = count === 0 ? 'Nothing refers' : `${count} ${count === 1 ? 'place refers' : 'places refer'}`;
    breaches.push(breachAt(asked, position.line, `${what} to the ${kind} ${name}: ${said}`));
  }
  return { ...FINE, breaches };
}

/** Where nothing is reported, nobody says whether anybody looked. */
function judgeProblems(asked: Asked, language: LanguageServices | undefined): Judged {
  const { query, check, source } = asked;
  const { severities, wants } = query;
  const reported = (language?.problems(source.path) ?? []).filter(
    ({ severity }) => severities === undefined || severities.includes(severity),
  );
  if (reported.length === 0)
    return unknown(asked, 'no such problem is reported in it, and nobody says whether anybody looked for one');
  if (wants === 'some') return FINE;
  const said = check.description || check.name;
  return { ...FINE, breaches: reported.map(({ line, message }) => breachAt(asked, line, `${said}: ${message}`)) };
}

function breachAt({ source, contentOf }: Asked, line: number, message: string): Breach {
  return { path: source.path, line, message, content: contentOf(line) };
}

function unknown({ source }: Asked, why: string): Judged {
  return { breaches: [], notEvaluated: [{ path: source.path, why }] };
}
