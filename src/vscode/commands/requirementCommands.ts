import type { Disposable, TextDocument } from 'vscode';
import { Range, window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { DriftWish } from '../../core/tdflow/acceptDrift';
import { acceptDrift } from '../../core/tdflow/acceptDrift';
import { driftWords } from '../../core/tdflow/demands';
import type { RunTest } from '../../core/tdflow/lastRuns';
import { showProblem, showProblems } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import { plain } from '../plain';
import type { OpenSpecifications } from '../specifications/openSpecifications';
import type { Proofs } from '../specifications/proofs';
import { registerCommand } from './registerCommand';

const NO_SESSION = 'There is no session yet, so no test ran. Start one first: "AgentForge: Start a session".';

interface Faces {
  readonly open: OpenSpecifications;
  readonly proofs: Proofs;
  readonly flow: Flow;
}

/** From a requirement to its tests and back, and a person's word that a changed text asks for no other tests. */
export function requirementCommands({ open, proofs, flow }: Faces, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.goToTest, log, (id?: unknown) => goToTest(proofs, id)),
    registerCommand(COMMAND.goToRequirement, log, () => goToRequirement(proofs)),
    registerCommand(COMMAND.acceptDrift, log, async (given?: unknown) => {
      if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
      const { session, project } = flow;
      const shown = await proofs.ofSession();
      const read = shown === undefined ? undefined : open.of(shown.document);
      if (session === undefined || project === undefined || read === undefined) return tell(NO_SESSION);
      if (!read.ok) return showProblems(read.problem, log);
      const asked = isWish(given) ? given : driftAtCursor(proofs);
      if (asked === undefined) return tell('The requirement at the cursor did not change since its tests ran.');
      const looked = await acceptDrift(session, read.value.specification, asked, project.ports);
      if (!looked.ok) return showProblem(looked.problem, log);
      await flow.refresh();
      const what = `${driftWords(looked.value.accepted)} of ${asked.component}`;
      return tell(`Noted that you looked at ${what}.`);
    }),
  ];
}

async function goToTest(proofs: Proofs, id: unknown): Promise<void> {
  const editor = window.activeTextEditor;
  const states = (await proofs.ofSession())?.states ?? [];
  const state =
    typeof id === 'string'
      ? states.find(({ requirement }) => requirement.id === id)
      : editor && proofs.at(editor.document, editor.selection.active.line);
  if (state === undefined) return tell('There is no requirement with a recorded run at the cursor.');
  const { requirement, tests } = state;
  if (tests.length === 0) return tell(`No test of a recorded run names ${requirement.id}.`);
  const items = tests.map((test) => ({ label: test.name, description: test.file, detail: test.outcome, test }));
  const test = await pickOne(items, `Which test of ${requirement.id}?`);
  const uri = test && proofs.uriOf(test.test);
  if (test !== undefined && uri !== undefined) await show(await workspace.openTextDocument(uri), lineOf(test.test));
}

async function goToRequirement(proofs: Proofs): Promise<void> {
  const editor = window.activeTextEditor;
  const test = editor && proofs.testAt(editor.document, editor.selection.active.line);
  const found = await proofs.ofSession();
  const named =
    test === undefined ? [] : (found?.states ?? []).filter(({ tests }) => tests.some(({ id }) => id === test.id));
  if (found === undefined || named.length === 0) {
    return tell(
      test === undefined ? 'There is no test of a recorded run at the cursor.' : `${test.name} names no requirement.`,
    );
  }
  const items = named.map(({ requirement, state }) => ({
    label: requirement.id,
    description: requirement.title,
    detail: state,
    line: requirement.position.line - 1,
  }));
  const chosen = await pickOne(items, 'Which requirement?');
  if (chosen !== undefined) await show(found.document, chosen.line);
}

/** A menu of the editor gives the place of its document instead. */
function isWish(given: unknown): given is DriftWish {
  return typeof given === 'object' && given !== null && 'component' in given && typeof given.component === 'string';
}

function driftAtCursor(proofs: Proofs): DriftWish | undefined {
  const editor = window.activeTextEditor;
  const state = editor && proofs.at(editor.document, editor.selection.active.line);
  return state?.driftOf === undefined ? undefined : { component: state.driftOf, requirement: state.requirement.id };
}

async function pickOne<T extends { readonly label: string }>(
  items: readonly T[],
  placeHolder: string,
): Promise<T | undefined> {
  return items.length === 1 ? items[0] : window.showQuickPick(items, { placeHolder, matchOnDescription: true });
}

async function show(document: TextDocument, line: number): Promise<void> {
  await window.showTextDocument(document, { selection: new Range(line, 0, line, 0) });
}

function lineOf({ line }: RunTest): number {
  return (line ?? 1) - 1;
}

function tell(text: string): void {
  void window.showInformationMessage(plain(text));
}
