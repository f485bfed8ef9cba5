import { window } from 'vscode';
import type { ProposedFile } from '../../core/changes/changeSet';
import { ownDecision } from '../../core/changes/changeSet';
import { plain } from '../plain';

/**
 * Asks about a file that is accepted by a decision of its own only. Gives the reason, '' where none is needed; undefined when the
 * user does not accept it.
 */
export async function askForOwnDecision(file: ProposedFile): Promise<string | undefined> {
  switch (ownDecision(file)) {
    case undefined:
      return '';
    case 'conflict':
      return confirmed(
        `${file.name} changed since the prompt, and not all of the proposal fits. Write it as the diff shows it?`,
        file.conflict?.places ?? [],
      );
    case 'own-key': {
      const found = (file.checks ?? []).filter(({ kind }) => kind === 'own-key');
      const details = found.map(({ line, detail }) => `Line ${line}: ${detail}`);
      return confirmed(`${file.name} holds your own API key. Write it into the project all the same?`, details);
    }
    case 'protected':
      return confirmed(`${file.name} configures what runs in this project. Accept the change?`, []);
    case 'workaround': {
      const found = (file.concerns?.workarounds ?? []).filter((each) => each.weight === 'decide');
      const details = found.map(({ line, detail }) => `Line ${line}: ${detail}`);
      return confirmed(`${file.name} looks like a way around the tests. Accept it all the same?`, details);
    }
    case 'contract': {
      const details = (file.concerns?.contract ?? []).map((change) => change.detail);
      const question = `${file.name} changes what the tests promise. Accept the contract change?`;
      if ((await confirmed(question, details)) === undefined) return undefined;
      return window.showInputBox({
        title: plain(`Contract change in ${file.name}`),
        prompt: 'Why is this change of the tests right? The reason is kept in the session.',
        ignoreFocusOut: true,
        validateInput: (text) => (text.trim() === '' ? 'A contract change needs a reason.' : undefined),
      });
    }
  }
}

async function confirmed(question: string, details: readonly string[]): Promise<'' | undefined> {
  const options = { modal: true, detail: details.join('\n') };
  return (await window.showWarningMessage(plain(question), options, 'Accept')) === 'Accept' ? '' : undefined;
}
