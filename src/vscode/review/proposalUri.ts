import { randomUUID } from 'node:crypto';
import { Uri } from 'vscode';
import { SCHEME } from '../manifest';

/** Runs are counted from 1 in each window: what an earlier one left, and what the editor remembers of it, is another file. */
const WINDOW = randomUUID().slice(0, 8);

/** One proposed file of one run. */
export interface ProposalName {
  readonly run: string;
  readonly name: string;
  /** Tells comparisons of one file apart. */
  readonly of?: string;
}

/** Where the two sides of a proposed file's diff are: what it is based on, and what is proposed. */
export function sidesOf(name: ProposalName): readonly [Uri, Uri] {
  return [sideUri('base', name), sideUri('proposal', name)];
}

/** The base beside a proposal. */
export function baseBeside(proposal: Uri): Uri {
  return proposal.with({ scheme: SCHEME.base });
}

/** The proposed file that a document of ours shows, and its run; undefined for any other document. */
export function proposalNameOf(uri: Uri): ProposalName | undefined {
  if (uri.scheme !== SCHEME.proposal && uri.scheme !== SCHEME.base) return undefined;
  const query = new URLSearchParams(uri.query);
  return { run: query.get('run') ?? '', name: query.get('name') ?? '' };
}

/** Both sides have one path, which the editor shows; the query is what tells files apart, whatever their names. */
function sideUri(side: 'base' | 'proposal', { run, name, of }: ProposalName): Uri {
  const query = new URLSearchParams({ run, name, ...(of === undefined ? {} : { of }), window: WINDOW }).toString();
  return Uri.from({ scheme: SCHEME[side], path: `/${name.replace(/^\/+/, '')}`, query });
}
