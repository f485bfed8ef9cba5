import { loadProfile } from '../../core/codebase/loadProfile';
import type { SyntaxTrees } from '../../core/codebase/syntaxTrees';
import { Findings } from '../../core/conformance/contracts/findings';
import { readContract } from '../../core/conformance/contracts/readContract';
import { resolveContracts } from '../../core/conformance/contracts/resolveContracts';
import { candidatesOf } from '../../core/conformance/derive/candidates';
import type { DerivedContract } from '../../core/conformance/derive/deriveContract';
import { contractOfAll, DERIVED_NAME, deriveContract } from '../../core/conformance/derive/deriveContract';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { CODEBASE_PROFILE } from '../../core/workspace/ownPath';
import type { Environment } from '../environment';
import { OwnFiles } from '../ownFiles';
import { checkProject } from './checkProject';

/** In bytes. */
const LONGEST_PROFILE = 4_000_000;

interface Asked {
  /** Absolute. */
  readonly root: string;
  readonly environment: Environment;
  readonly trees: SyntaxTrees;
  /** The file of the thread that looks for patterns. */
  readonly program: string;
}

/**
 * Derives a contract from the codebase profile, and holds every check against the code before it is proposed. A problem when there is no
 * profile, or nothing in it that a contract could say. Writes nothing.
 */
export async function deriveFromProfile(asked: Asked, signal: AbortSignal): Promise<Result<DerivedContract, Problem>> {
  const text = await new OwnFiles(asked.root).readSmall(CODEBASE_PROFILE, LONGEST_PROFILE);
  const path = CODEBASE_PROFILE.relative;
  if (!text.ok) return fail({ kind: 'file-unreadable', path, detail: text.problem });
  if (text.value === undefined) return fail({ kind: 'profile-missing', path });
  const profile = loadProfile(text.value);
  if (!profile.ok) return invalid(`${path} cannot be read: ${profile.problem[0]?.message ?? 'it is no profile'}.`);
  const candidates = candidatesOf(profile.value);
  const all = { path: DERIVED_NAME, text: contractOfAll(candidates) };
  const findings = new Findings();
  const declared = readContract(all, findings);
  const contracts = declared === undefined ? [] : resolveContracts([declared], findings);
  const evaluation = await checkProject(contracts, { ...asked, commands: 'not allowed' }, signal);
  if (evaluation === undefined) return fail({ kind: 'cancelled' });
  const derived = deriveContract(candidates, evaluation);
  if (derived.checks.length > 0) return ok(derived);
  const left = derived.leftOut.map(({ id, why }) => `${id}: ${why}`).join('; ');
  const why = left === '' ? 'it tells of no habit that a check could hold' : left;
  return invalid(`Nothing can be derived from ${path}: ${why}. Begin with: agentforge conformance init`);
}

function invalid(detail: string): Result<never, Problem> {
  return fail({ kind: 'input-invalid', detail });
}
