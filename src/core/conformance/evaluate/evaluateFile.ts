import { splitLines } from '../../lib/lines';
import type { ContractCheck } from '../contracts/contract';
import { measureFile } from '../metrics/measureFile';
import type { Breach, CheckResult } from './checkResult';
import type { EvaluationPorts, Found } from './evaluationPorts';
import { asksForSymbols, judgeQuery } from './judgeQuery';
import { overThreshold } from './overThreshold';
import type { Source } from './source';
import { symbolsOf } from './symbolsOf';

type Judged = Pick<CheckResult, 'breaches' | 'notEvaluated'>;

const FINE: Judged = { breaches: [], notEvaluated: [] };

/** Holds one file against checks of files, in their order. It is parsed once for all of them. */
export async function evaluateFile(
  source: Source,
  checks: readonly ContractCheck[],
  ports: Pick<EvaluationPorts, 'search' | 'trees' | 'language'>,
  signal: AbortSignal,
): Promise<readonly Judged[]> {
  const patterns = checks.flatMap(({ work }) => (work.type === 'regex' ? [work.pattern] : []));
  const found = patterns.length === 0 ? [] : await ports.search.search(source.text, patterns, signal);
  const measured = checks.some(({ work }) => work.type === 'ast_check')
    ? await measureFile(source, ports.trees)
    : undefined;
  const symbols = checks.some(asksForSymbols) ? await symbolsOf(source, ports, signal) : undefined;
  const lines = splitLines(source.text);
  const contentOf = (line: number) => lines[line - 1] ?? '';
  const judged: Judged[] = [];
  let searched = 0;
  for (const check of checks) {
    const { work } = check;
    if (work.type === 'regex') {
      judged.push(judgePattern(source.path, check, found[searched++], contentOf));
    } else if (work.type === 'ast_check') {
      judged.push(
        measured === undefined || measured.kind === 'not measured'
          ? notEvaluated(source.path, measured?.why ?? '')
          : { ...FINE, breaches: overThreshold(source.path, work, measured).map(withContent(contentOf)) },
      );
    } else if (work.type === 'lsp_query') {
      judged.push(await judgeQuery({ source, check, query: work.query, symbols, contentOf }, ports, signal));
    } else judged.push(FINE);
  }
  return judged;
}

function judgePattern(
  path: string,
  { work, description, name }: ContractCheck,
  found: Found | undefined,
  contentOf: (line: number) => string,
): Judged {
  if (found === undefined || work.type !== 'regex') return FINE;
  if (found.kind === 'not searched') return notEvaluated(path, found.why);
  const message = description || name;
  if (work.mode === 'forbid') {
    return { ...FINE, breaches: found.lines.map((line) => ({ path, line, message, content: contentOf(line) })) };
  }
  return found.lines.length > 0 ? FINE : { ...FINE, breaches: [{ path, line: undefined, message, content: '' }] };
}

function withContent(contentOf: (line: number) => string) {
  return (breach: Omit<Breach, 'content'>): Breach => ({
    ...breach,
    content: breach.line === undefined ? '' : contentOf(breach.line),
  });
}

function notEvaluated(path: string, why: string): Judged {
  return { breaches: [], notEvaluated: [{ path, why }] };
}
