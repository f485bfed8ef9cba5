import type { SecretStorage } from 'vscode';
import { ProgressLocation, window, workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import type { KeyService } from '../core/model/keyService';
import { problemOfKey } from '../core/model/keyShape';
import type { Environment } from '../node/environment';
import type { KeyCheck } from '../node/models/claude/checkKey';
import { checkKey } from '../node/models/claude/checkKey';
import type { FoundKey } from '../node/models/keyOrder';
import { findKey } from '../node/models/keyOrder';
import { checkChatKey } from '../node/models/openai/checkChatKey';
import { SecretsFile } from '../node/models/secretsFile';
import { serviceSettings } from '../node/models/services';
import type { Project } from '../node/project';
import { showProblem } from './errors';
import { SECRET_API_KEY, SECRET_OPENAI_KEY, SETTING } from './manifest';
import { doorName, readServiceSettings } from './models/doorSettings';
import { plain } from './plain';

const CHECK_MS = 15_000;

const SECRETS: Readonly<Record<KeyService, string>> = { anthropic: SECRET_API_KEY, openai: SECRET_OPENAI_KEY };
const OWNER: Readonly<Record<KeyService, string>> = { anthropic: 'Anthropic', openai: 'OpenAI-compatible' };

const KEPT = { stored: 'in the secret storage of the editor', 'in-window': 'in this window only' } as const;

/** The user's key for the service that answers, Claude or an OpenAI-compatible server: where it is found, asked for and checked. */
export class Keys {
  /** Given for this window, and kept nowhere. */
  private readonly given = new Map<KeyService, string>();
  /** Every key that was found: what must not be written anywhere. */
  readonly used = new Set<string>();
  /** Folders whose secrets file was spoken of already. */
  private readonly told = new Set<string>();

  constructor(
    private readonly secrets: SecretStorage,
    private readonly env: Environment,
    private readonly log: Log,
  ) {}

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
    const { result, file } = await this.look(project);
    if (!result.ok) {
      await showProblem(result.problem, this.log);
      return undefined;
    }
    const { found, notes } = result.value;
    if (found !== undefined) this.used.add(found.key);
    for (const note of notes) this.log.warn(note);
    if (found?.place === 'file' && file !== undefined && !this.told.has(project.root)) {
      this.told.add(project.root);
      void this.offerToMove(found, file, notes[0] ?? '');
    }
    return found;
  }

  /**
   * Asks for a key, checks it, and keeps it in the editor's secret storage, or in this window only; whether there is one now.
   * A key that the service does not take is kept only when the user says so.
   */
  async ask(keep: 'stored' | 'in-window' = 'stored'): Promise<boolean> {
    const { service } = this;
    const baseUrl = this.baseUrl();
    const typed = await window.showInputBox({
      title: 'AgentForge: Set API key',
      prompt: `Your ${OWNER[service]} API key. It is kept ${KEPT[keep]}, never in a file.`,
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) =>
        problemOfKey(value, service === 'anthropic' && baseUrl === undefined ? 'anthropic' : 'other'),
    });
    if (typed === undefined) return false;
    const key = typed.trim();
    const check = await window.withProgress(
      { location: ProgressLocation.Notification, title: 'AgentForge: checking the key' },
      () => this.check(key),
    );
    if (check.kind === 'bad') {
      const [again, anyway] = ['Give another key', 'Keep it all the same'];
      const chosen = await window.showWarningMessage(plain(check.why), again, anyway);
      if (chosen === again) return this.ask(keep);
      if (chosen !== anyway) return false;
    }
    if (keep === 'in-window') this.given.set(service, key);
    else this.given.delete(service);
    if (keep === 'stored') await this.secrets.store(SECRETS[service], key);
    const word = check.kind === 'good' ? 'The service takes it.' : check.why;
    void window.showInformationMessage(plain(`The API key is kept ${KEPT[keep]}. ${word}`));
    return true;
  }

  /** Where Claude is; undefined for Anthropic's own address. Never from the workspace. */
  baseUrl(): string | undefined {
    return this.env['ANTHROPIC_BASE_URL'] || workspace.getConfiguration().get<string>(SETTING.baseUrl) || undefined;
  }

  private async look(project: Project | undefined) {
    // Git reads the repository's own configuration: not before the user trusts it.
    const file = project === undefined || !workspace.isTrusted ? undefined : new SecretsFile(project.files, this.env);
    const { service } = this;
    const stored = () => this.secrets.get(SECRETS[service]);
    return {
      file,
      result: await findKey(service, { given: this.given.get(service), environment: this.env, stored, file }),
    };
  }

  /** Whose key it is about now. */
  private get service(): KeyService {
    return doorName(this.env) === 'openai' ? 'openai' : 'anthropic';
  }

  private check(apiKey: string): Promise<KeyCheck> {
    const inTime = AbortSignal.timeout(CHECK_MS);
    if (this.service === 'anthropic') return checkKey({ apiKey, baseUrl: this.baseUrl() }, inTime);
    const { baseUrl } = serviceSettings(this.env, readServiceSettings()).openai;
    return checkChatKey({ apiKey, baseUrl }, inTime);
  }

  private async offerToMove({ key }: FoundKey, file: SecretsFile, warning: string): Promise<void> {
    const move = 'Move it to the secret storage';
    if ((await window.showWarningMessage(plain(warning), move)) !== move) return;
    const { service } = this;
    await this.secrets.store(SECRETS[service], key.trim());
    const removed = await file.remove(service);
    if (!removed.ok) return showProblem(removed.problem, this.log);
    void window.showInformationMessage('The API key is in the editor’s secret storage now, and no longer in the file.');
  }
}
