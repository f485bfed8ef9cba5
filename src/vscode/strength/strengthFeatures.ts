import { CodeActionKind, languages } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import type { StrengthHost } from './strengthCommands';
import { strengthCommands } from './strengthCommands';
import { StrengthPanel } from './strengthPanel';
import { StrengthProblems } from './strengthProblems';
import { Strengths } from './strengths';
import { SuggestionActions } from './suggestionActions';

/** What the editor shows of how strong tests are: a page, marks in the code, light bulbs there and in the specification. */
export function strengthFeatures(host: StrengthHost, log: Log): Disposable[] {
  const { open, flow } = host;
  const strengths = new Strengths(open, flow);
  const panel = new StrengthPanel(open, strengths, flow);
  return [
    strengths,
    panel,
    new StrengthProblems(strengths),
    languages.registerCodeActionsProvider({ scheme: 'file' }, new SuggestionActions(open, strengths), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
    ...strengthCommands(host, { strengths, panel }, log),
  ];
}
