import assert from 'node:assert/strict';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { ok } from '../../../src/core/lib/result';
import { OwnKeys } from '../../../src/core/model/ownKeys';
import type { Strength } from '../../../src/core/proof/mutation/strength';
import type { SavedVerdict } from '../../../src/core/tdflow/stores';
import { AttemptFiles, parseSavedVerdict } from '../../../src/node/attemptFiles';
import { OwnFiles } from '../../../src/node/ownFiles';
import { Seal } from '../../../src/node/seal';
import { checked } from '../../kit/checked';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { findTestSeal } from '../../kit/testSeal';

const SESSION = 'tdflow_20260101_120000_000000';
const PROMPT = { system: 'You are.', user: ['Do.'], tokens: 5 };
const SAVED: SavedVerdict = {
  component: 'cart',
  failures: 'FAILED tests/test_cart.py::test_total',
  verdict: {
    phase: 'red',
    reached: true,
    summary: '1 test fails, each for the right reason.',
    tests: [],
    checks: [],
    claims: [],
    notes: [],
    command: 'pytest',
    ranAt: '2026-01-01T12:00:00.000Z',
  },
};

describe('history of attempts', () => {
  let folder: TemporaryWorkspace;
  let attempts: AttemptFiles;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    attempts = new AttemptFiles(new OwnFiles(folder.root), new OwnKeys(), findTestSeal);
  });

  afterEach(() => folder.dispose());

  it('numbers attempts upwards, and never gives a number a second time while a later one is there', async () => {
    const first = must(await attempts.open(SESSION, 'red', 'cart'));
    must(await attempts.savePrompt(SESSION, first, PROMPT));
    const second = must(await attempts.open(SESSION, 'green', 'cart'));
    must(await attempts.saveVerdict(SESSION, second, SAVED));
    await rm(folder.path(`.agentforge/history/${SESSION}/${first}`), { recursive: true });
    const third = must(await attempts.open(SESSION, 'green', 'receipt'));
    assert.deepEqual([first, second, third], ['001-red-cart', '002-green-cart', '003-green-receipt']);
  });

  it('holds no key of the user, whatever text brings it', async () => {
    const ownKeys = new OwnKeys();
    ownKeys.add('zz-planted-31415926-planted');
    const clean = new AttemptFiles(new OwnFiles(folder.root), ownKeys, findTestSeal);
    const attempt = must(await clean.open(SESSION, 'red', 'cart'));
    const text = 'a zz-planted-31415926-planted';
    must(await clean.savePrompt(SESSION, attempt, { ...PROMPT, user: [text] }));
    must(await clean.saveAnswer(SESSION, attempt, text));
    must(await clean.saveProposal(SESSION, attempt, text));
    must(await clean.saveOutput(SESSION, attempt, text));
    must(await clean.saveVerdict(SESSION, attempt, { ...SAVED, failures: text }));
    assert.doesNotMatch(JSON.stringify(await folder.snapshot({ withOwnFiles: true })), /planted/);
    assert.equal((await clean.readVerdict(SESSION, attempt))?.failures, 'a [redacted]');
  });

  it('knows how strong tests are only from what this user wrote here, for this attempt', async () => {
    const attempt = must(await attempts.open(SESSION, 'green', 'cart'));
    const other = must(await attempts.open(SESSION, 'green', 'cart'));
    assert.equal(await attempts.readStrength(SESSION, attempt), undefined);
    const about = { component: 'cart', at: '2026-01-02T03:04:05.678Z', runner: 'node:test', limitSeconds: 120 };
    const strength: Strength = { ...about, seconds: 3.5, files: [], mutants: [], requirements: [] };
    must(await attempts.saveStrength(SESSION, attempt, { strength, page: '# Page' }));
    assert.deepEqual(await attempts.readStrength(SESSION, attempt), strength);
    const file = (name: string) => folder.path(`.agentforge/history/${SESSION}/${name}/strength.json`);
    const written = await readFile(file(attempt), 'utf8');
    await writeFile(file(other), written);
    assert.equal(await attempts.readStrength(SESSION, other), 'not ours', 'of another attempt');
    const elsewhere = new AttemptFiles(new OwnFiles(folder.root), new OwnKeys(), async () =>
      ok(new Seal(new Uint8Array(32).fill(8))),
    );
    assert.equal(await elsewhere.readStrength(SESSION, attempt), 'not ours', 'of another user');
    for (const forged of [written.replace('node:test', 'other'), JSON.stringify(strength), '{', 'null', '[]']) {
      await writeFile(file(attempt), forged);
      assert.equal(await attempts.readStrength(SESSION, attempt), 'not ours', forged);
    }
  });

  it('gives each of many that begin at once a folder of its own', async () => {
    const together = [attempts, new AttemptFiles(new OwnFiles(folder.root), new OwnKeys(), findTestSeal)];
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, index) => together[index % 2]?.open(SESSION, 'red', 'cart')),
    );
    const names = opened.map((each) => must(each ?? assert.fail()));
    assert.equal(new Set(names).size, 20);
    const there = Object.keys(await folder.snapshot({ withOwnFiles: true }));
    for (const name of names) assert.ok(there.includes(`.agentforge/history/${SESSION}/${name}`), name);
  });

  it('forgets an attempt that is discarded, with all that is in it, and no other', async () => {
    const [first, second] = [
      must(await attempts.open(SESSION, 'red', 'cart')),
      must(await attempts.open(SESSION, 'red', 'cart')),
    ];
    must(await attempts.savePrompt(SESSION, second, PROMPT));
    await attempts.discard(SESSION, second);
    await attempts.discard(SESSION, '../..');
    assert.deepEqual(await readdir(folder.path(`.agentforge/history/${SESSION}`)), [first]);
    assert.equal(must(await attempts.open(SESSION, 'green', 'cart')), '002-green-cart');
  });

  it('says so, and does not try for ever, when a file or a link stands where its folders would be', async () => {
    await folder.write(`.agentforge/history/${SESSION}`, 'a file');
    const blocked = await attempts.open(SESSION, 'red', 'cart');
    assert.deepEqual([blocked.ok, blocked.ok || blocked.problem.kind], [false, 'write-failed']);
    await rm(folder.path(`.agentforge/history/${SESSION}`));
    await symlink('nowhere', folder.path(`.agentforge/history/${SESSION}`));
    const dangling = await attempts.open(SESSION, 'red', 'cart');
    assert.deepEqual([dangling.ok, dangling.ok || dangling.problem.kind], [false, 'write-failed']);
  });

  it('keeps prompt, answer, originals and verdict where people find them', async () => {
    must(await attempts.savePrompt(SESSION, '001-red-cart', PROMPT));
    must(await attempts.saveAnswer(SESSION, '001-red-cart', 'the answer'));
    must(await attempts.saveOriginal(SESSION, '001-red-cart', await checked('src/cart.py'), Uint8Array.from([0, 255])));
    must(await attempts.saveVerdict(SESSION, '001-red-cart', SAVED));
    const at = `.agentforge/history/${SESSION}/001-red-cart`;
    assert.equal(attempts.pathOf(SESSION, '001-red-cart', 'prompt.md'), `${at}/prompt.md`);
    assert.equal(await folder.text(`${at}/prompt.md`), 'You are.\n\nDo.\n');
    assert.equal(await folder.text(`${at}/answer.md`), 'the answer');
    assert.equal((await folder.snapshot({ withOwnFiles: true }))[`${at}/originals/src/cart.py`], '600 00ff');
    assert.deepEqual(await attempts.readVerdict(SESSION, '001-red-cart'), SAVED);
  });

  it('has a usable name for every component', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 80 }),
          fc.string({ unit: fc.constantFrom('_', 'a', '-', '/', '.', 'ä'), maxLength: 80 }),
        ),
        async (component) => {
          const attempt = must(await attempts.open(SESSION, 'red', component));
          assert.match(attempt, /^\d{3}-red/);
          assert.ok(attempts.pathOf(SESSION, attempt, 'prompt.md').endsWith(`/${attempt}/prompt.md`));
        },
      ),
      { numRuns: process.env['AGENTFORGE_SOAK'] === '1' ? 20_000 : 200 },
    ));

  it('refuses ids that are none, as a value', async () => {
    for (const id of ['../..', 'tdflow_1', '', `${SESSION}/../x`]) {
      const opened = await attempts.open(id, 'red', 'cart');
      assert.deepEqual([opened.ok, opened.ok || opened.problem.kind], [false, 'input-invalid'], id);
      assert.equal(await attempts.readVerdict(id, '001-red-cart'), undefined);
    }
    const saved = await attempts.saveVerdict(SESSION, '../001', SAVED);
    assert.deepEqual([saved.ok, saved.ok || saved.problem.kind], [false, 'input-invalid']);
    assert.deepEqual(await folder.snapshot({ withOwnFiles: true }), {});
  });

  it('takes nothing for a verdict that is none', () => {
    const { verdict } = SAVED;
    const test = {
      ...{ id: 't::a', name: 'a', file: 't', line: undefined, outcome: 'passed', reason: 'passes-as-wanted' },
      ...{ asNeeded: true, explanation: 'passes' },
    };
    const found = { path: 'a.py', line: 2, what: 'No print.', by: 'error of own/no-print', fails: true };
    const check = { name: 'conformance', result: 'failed', detail: 'd' };
    const finding = (findings: unknown) => ({
      ...SAVED,
      verdict: { ...verdict, checks: [{ ...check, findings }] },
    });
    const whole = { ...SAVED, verdict: { ...verdict, tests: [test], notes: ['n'] } };
    assert.ok(parseSavedVerdict(JSON.stringify(finding([found, { ...found, path: undefined, line: undefined }]))));
    assert.ok(parseSavedVerdict(JSON.stringify(whole)));
    for (const value of [
      null,
      5,
      [],
      {},
      { ...SAVED, failures: 1 },
      { ...SAVED, verdict: null },
      { ...SAVED, verdict: { ...verdict, tests: {} } },
      { ...SAVED, verdict: { ...verdict, tests: [null] } },
      { ...SAVED, verdict: { ...verdict, tests: [test, null] } },
      { ...SAVED, verdict: { ...verdict, tests: [{ ...test, explanation: undefined }] } },
      { ...SAVED, verdict: { ...verdict, checks: [null] } },
      finding({}),
      finding([null]),
      finding([{ ...found, path: 1 }]),
      finding([{ ...found, line: '2' }]),
      finding([{ ...found, what: undefined }]),
      { ...SAVED, verdict: { ...verdict, notes: [null] } },
      { ...SAVED, verdict: { ...verdict, claims: [null] } },
      { ...SAVED, verdict: { ...verdict, claims: [{ test: 'a', criterion: 'b' }] } },
      { ...SAVED, verdict: { ...verdict, reached: 'yes' } },
      { ...SAVED, verdict: { ...verdict, phase: 'blue' } },
    ]) {
      assert.equal(parseSavedVerdict(JSON.stringify(value)), undefined);
    }
    assert.equal(parseSavedVerdict('FAILED tests/test_cart.py'), undefined);
    assert.deepEqual(parseSavedVerdict(JSON.stringify(SAVED)), SAVED);
  });

  it('keeps a verdict without its lines when those were written by somebody else', () => {
    const { verdict } = SAVED;
    const lines = {
      files: [{ path: 'src/cart.py', hash: '0', run: '1-3', missed: '', loaded: '1' }],
      tests: [{ id: 't::a', files: [{ path: 'src/cart.py', lines: '1' }] }],
      together: [{ ids: ['t::c', 't::d'], files: [{ path: 'src/cart.py', lines: '2' }] }],
      unknown: [{ id: 't::b', why: 'no time' }],
    };
    const read = (value: unknown) =>
      parseSavedVerdict(JSON.stringify({ ...SAVED, verdict: { ...verdict, lines: value } }));
    assert.deepEqual(read(lines)?.verdict.lines, lines);
    const { together: _, ...before } = lines;
    assert.deepEqual(read(before)?.verdict.lines, before);
    for (const other of [
      null,
      [],
      {},
      { ...lines, files: [null] },
      { ...lines, tests: [{ id: 't::a' }] },
      { ...lines, tests: [{ id: 't::a', files: [{ path: 'src/cart.py', lines: 1 }] }] },
      { ...lines, together: [null] },
      { ...lines, together: [{ ids: [1], files: [] }] },
      { ...lines, unknown: 'all' },
    ]) {
      assert.deepEqual(read(other), SAVED);
    }
  });

  it('reads a verdict from before contradictions could be claimed', () => {
    const { claims: _, ...verdict } = SAVED.verdict;
    assert.deepEqual(parseSavedVerdict(JSON.stringify({ ...SAVED, verdict })), SAVED);
  });
});
