import type { Extension, Uri } from 'vscode';
import { extensions, workspace } from 'vscode';
import type { Log } from '../core/lib/log';

/** The part of the Python extension's public interface that is used: https://www.npmjs.com/package/@vscode/python-extension. */
interface PythonApi {
  readonly ready: Promise<void>;
  readonly environments: {
    getActiveEnvironmentPath(resource?: Uri): { readonly id: string; readonly path: string };
    resolveEnvironment(environment: {
      readonly id: string;
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri: Uri | undefined } } | undefined>;
  };
}

/** It starts within a few seconds, where it starts at all. */
const PATIENCE_MS = 10_000;

/** A path, or why there is none. */
type Answer = { readonly path: string } | { readonly why: string };

/** The interpreter that the user chose in the Python extension. What goes wrong there is logged, and stops no run. */
export class PythonInterpreter {
  /** As long as it owes an answer it is not asked again: every run would wait anew. */
  private isOverdue = false;
  private readonly told = new Set<string>();

  constructor(
    private readonly log: Log,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /**
   * Absolute path of the interpreter for a file; undefined when the extension is not installed or has no answer, and when a
   * settings file of the workspace names one, because a repository chooses no program. Activates the extension.
   */
  async chosenFor(file: Uri): Promise<string | undefined> {
    const extension = extensions.getExtension<PythonApi>('ms-python.python');
    if (extension === undefined || this.isOverdue) return undefined;
    const answer = isNamedByWorkspace(file)
      ? { why: 'it is not asked where python.defaultInterpreterPath is set in the workspace' }
      : await this.inTime(ask(extension, file));
    if ('path' in answer) return answer.path;
    if (!this.told.has(answer.why)) this.log.warn(`The choice of the Python extension is not used: ${answer.why}`);
    this.told.add(answer.why);
    return undefined;
  }

  private async inTime(answer: Promise<Answer>): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Answer>((resolve) => {
      timer = setTimeout(() => {
        this.isOverdue = true;
        resolve({ why: `no answer after ${this.patienceMs / 1000} seconds` });
      }, this.patienceMs);
    });
    void answer.then(() => {
      clearTimeout(timer);
      this.isOverdue = false;
    });
    return Promise.race([answer, late]);
  }
}

function isNamedByWorkspace(file: Uri): boolean {
  const named = workspace.getConfiguration('python', file).inspect<string>('defaultInterpreterPath');
  return named?.workspaceValue !== undefined || named?.workspaceFolderValue !== undefined;
}

/** Never rejects: what another extension throws is an answer too. */
async function ask(extension: Extension<PythonApi>, file: Uri): Promise<Answer> {
  try {
    const { ready, environments } = await extension.activate();
    await ready;
    const chosen = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(file));
    const path = chosen?.executable.uri?.fsPath;
    return path === undefined ? { why: 'it knows no interpreter' } : { path };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}
