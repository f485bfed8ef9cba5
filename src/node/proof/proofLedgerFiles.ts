import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { asCounted } from '../../core/proof/ledger/printEntry';
import type { TextHash } from '../../core/proof/ledger/proofEntry';
import type { LedgerFile, ProofLedger } from '../../core/proof/ledger/proofLedger';
import type { OwnPath } from '../../core/workspace/ownPath';
import { PROOF_LEDGER_FOLDER, proofFile } from '../../core/workspace/ownPath';
import { describeSystemError, errorCode } from '../describeSystemError';
import { sha256 } from '../hash';
import type { OwnFiles } from '../ownFiles';

/** Of one file, in bytes; the product writes none that is longer. */
const LONGEST = 1_000_000;
const MOST_ENTRIES = 5_000;
const SUFFIX = '.json';

/** The proof ledger in `.agentforge/ledger`: files that a repository brings along, so what they say is checked by whoever reads it. */
export class ProofLedgerFiles implements ProofLedger {
  /**
   * @param findVersion of the product; asked when an entry is written
   * @param toolFor what runs a test file, as `ProofLedger` has it
   */
  constructor(
    private readonly files: OwnFiles,
    private readonly findVersion: () => string,
    readonly toolFor: ProofLedger['toolFor'],
  ) {}

  get product(): string {
    return this.findVersion();
  }

  async entries(): Promise<readonly LedgerFile[]> {
    const names = (await this.files.list(PROOF_LEDGER_FOLDER)).filter((name) => name.endsWith(SUFFIX));
    const found: LedgerFile[] = [];
    for (const file of names.slice(0, MOST_ENTRIES)) {
      const name = file.slice(0, -SUFFIX.length);
      const own = proofFile(name, 'json');
      const text = own.ok ? await this.read(own.value) : fail('its name is no SHA-256');
      found.push({ name, path: `${PROOF_LEDGER_FOLDER.relative}/${file}`, text });
    }
    if (names.length <= MOST_ENTRIES) return found;
    const text = fail(`there are ${names.length} entries, and at most ${MOST_ENTRIES} are read`);
    return [...found, { name: '', path: PROOF_LEDGER_FOLDER.relative, text }];
  }

  async text(hash: TextHash): Promise<string | undefined> {
    const own = proofFile(hash, 'txt');
    const read = own.ok ? await this.files.readSmall(own.value, LONGEST) : own;
    const text = read.ok && read.value !== undefined ? asCounted(read.value) : undefined;
    return text !== undefined && hashOf(text) === hash ? text : undefined;
  }

  async add(entry: string, texts: readonly string[]): Promise<Result<TextHash, Problem>> {
    // An entry is there when all is that it needs.
    for (const text of texts) {
      const written = await this.files.write(fileOf(hashOf(text), 'txt'), text);
      if (!written.ok) return written;
    }
    const name = hashOf(entry);
    const written = await this.files.write(fileOf(name, 'json'), entry);
    return written.ok ? ok(name) : written;
  }

  async remove(entries: readonly TextHash[], texts: readonly TextHash[]): Promise<Result<undefined, Problem>> {
    const files = [...entries.map((hash) => fileOf(hash, 'json')), ...texts.map((hash) => fileOf(hash, 'txt'))];
    for (const file of files) {
      try {
        await this.files.remove(file);
      } catch (error) {
        if (errorCode(error) === undefined) throw error;
        return fail({ kind: 'write-failed', path: file.relative, detail: describeSystemError(error) });
      }
    }
    return ok(undefined);
  }

  private async read(path: OwnPath): Promise<Result<string, string>> {
    const read = await this.files.readSmall(path, LONGEST);
    if (!read.ok) return read;
    return read.value === undefined ? fail('it is not there any more') : ok(read.value);
  }
}

function hashOf(text: string): TextHash {
  return sha256(new TextEncoder().encode(text));
}

/** For what was hashed here, or read as an entry, so that a path that cannot be made is a bug. */
function fileOf(hash: TextHash, kind: 'json' | 'txt'): OwnPath {
  const file = proofFile(hash, kind);
  if (!file.ok) throw new Error(file.problem);
  return file.value;
}
