import type { CancellationToken, TestRunRequest } from 'vscode';
import { debug, Disposable as EditorDisposable, TestRunProfileKind, Uri, workspace } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import type { TestRunner } from '../../core/testrun/runner';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { SETTING } from '../manifest';
import { debugConfigurations } from './debugConfiguration';
import { coverageDetails } from './publishCoverage';
import { RunPublisher } from './runPublisher';
import type { TestExplorer } from './testExplorer';
import type { ChosenTests } from './testItems';

/** Running, measuring and debugging from the Test Explorer, with the same runners as the phases. */
export class TestProfiles implements Disposable {
  private readonly owned = new Disposables();

  constructor(
    private readonly explorer: TestExplorer,
    private readonly flow: Flow,
    private readonly log: Log,
  ) {
    const { controller } = explorer;
    const run = (kind: RunKind) => (request: TestRunRequest, token: CancellationToken) =>
      this.run(request, kind, token);
    this.owned.add(controller.createRunProfile('Run', TestRunProfileKind.Run, run('plain'), true));
    const coverage = controller.createRunProfile('Coverage', TestRunProfileKind.Coverage, run('with-coverage'), true);
    coverage.loadDetailedCoverage = async (_run, file) => coverageDetails(file);
    this.owned.add(coverage);
    this.owned.add(
      controller.createRunProfile('Debug', TestRunProfileKind.Debug, (request) => this.debug(request), true),
    );
    this.owned.add(EditorDisposable.from(flow.onDidChange(() => this.list())));
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** The test files of the session, also those of which nothing was run in this window. */
  private list(): void {
    const { project, session } = this.flow;
    if (project === undefined) return;
    this.explorer.root = project.root;
    this.explorer.items.declare(session?.components.flatMap((component) => component.testsFile ?? []) ?? []);
  }

  private async run(request: TestRunRequest, kind: RunKind, token: CancellationToken): Promise<void> {
    const chosen = this.explorer.items.chosen(request.include, request.exclude);
    const groups = await this.group(chosen);
    const { project } = this.flow;
    if (groups === undefined || project === undefined) return;
    const run = this.explorer.controller.createTestRun(request);
    const abort = new AbortController();
    const cancelled = token.onCancellationRequested(() => abort.abort());
    const timeLimitMs = workspace.getConfiguration().get<number>(SETTING.testTimeLimit, 300) * 1000;
    const publisher = new RunPublisher(run, this.explorer.items, project.root);
    try {
      for (const { runner, files, tests } of groups) {
        const coverageOf = kind === 'with-coverage' ? this.implementationsOf(files) : undefined;
        const wanted = { files, timeLimitMs, ...(tests && { tests }), ...(coverageOf && { coverageOf }) };
        for await (const event of runner.run(wanted, abort.signal)) {
          publisher.take(event);
          if (event.kind !== 'run-ended') continue;
          const { end, tests: results } = event.report;
          if (end.kind === 'not-started') await showProblem(end.problem, this.log);
          if (tests === undefined && end.kind === 'completed') this.explorer.items.forgetMissing(results);
        }
        if (abort.signal.aborted) return;
      }
    } finally {
      cancelled.dispose();
      run.end();
    }
  }

  private async debug(request: TestRunRequest): Promise<void> {
    const groups = await this.group(this.explorer.items.chosen(request.include, request.exclude));
    const { project } = this.flow;
    if (groups === undefined || project === undefined) return;
    const folder = workspace.getWorkspaceFolder(Uri.file(project.root));
    for (const { runner, files, tests } of groups) {
      const command = await runner.command({ files, ...(tests && { tests }) });
      const configurations = command.ok ? debugConfigurations(runner.name, command.value) : command;
      if (!configurations.ok) return showProblem(configurations.problem, this.log);
      for (const configuration of configurations.value) await debug.startDebugging(folder, configuration);
    }
  }

  /** The chosen tests by the runner that runs them; undefined once the user was told why they cannot be run. */
  private async group(chosen: ChosenTests): Promise<readonly Group[] | undefined> {
    const { project, running } = this.flow;
    const refused = (problem: Problem): undefined => void showProblem(problem, this.log);
    if (!workspace.isTrusted) return refused({ kind: 'untrusted-workspace' });
    if (project === undefined) return refused({ kind: 'session-missing' });
    if (running !== undefined) {
      return refused({ kind: 'input-invalid', detail: `${running.title} is running. Wait for it or cancel it first.` });
    }
    const groups: Group[] = [];
    for (const [file, ids] of chosen) {
      const runner = await project.ports.runners.for(file);
      if (!runner.ok) return refused(runner.problem);
      const same = groups.find((group) => group.runner.name === runner.value.name && group.tests === undefined);
      // Chosen tests keep their file to themselves: ids of one file say nothing about another.
      if (ids === undefined && same !== undefined) same.files.push(file);
      else groups.push({ runner: runner.value, files: [file], tests: ids });
    }
    return groups;
  }

  /** The code that the session's components keep beside these tests. */
  private implementationsOf(files: readonly string[]): readonly string[] {
    const components = this.flow.session?.components ?? [];
    return components.flatMap(({ testsFile, implFile }) =>
      testsFile !== undefined && files.includes(testsFile) && implFile !== undefined ? [implFile] : [],
    );
  }
}

type RunKind = 'plain' | 'with-coverage';

interface Group {
  readonly runner: TestRunner;
  readonly files: string[];
  readonly tests: readonly string[] | undefined;
}
