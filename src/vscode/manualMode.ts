import { commands, env, window, workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import { copiedTitle } from '../core/outline/copiedTitle';
import { promptAsText } from '../core/prompt/prompt';
import { splitPrompt } from '../core/prompt/splitPrompt';
import type { CarriedPrompt, CopiedPrompt } from '../core/tdflow/copiedPrompt';
import type { Project } from '../node/project';
import type { HalfAnswer, PromptInProject, TakenAnswer } from '../node/takeAnswer';
import { answerJudged, takeAnswer } from '../node/takeAnswer';
import { pickAnswer } from './answerPicker';
import { explainInFull, showProblem } from './errors';
import { COMMAND, SETTING } from './manifest';
import { plain } from './plain';

/** Prompts that go out over the clipboard, and answers that come back. */
export class ManualMode {
  /** The prompt that was copied last: an answer that names none most likely belongs to it. */
  private copied: PromptInProject<Project> | undefined;

  constructor(private readonly log: Log) {}

  /** Puts a prompt on the clipboard, part by part where the chat takes no long message, and remembers it. */
  async copy({ prompt, copied }: CarriedPrompt, project: Project): Promise<void> {
    const saved = await project.prompts.save(copied);
    if (!saved.ok) void showProblem(saved.problem, this.log);
    this.copied = { project, prompt: copied };
    const limit = workspace.getConfiguration().get<number>(SETTING.maxPromptCharacters) ?? 0;
    const parts = splitPrompt(promptAsText(prompt), limit);
    const what = `for ${copiedTitle(copied)}`;
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

  /**
   * An answer from the clipboard, the open document or a file, matched to its prompt in one of the projects; undefined once the user
   * was told what is wrong with it.
   */
  async take(projects: readonly Project[]): Promise<TakenAnswer<Project> | undefined> {
    const answer = await pickAnswer();
    if (!answer.ok) {
      await showProblem(answer.problem, this.log);
      return undefined;
    }
    const taken = await takeAnswer(answer.value, projects, this.copied);
    if (!taken.ok) return this.askForRest(taken.problem);
    const { doubt } = taken.value;
    if (doubt !== '') {
      this.log.warn(doubt);
      void window.showWarningMessage(plain(doubt));
    }
    return taken.value;
  }

  /** What an answer came to: after the verdict, or once its documents are written, the next one is not for the same prompt. */
  async judged(
    about: Pick<CopiedPrompt, 'phase' | 'component' | 'documents'>,
    answer: TakenAnswer<Project>,
    outcome: Parameters<typeof answerJudged>[1],
  ): Promise<void> {
    await answerJudged(answer, outcome);
    const last = this.copied?.prompt;
    const isOver = outcome.kind === 'reached' || outcome.kind === 'written';
    if (isOver && last !== undefined && placeOf(last) === placeOf(about)) this.copied = undefined;
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

function placeOf({ phase, component, documents }: Pick<CopiedPrompt, 'phase' | 'component' | 'documents'>): string {
  return JSON.stringify([phase, component, documents?.piece]);
}
