import { upperEstimate } from '../../src/core/context/tokenCounter';
import { fail } from '../../src/core/lib/result';
import { OwnKeys } from '../../src/core/model/ownKeys';
import type { Ports } from '../../src/core/tdflow/ports';
import type { TestRunners } from '../../src/core/testrun/runner';
import { AttemptFiles } from '../../src/node/attemptFiles';
import { ignoring } from '../../src/node/codebase/ignoreRules';
import { sha256 } from '../../src/node/hash';
import { JournalFiles } from '../../src/node/journalFiles';
import { NodeWorkspace } from '../../src/node/nodeWorkspace';
import { NodeWriter } from '../../src/node/nodeWriter';
import { OwnFiles } from '../../src/node/ownFiles';
import { PromptFiles } from '../../src/node/promptFiles';
import { ReviewFiles } from '../../src/node/reviewFiles';
import { SessionFiles } from '../../src/node/sessionFiles';
import { createSyntaxTrees } from '../../src/node/treeSitter';
import { WaiverFiles } from '../../src/node/waiverFiles';
import { WorkspaceLock } from '../../src/node/workspaceLock';
import { findTestSeal } from './testSeal';

/** Loaded once for all tests. */
const trees = createSyntaxTrees();
const NO_RUNNERS: TestRunners = { for: async (path) => fail({ kind: 'runner-unknown', path, known: [] }) };

/** The ports of the terminal over a folder; the tests are run by the given runners, and time stands still. */
export function nodePorts(root: string, runners: TestRunners = NO_RUNNERS): Ports {
  const files = new OwnFiles(root);
  const ownKeys = new OwnKeys();
  const lock = new WorkspaceLock(files);
  const workspace = new NodeWorkspace(root, process.env);
  return {
    reader: workspace,
    links: workspace,
    writer: new NodeWriter(root),
    journal: new JournalFiles(files, lock, findTestSeal, async () => false),
    sessions: new SessionFiles(files, lock),
    attempts: new AttemptFiles(files, ownKeys, findTestSeal),
    prompts: new PromptFiles(files, findTestSeal),
    reviews: new ReviewFiles(files, findTestSeal),
    waivers: new WaiverFiles(files, findTestSeal),
    runners,
    trees,
    ignoring,
    ownKeys,
    countTokens: upperEstimate,
    clock: { now: () => new Date('2026-01-02T03:04:05.678Z'), sleep: async () => undefined, random: () => 0.5 },
    hash: sha256,
  };
}
