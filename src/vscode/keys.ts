import type { SecretStorage } from 'vscode';
import { ProgressLocation, window, workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import { KEY_NAMES } from '../core/model/keyService';
import type { Environment } from '../node/environment';
import type { FoundKey } from '../node/models/keyOrder';
import { findKey } from '../node/models/keyOrder';
import { SecretsFile } from '../node/models/secretsFile';
import type { Project } from '../node/project';
import { secretsIn } from '../node/secretsIn';
import { showProblem } from './errors';
import type { KeyTarget } from './keyTarget';
import { keyTarget } from './keyTarget';
import { plain } from './plain';

const CHECK_MS = 15_000;

const KEPT = { stored: 'in the secret storage of the editor', 'in-window': 'in this window only' } as const;

/** The user's key for the service that answers, Claude or an OpenAI-compatible server: where it is found, asked for and checked. */
export class Keys {
  /** Given for this window, and kept nowhere; by the name that each would have in the secret storage. */
  private readonly given = new Map<string, string>();
  /** Every key that was found: what must not be written anywhere. */
  private readonly used = new Set<string>();
  /** Folders whose secrets file was spoken of already. */
  private readonly told = new Set<string>();

  constructor(
    private readonly secrets: SecretStorage,
    private readonly env: Environment,
    private readonly log: Log,
  ) {}

  /** What must not be written anywhere. */
  get hidden(): readonly string[] {
    return [...this.used, ...secretsIn(this.env)];
  }

  /** Whether there is a key that could be used; says nothing. */
  async isThere(project: Project | undefined): Promise<boolean> {
    const { result } = await this.look(project);
    return result.ok && result.value.found !== undefined;
  }

  /** The key that would be used, for what is asked beside a phase; says nothing. */
  async quietly(project: Project | undefined): Promise<string | undefined> {
    const { result } = await this.look(project);
    const key = result.ok ? result.value.found?.key : undefined;
    if (key !== undefined) this.used.add(key);
    return key;
  }

  /** The key to use; a problem of the secrets file is shown, and that a key stands there in plain text is said once. */
  async find(project: Project): Promise<FoundKey | undefined> {
    const target = keyTarget(this.env);
    const { result, file } = await this.look(project, target);
    if (!result.ok) {
      await showProblem(result.problem, this.log);
      return undefined;
    }
    const { found, notes } = result.value;
    if (found !== undefined) {
      this.used.add(found.key);
      project.ports.ownKeys.add(found.key);
    }
    for (const note of notes) this.log.warn(note);
    if (found?.place === 'file' && file !== undefined && !this.told.has(project.root)) {
      this.told.add(project.root);
      void this.offerToMove(found, { file, target, warning: notes[0] ?? '' });
    }
    return found;
  }

  /**
   * Asks for a key, checks it, and keeps it in the editor's secret storage, or in this window only; whether there is one now.
   * A key that the service does not take is kept only when the user says so.
   */
  async ask(keep: 'stored' | 'in-window' = 'stored', target = keyTarget(this.env)): Promise<boolean> {
    const typed = await window.showInputBox({
      title: 'AgentForge: Set API key',
      prompt: `Your ${target.words}. It is kept ${KEPT[keep]}, never in a file.`,
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => target.problemOf(value),
    });
    if (typed === undefined) return false;
    const key = typed.trim();
    const check = await window.withProgress(
      { location: ProgressLocation.Notification, title: 'AgentForge: checking the key' },
      () => target.check(key, AbortSignal.timeout(CHECK_MS)),
    );
    if (check.kind === 'bad') {
      const [again, anyway] = ['Give another key', 'Keep it all the same'];
      const chosen = await window.showWarningMessage(plain(`${check.why} It is not kept.`), again, anyway);
      if (chosen === again) return this.ask(keep, target);
      if (chosen !== anyway) return false;
    }
    if (keep === 'in-window') this.given.set(target.secret, key);
    else {
      this.given.delete(target.secret);
      await this.secrets.store(target.secret, key);
    }
    const show = check.kind === 'bad' ? window.showWarningMessage : window.showInformationMessage;
    const word = check.kind === 'good' ? 'The service takes it.' : check.why;
    void show(plain(`The API key is kept ${KEPT[keep]}. ${word}${keep === 'stored' ? this.whatWins(target) : ''}`));
    return true;
  }

  /** Forgets the stored key and that of this window, and says which one is used from then on. */
  async remove(project: Project | undefined): Promise<void> {
    const target = keyTarget(this.env);
    const isKept = this.given.has(target.secret) || (await this.secrets.get(target.secret)) !== undefined;
    this.given.delete(target.secret);
    await this.secrets.delete(target.secret);
    const { result } = await this.look(project, target);
    const left = result.ok ? result.value.found : undefined;
    const what = isKept ? `Your ${target.words} is removed.` : `The editor keeps no ${target.words}.`;
    const then = left === undefined ? 'There is no other.' : `That of ${left.source} is used.`;
    void window.showInformationMessage(plain(`${what} ${then}`));
  }

  private async look(project: Project | undefined, { service, secret, problemOf } = keyTarget(this.env)) {
    // Git reads the repository's own configuration: not before the user trusts it.
    const file = project === undefined || !workspace.isTrusted ? undefined : new SecretsFile(project.files, this.env);
    const stored = () => this.secrets.get(secret);
    const given = this.given.get(secret);
    return { file, result: await findKey(service, { given, environment: this.env, stored, file, problemOf }) };
  }

  /** A sentence where the environment has a key too. */
  private whatWins({ service }: KeyTarget): string {
    const name = KEY_NAMES[service];
    return (this.env[name] ?? '').trim() === '' ? '' : ` The environment has ${name} too, and that one is used first.`;
  }

  private async offerToMove(
    { key }: FoundKey,
    about: { readonly file: SecretsFile; readonly target: KeyTarget; readonly warning: string },
  ): Promise<void> {
    const move = 'Move it to the secret storage';
    if ((await window.showWarningMessage(plain(about.warning), move)) !== move) return;
    const { service, secret } = about.target;
    await this.secrets.store(secret, key.trim());
    const removed = await about.file.remove(service);
    if (!removed.ok) return showProblem(removed.problem, this.log);
    void window.showInformationMessage('The API key is in the editor’s secret storage now, and no longer in the file.');
  }
}
