import { join } from 'node:path';
import { Uri, window } from 'vscode';
import type { Log } from '../core/lib/log';
import type { ModelProvider } from '../core/model/provider';
import { ALTERED, printRecording } from '../core/model/recording';
import { withRecording } from '../core/model/withRecording';
import { recordingFile } from '../core/workspace/ownPath';
import type { Project } from '../node/project';
import { showProblem } from './errors';
import type { Keys } from './keys';
import { plain } from './plain';

/** Records the next run when the user asks for it, for a bug report. */
export class RunRecorder {
  private isArmed = false;

  constructor(
    private readonly keys: Keys,
    private readonly log: Log,
  ) {}

  /** The next run is recorded, or, asked once more, it is not. */
  toggle(): void {
    this.isArmed = !this.isArmed;
    const text = this.isArmed
      ? 'The next run is recorded: what the model answers, without keys and prompts.'
      : 'The next run is not recorded.';
    void window.showInformationMessage(text);
  }

  /** The same service; what it answers is recorded when that was asked for. A run in which nothing is asked is not the next one. */
  keep(service: ModelProvider, project: Project): ModelProvider {
    if (!this.isArmed) return service;
    const time = project.ports.clock
      .now()
      .toISOString()
      .replace(/[-:]|\.\d+/g, '');
    const path = recordingFile(time);
    if (!path.ok) throw new Error(path.problem);
    const { relative } = path.value;
    let isTold = false;
    return withRecording(service, {
      secrets: () => this.keys.hidden,
      save: async (recording) => {
        this.isArmed = false;
        const written = await project.files.write(path.value, printRecording(recording));
        if (isTold) return;
        isTold = true;
        if (written.ok) void this.tell(project, relative, recording.isAltered ? `${ALTERED} ` : '');
        else void showProblem(written.problem, this.log);
      },
    });
  }

  private async tell(project: Project, path: string, altered: string): Promise<void> {
    const text = `The run is recorded in ${path}. ${altered}Look into it before you give it away. “AgentForge: Replay a recording” replays it.`;
    const chosen = await window.showInformationMessage(plain(text), 'Open recording');
    if (chosen !== undefined) await window.showTextDocument(Uri.file(join(project.root, path)));
  }
}
