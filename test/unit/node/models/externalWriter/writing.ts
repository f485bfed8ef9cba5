import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Problem } from '../../../../../src/core/errors';
import type { Result } from '../../../../../src/core/lib/result';
import type { ModelEvent, ModelProvider, ModelRequest } from '../../../../../src/core/model/provider';
import { openExternalWriter } from '../../../../../src/node/models/externalWriter/openExternalWriter';
import { openProject } from '../../../../../src/node/project';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';
import { must } from '../../../../kit/must';
import { ownState } from '../../../../kit/ownState';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import type { WorkspaceBuilder } from '../../../../kit/workspaceBuilder';
import { eventsOf } from '../claude/anthropicAsking';

export const EXTERNAL_REQUEST: ModelRequest = {
  model: 'external',
  system: 'You write tests.',
  user: ['Write one ', 'for the cart.'],
  maxTokens: 32_000,
  purpose: { component: 'cart', phase: 'red' },
};

/** A user with a program of their own that writes: a script of Node, in a folder that is no project. */
export class ExternalUser {
  private constructor(private readonly folder: TemporaryWorkspace) {}

  static async make(): Promise<ExternalUser> {
    return new ExternalUser(await TemporaryWorkspace.make());
  }

  path(name: string): string {
    return this.folder.path(name);
  }

  text(name: string): Promise<string> {
    return this.folder.text(name);
  }

  /** The command of a program with this text; it runs in the copy, and `told(name, text)` writes into the user's own folder. */
  async program(code: string, ...args: readonly string[]): Promise<readonly string[]> {
    const head = `
      const fs = require('node:fs');
      const path = require('node:path');
      const told = (name, text) => fs.writeFileSync(path.join(${JSON.stringify(this.folder.root)}, name), String(text));
      const args = process.argv.slice(2);
    `;
    const file = this.folder.path('writer.cjs');
    await writeFile(file, head + code);
    return [process.execPath, file, ...(args.length === 0 ? ['{prompt}'] : args)];
  }

  env(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string | undefined>> {
    return { ...process.env, ...ownState(this.folder.root), TMPDIR: tmpdir(), ...more };
  }

  open(
    project: WorkspaceBuilder,
    command: unknown,
    { env = {}, settings = {} }: { readonly env?: Readonly<Record<string, string>>; readonly settings?: object } = {},
  ): Promise<Result<ModelProvider, Problem>> {
    const all = this.env(env);
    const opened = openProject(project.root, path.join(repositoryRoot, 'dist/runners'), all);
    return openExternalWriter(opened, all, { command, ...settings });
  }

  async write(
    project: WorkspaceBuilder,
    code: string,
    more: Partial<ModelRequest> & { readonly signal?: AbortSignal; readonly settings?: object } = {},
  ): Promise<ModelEvent[]> {
    const { signal = new AbortController().signal, settings = {}, ...request } = more;
    const provider = must(await this.open(project, await this.program(code), { settings }));
    return eventsOf(provider.stream({ ...EXTERNAL_REQUEST, ...request }, signal));
  }

  dispose(): Promise<void> {
    return this.folder.dispose();
  }
}
