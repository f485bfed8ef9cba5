import { commands, env, window, workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import type { WritingPhase } from '../core/phase';
import { PHASE_LABEL } from '../core/phase';
import { promptAsText } from '../core/prompt/prompt';
import { splitPrompt } from '../core/prompt/splitPrompt';
import type { CopiedPrompt } from '../core/tdflow/copiedPrompt';
import { copiedPrompt } from '../core/tdflow/copiedPrompt';
import type { PreparedPrompt } from '../core/tdflow/preparePrompt';
import type { Task } from '../core/tdflow/task';
import type { Project } from '../node/project';
import type { HalfAnswer, TakenAnswer } from '../node/takeAnswer';
import { takeAnswer } from '../node/takeAnswer';
import { pickAnswer } from './answerPicker';
import { explainInFull, showProblem } from './errors';
import { COMMAND, SETTING } from './manifest';
import { plain } from './plain';

/** A prompt that was copied in this window. */
interface Copied {
  readonly project: Project;
  readonly prompt: CopiedPrompt;
}

/** An answer that a person brought, and what it is for; undefined where nobody can tell. */
export interface BroughtAnswer extends TakenAnswer {
  readonly about: Copied | undefined;
}

/** Prompts that go out over the clipboard, and answers that come back. */
export class ManualMode {
  /** The prompt that was copied last: an answer that names none most likely belongs to it. */
  private copied: Copied | undefined;

  constructor(private readonly log: Log) {}

  /** Puts a prompt on the clipboard, part by part where the chat takes no long message, and remembers it. */
  async copy(task: Task<WritingPhase>, project: Project, { prompt, mark }: PreparedPrompt): Promise<void> {
    const remembered = copiedPrompt(task, mark, project.ports.clock.now());
    const saved = await project.prompts.save(remembered);
    if (!saved.ok) void showProblem(saved.problem, this.log);
    this.copied = { project, prompt: remembered };
    const limit = workspace.getConfiguration().get<number>(SETTING.maxPromptCharacters) ?? 0;
    const parts = splitPrompt(promptAsText(prompt), limit);
    const what = `for ${PHASE_LABEL[task.phase]} of ${task.component.name}`;
    for (const [index, part] of parts.slice(0, -1).entries()) {
      await env.clipboard.writeText(part);
      const [here, next] = [`Part ${index + 1} of ${parts.length}`, `Copy part ${index + 2} of ${parts.length}`];
      const text = `${here} of the prompt ${what} is on the clipboard. Send it to a model, then copy the next part.`;
      if ((await window.showInformationMessage(plain(text), next)) === undefined) return;
    }
    await env.clipboard.writeText(parts.at(-1) ?? '');
    const which = parts.length === 1 ? 'The' : 'The last part of the';
    const text = `${which} prompt ${what} is on the clipboard. Give it to a model, copy its whole answer, then paste it here.`;
    const chosen = await window.showInformationMessage(plain(text), 'Paste response');
    if (chosen !== undefined) await commands.executeCommand(COMMAND.pasteResponse);
  }

  /** An answer from the clipboard, the open document or a file, matched to its prompt; undefined once the user was told what is wrong with it. */
  async take(shown: Project | undefined): Promise<BroughtAnswer | undefined> {
    const answer = await pickAnswer();
    if (!answer.ok) {
      await showProblem(answer.problem, this.log);
      return undefined;
    }
    const { copied } = this;
    const projects = [...new Set([shown, copied?.project].filter((project) => project !== undefined))];
    for (const project of projects) {
      const taken = await takeAnswer(answer.value, project.prompts);
      if (!taken.ok) return this.askForRest(taken.problem);
      if (taken.value.copied !== undefined) return { ...taken.value, about: { project, prompt: taken.value.copied } };
      if (project === projects.at(-1)) {
        this.log.warn(taken.value.doubt);
        return { ...taken.value, about: copied };
      }
    }
    return { text: answer.value, copied: undefined, doubt: '', about: copied };
  }

  /** The answer led to the verdict: the next one is not for the same prompt. */
  async done(task: Task, { copied }: TakenAnswer, project: Project): Promise<void> {
    if (copied !== undefined) await project.prompts.savePart(copied, '');
    const last = this.copied?.prompt;
    if (last?.phase === task.phase && last.component === task.component.name) this.copied = undefined;
  }

  private async askForRest({ problem, rest }: HalfAnswer): Promise<undefined> {
    this.log.warn(explainInFull(problem));
    if (rest === undefined) {
      await showProblem(problem, this.log);
      return undefined;
    }
    const copy = 'Copy request for the rest';
    if ((await window.showErrorMessage(plain(explainInFull(problem)), copy)) !== copy) return undefined;
    await env.clipboard.writeText(rest);
    const text = 'Say in the chat what is on the clipboard now, copy its whole answer, then paste it here.';
    const chosen = await window.showInformationMessage(text, 'Paste response');
    if (chosen !== undefined) await commands.executeCommand(COMMAND.pasteResponse);
    return undefined;
  }
}
