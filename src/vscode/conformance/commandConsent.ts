import { window, workspace } from 'vscode';
import type { Contract } from '../../core/conformance/contracts/contract';
import { visible } from '../../core/lib/visible';
import type { Project } from '../../node/project';

const RUN = 'Run them';
const LEAVE = 'Check without them';

/** Whether commands that contracts name may run: asked for exactly these commands, once in a window. */
export class CommandConsent {
  /** The commands that were allowed, by the root of their project. */
  private readonly allowed = new Map<string, string>();

  /** Undefined when the user walks away. */
  async ask(contracts: readonly Contract[], { root }: Project): Promise<'allowed' | 'not allowed' | undefined> {
    const works = contracts
      .filter(({ isEnabled, isBase }) => isEnabled && !isBase)
      .flatMap(({ checks }) => checks.flatMap(({ isEnabled, work }) => (isEnabled ? work : [])))
      .flatMap((work) => (work.type === 'command' ? work : []));
    if (works.length === 0 || !workspace.isTrusted) return 'not allowed';
    const exactly = JSON.stringify(works);
    if (this.allowed.get(root) === exactly) return 'allowed';
    // All of each: what is not read is not agreed to.
    const lines = works.map(({ command, args, workingFolder }) => inFull([command, ...args], workingFolder));
    const detail = [...lines, '', 'Without them, their checks are not evaluated.'].join('\n');
    const message = 'The contracts of this project run commands. May they run on your computer?';
    const chosen = await window.showWarningMessage(message, { modal: true, detail }, RUN, LEAVE);
    if (chosen === RUN) this.allowed.set(root, exactly);
    if (chosen === undefined) return undefined;
    return chosen === RUN ? 'allowed' : 'not allowed';
  }
}

function inFull(words: readonly string[], folder: string | undefined): string {
  const command = words.map((word) => (/^[\w./:=@-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
  return visible(folder === undefined ? command : `${command} (in ${folder})`);
}
