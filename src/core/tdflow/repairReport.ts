import { placeOf } from '../conformance/formats/placeOf';
import type { TokenCounter } from '../context/tokenCounter';
import { splitLines } from '../lib/lines';
import { PHASE_LABEL } from '../phase';
import { describeFailure } from '../testrun/describeFailure';
import type { Frame, TestReport, TestResult } from '../testrun/report';
import type { Check, JudgedTest, Verdict } from '../verdict/verdict';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

/** The part of the prompt's budget that failures may take: the code and its specification need the rest. */
const SHARE_OF_BUDGET = 0.25;
const LONGEST_MESSAGE = 2_000;
const FRAMES = 3;
const LINES_AROUND = 4;
const LONGEST_OUTPUT = 4_000;

/**
 * What a run says of each test that is not as the phase needs it, for the next prompt and for people: the verdict, then the tests
 * of the component, then those that passed before, each with its message and the source around the places it came through. Fits
 * into a share of the prompt's budget; tests that do not fit are named. '' when all is as needed.
 */
export async function repairReport(
  task: Task,
  found: { readonly verdict: Verdict; readonly report: TestReport },
  ports: Pick<Ports, 'reader' | 'links' | 'countTokens'>,
): Promise<string> {
  const { verdict, report } = found;
  const own = new Set(await testFilesOf(task, [], ports));
  // What fails as RED wants it is what GREEN has to work on.
  const wrong = verdict.tests.filter((test) => !test.asNeeded || (verdict.reached && test.outcome !== 'passed'));
  const ranked = [...wrong.filter((test) => own.has(test.file)), ...wrong.filter((test) => !own.has(test.file))];
  const results = new Map(report.tests.map((test) => [test.id, test]));
  const failures: string[] = [];
  for (const test of ranked) failures.push(await describe(test, results.get(test.id), ports));
  if (report.end.kind !== 'completed') {
    failures.unshift(`The run ended as "${report.end.kind}". It printed:\n${report.output.slice(-LONGEST_OUTPUT)}`);
  }
  if (failures.length === 0) return verdict.reached ? '' : head(verdict);
  const room = Math.floor(task.config.maxContextTokens * SHARE_OF_BUDGET);
  return fitInto([head(verdict), ...failures], ranked, { room, count: ports.countTokens });
}

function head({ phase, reached, summary, checks, notes }: Verdict): string {
  const title = `${PHASE_LABEL[phase]} ${reached ? 'reached' : 'not reached'}: ${summary}`;
  return [title, ...checks.flatMap((check) => failedCheck(check, summary)), ...notes].join('\n');
}

/** What failed beside single tests, which follow; nothing of what the verdict's one sentence says already. */
function failedCheck({ name, result, detail, findings }: Check, summary: string): readonly string[] {
  if (result !== 'failed' || name === 'tests' || summary.includes(detail)) return [];
  const failing = (findings ?? []).filter(({ fails }) => fails);
  if (failing.length === 0) return [`${name}: ${detail}`];
  return [`${name}:`, ...failing.map((each) => `- ${placeOf(each)}: ${each.what} (${each.by})`)];
}

async function describe(
  test: JudgedTest,
  result: TestResult | undefined,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<string> {
  const failure = result?.failure;
  const own = (failure?.frames ?? []).filter((frame) => !frame.library).slice(0, FRAMES);
  if (result !== undefined && own.length === 0) return `${describeFailure(result)}\n${test.explanation}`;
  const place = test.line === undefined ? test.file : `${test.file}:${test.line}`;
  const parts = [`${test.outcome.toUpperCase()} ${test.id} (${place})`, test.explanation];
  if (failure === undefined) return parts.join('\n');
  parts.push([failure.exception, failure.message].filter(Boolean).join(': ').slice(0, LONGEST_MESSAGE));
  for (const frame of own) parts.push(await quote(frame, ports));
  return parts.join('\n');
}

/** The source around a frame, its own line marked. */
async function quote(frame: Frame, ports: Pick<Ports, 'reader' | 'links'>): Promise<string> {
  const title = `at ${frame.file}:${frame.line}${frame.function === '' ? '' : ` in ${frame.function}`}`;
  const path = await checkPath(frame.file, ports.links);
  const file = path.ok ? await ports.reader.read(path.value) : undefined;
  if (file === undefined || file === 'unreadable') return title;
  const first = Math.max(1, frame.line - LINES_AROUND);
  const around = splitLines(file.text)
    .slice(first - 1, frame.line + LINES_AROUND)
    .map((text, index) => `${first + index === frame.line ? '>' : ' '} ${first + index} | ${text}`);
  return [title, ...around].join('\n');
}

/** As many parts as there is room for, the first one always; tests beyond are named only. */
function fitInto(
  parts: readonly string[],
  ranked: readonly JudgedTest[],
  budget: { readonly room: number; readonly count: TokenCounter },
): string {
  for (let kept = parts.length; kept > 1; kept--) {
    const left = parts.length - kept;
    const names = ranked.slice(ranked.length - left).map((test) => test.id);
    const text = [...parts.slice(0, kept), ...(left === 0 ? [] : [`Failing too: ${names.join(', ')}`])].join('\n\n');
    if (budget.count(text) <= budget.room || kept === 2) return text;
  }
  return parts.join('\n\n');
}
