import { Uri, window } from 'vscode';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { ok } from '../core/lib/result';
import type { Phase } from '../core/phase';
import { PHASE_LABEL, WRITING_PHASES } from '../core/phase';
import type { TemplateFile } from '../core/prompt/template/template';
import { templateFile } from '../core/workspace/ownPath';
import type { Environment } from '../node/environment';
import type { Project } from '../node/project';
import { readTemplate, startTemplate } from '../node/templateFiles';
import { openDocument } from './openDocument';

/** The template of a phase as the editor sees it: unsaved text wins. */
export function readEditorTemplate(
  project: Project,
  phase: Phase,
  env: Environment,
): Promise<Result<TemplateFile | undefined, Problem>> {
  const document = phase === 'verify' ? undefined : openDocument(uriOf(project, templateFile(phase).relative));
  return readTemplate(project, phase, env, document?.isDirty === true ? document.getText() : undefined);
}

/** Asks for a phase and opens the project's template of it, made from the usual words where there is none yet. */
export async function customiseTemplate(project: Project): Promise<Result<undefined, Problem>> {
  const items = WRITING_PHASES.map((phase) => {
    const { relative } = templateFile(phase);
    return { label: PHASE_LABEL[phase], description: relative, phase };
  });
  const chosen = await window.showQuickPick(items, {
    title: 'AgentForge: customise instructions',
    placeHolder: 'The instructions of which phase?',
  });
  if (chosen === undefined) return ok(undefined);
  const started = await startTemplate(project, chosen.phase);
  if (!started.ok) return started;
  await window.showTextDocument(uriOf(project, started.value.path));
  return ok(undefined);
}

function uriOf({ root }: Project, relative: string): Uri {
  return Uri.joinPath(Uri.file(root), relative);
}
