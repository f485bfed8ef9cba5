import type { Uri } from 'vscode';
import { ViewColumn, window } from 'vscode';
import type { PatternCheck } from '../../core/conformance/contracts/patternsOf';
import { patternsOf } from '../../core/conformance/contracts/patternsOf';
import { isInScope } from '../../core/conformance/evaluate/inScope';
import type { Log } from '../../core/lib/log';
import { showProblem } from '../errors';
import { openDocument } from '../openDocument';
import { plain } from '../plain';
import { whileWaiting } from '../whileWaiting';
import { chooseTried } from './chooseTried';
import type { OpenContract, OpenContracts } from './openContracts';
import { textOf } from './openContracts';
import type { PatternMarks } from './patternMarks';
import { uriIn } from './uriIn';

/** As many lines as somebody looks through. */
const MOST_LINES = 500;

type RegexWork = Extract<PatternCheck['work'], { type: 'regex' }>;

interface Tried {
  /** By path, lines from 1. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
  /** Sentences about files in which nobody could tell. */
  readonly unknown: readonly string[];
  readonly files: number;
}

/** Looks for the pattern of a check in files that the user chooses, and shows the lines where it is found. */
export async function tryPattern(
  { uri, id }: { readonly uri: Uri; readonly id: string },
  { open, marks }: { readonly open: OpenContracts; readonly marks: PatternMarks },
  log: Log,
): Promise<void> {
  const document = openDocument(uri);
  const contract = document && open.of(document);
  if (contract === undefined) return;
  const { declared } = await contract.kept.rules();
  const found = patternsOf({ path: contract.path, text: textOf(contract) }, declared).find(
    ({ check }) => check.id === id,
  );
  if (found?.work.type !== 'regex') {
    const detail = found?.work.why ?? `there is no check ${id} with a pattern any more`;
    return showProblem({ kind: 'input-invalid', detail: `The pattern cannot be tried: ${detail}.` }, log);
  }
  const { work, check } = found;
  const about = async () => (await contract.kept.list()).filter((path) => isInScope(check.scopes, path));
  const paths = await chooseTried(id, contract, about);
  if (paths === undefined) return;
  const tried = await look(contract, work, paths);
  if (tried === undefined) return;
  const root = contract.project.root;
  marks.mark(new Map([...tried.lines].map(([path, lines]) => [uriIn(root, path).toString(), lines])));
  void tell(tried, work.mode);
  const place = tried.lines.size === 1 && paths.length === 1 ? firstOf(tried) : await pickPlace(id, contract, tried);
  if (place === undefined) return;
  const file = uriIn(root, place.path);
  // Where it is shown already, or beside the contract.
  const shown = window.visibleTextEditors.find((each) => each.document.uri.toString() === file.toString());
  const viewColumn = shown?.viewColumn ?? ViewColumn.Beside;
  marks.reveal(await window.showTextDocument(file, { preview: true, viewColumn }), place.line);
}

/** Undefined when the user cancelled it. */
function look({ kept }: OpenContract, { pattern }: RegexWork, paths: readonly string[]): Promise<Tried | undefined> {
  return whileWaiting('Trying the pattern', async (signal) => {
    const lines = new Map<string, readonly number[]>();
    const unknown: string[] = [];
    let [count, files] = [0, 0];
    for (const path of paths) {
      if (count >= MOST_LINES) break;
      const found = await kept.find(pattern, path, signal);
      if (signal.aborted) return undefined;
      files += 1;
      if (found?.kind === 'not searched') unknown.push(`${path}: ${found.why}`);
      if (found?.kind !== 'lines' || found.lines.length === 0) continue;
      lines.set(path, found.lines.slice(0, MOST_LINES - count));
      count += found.lines.length;
    }
    return { lines, unknown, files };
  });
}

async function tell({ lines, unknown, files }: Tried, mode: RegexWork['mode']): Promise<void> {
  const count = [...lines.values()].flat().length;
  const where = `${count} ${count === 1 ? 'line' : 'lines'} in ${lines.size} of ${files} ${files === 1 ? 'file' : 'files'}`;
  const meaning = mode === 'forbid' ? 'each is a violation' : 'a file without any is a violation';
  const [first] = unknown;
  const rest = unknown.length > 1 ? ` and ${unknown.length - 1} more` : '';
  const text = `The pattern is found in ${where}; ${meaning}.${count >= MOST_LINES ? ' More were not looked for.' : ''}`;
  if (first === undefined) await window.showInformationMessage(text);
  else await window.showWarningMessage(plain(`${text} Nobody can tell for ${first}${rest}.`));
}

interface FoundPlace {
  readonly path: string;
  readonly line: number;
}

function firstOf({ lines }: Tried): FoundPlace | undefined {
  const [first] = [...lines];
  return first?.[1][0] === undefined ? undefined : { path: first[0], line: first[1][0] };
}

async function pickPlace(id: string, { project }: OpenContract, { lines }: Tried): Promise<FoundPlace | undefined> {
  if (lines.size === 0) return undefined;
  const items = [...lines].flatMap(([path, found]) =>
    found.map((line) => {
      const shown = openDocument(uriIn(project.root, path));
      const text = shown === undefined || line > shown.lineCount ? '' : shown.lineAt(line - 1).text.trim();
      return { label: `${path}:${line}`, description: text.slice(0, 120), path, line };
    }),
  );
  return window.showQuickPick(items, { title: `Found by ${id}`, placeHolder: 'Open a place where it is found' });
}
