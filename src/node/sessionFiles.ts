import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { Session } from '../core/tdflow/session';
import { lastTouched } from '../core/tdflow/session';
import { parseSession, printSession } from '../core/tdflow/sessionFile';
import type { SessionStore } from '../core/tdflow/stores';
import type { OwnPath } from '../core/workspace/ownPath';
import { SESSIONS_FOLDER, sessionFile } from '../core/workspace/ownPath';
import { describeSystemError } from './describeSystemError';
import type { OwnFiles } from './ownFiles';
import type { WorkspaceLock } from './workspaceLock';

const SUFFIX = '.yaml';

/** Sessions in `.agentforge/tdflow`, one YAML file each, shared with the Python tool. */
export class SessionFiles implements SessionStore {
  constructor(
    private readonly files: OwnFiles,
    private readonly lock: WorkspaceLock,
  ) {}

  async list(): Promise<{ readonly sessions: readonly Session[]; readonly problems: readonly Problem[] }> {
    const sessions: Session[] = [];
    const problems: Problem[] = [];
    for (const name of await this.files.list(SESSIONS_FOLDER)) {
      const id = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : '';
      if (!sessionFile(id).ok) continue;
      const read = await this.read(id);
      if (read.ok) sessions.push(read.value);
      else problems.push(read.problem);
    }
    sessions.sort((a, b) => (lastTouched(a) < lastTouched(b) ? 1 : -1));
    return { sessions, problems };
  }

  async read(id: string): Promise<Result<Session, Problem>> {
    const path = sessionFile(id);
    if (!path.ok) return fail({ kind: 'input-invalid', detail: path.problem });
    const text = await this.readText(path.value);
    if (!text.ok) return text;
    if (text.value === undefined) return fail({ kind: 'session-missing' });
    const { relative } = path.value;
    const session = parseSession(text.value, relative);
    if (!session.ok || session.value.id === id) return session;
    const detail = `it calls itself ${session.value.id}, which is not the name of its file`;
    return fail({ kind: 'session-unreadable', place: { path: relative }, detail });
  }

  async write(session: Session): Promise<Result<undefined, Problem>> {
    const path = sessionFile(session.id);
    if (!path.ok) return fail({ kind: 'input-invalid', detail: path.problem });
    const before = await this.readText(path.value);
    if (!before.ok) return before;
    const text = printSession(session, before.value);
    return text.ok ? this.files.write(path.value, text.value) : text;
  }

  update(session: Session, change: (current: Session) => Session): Promise<Result<Session, Problem>> {
    return this.lock.alone(async () => {
      const read = await this.read(session.id);
      if (!read.ok && read.problem.kind !== 'session-missing') return read;
      const changed = change(read.ok ? read.value : session);
      const written = await this.write(changed);
      return written.ok ? ok(changed) : written;
    });
  }

  private async readText(path: OwnPath): Promise<Result<string | undefined, Problem>> {
    try {
      return ok(await this.files.readText(path));
    } catch (error) {
      return fail({ kind: 'file-unreadable', path: path.relative, detail: describeSystemError(error) });
    }
  }
}
