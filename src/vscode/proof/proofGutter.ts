import { ConfigurationTarget, languages, window, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import { registerCommand } from '../commands/registerCommand';
import type { Flow } from '../flow';
import { COMMAND, SETTING } from '../manifest';
import type { Proofs } from '../specifications/proofs';
import { GutterMarks } from './gutterMarks';
import { LineHovers } from './lineHovers';
import { LineProofs } from './lineProofs';

/** What the editor shows beside the code of a component that was verified, and the way to hide it. */
export function proofGutter(proofs: Proofs, flow: Flow, log: Log): Disposable[] {
  const lines = new LineProofs(proofs, flow);
  return [
    lines,
    new GutterMarks(lines),
    languages.registerHoverProvider({ scheme: 'file' }, new LineHovers(lines, flow)),
    registerCommand(COMMAND.toggleProofGutter, log, async () => {
      const settings = workspace.getConfiguration();
      const isShown = settings.get<boolean>(SETTING.proofGutter) !== true;
      await settings.update(SETTING.proofGutter, isShown, ConfigurationTarget.Global);
      if (isShown && proofs.lastRuns.every((run) => run.lines === undefined)) {
        const text =
          'Nothing is shown yet: the gutter tells of lines once VERIFY has measured the tests of a component.';
        void window.showInformationMessage(text);
      }
    }),
  ];
}
