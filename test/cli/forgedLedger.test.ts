import assert from 'node:assert/strict';
import { rename, symlink } from 'node:fs/promises';
import { sha256 } from '../../src/node/hash';
import { CliRunner } from '../kit/cliRunner';
import { LedgerClone } from '../kit/ledgerClone';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { SHOP, shopProject } from './projects';

const LEDGER = '.agentforge/ledger';
const TESTS = 'test/cart.test.js';
const CODE = 'src/cart.js';
const FIRST = 'test/cart.test.js::subtotal::is 0 for an empty cart';
/** A test that proves nothing. */
const EMPTY = "\nit('is there', () => assert.ok(true));\n";

const hashOf = (text: string) => sha256(new TextEncoder().encode(text));

describe('a forged or stale ledger is refused, each for a reason of its own', () => {
  let project: WorkspaceBuilder;
  let clone: LedgerClone;

  before(async () => {
    project = await shopProject();
    const cli = new CliRunner(project.root);
    for (const phase of ['red', 'green']) {
      const args = ['tdflow', phase, '--spec', SHOP, '--component', 'cart', '--provider', 'recorded', '--yes'];
      const { code, stdout, stderr } = await cli.run(args);
      assert.equal(code, 0, stdout + stderr);
    }
    await project.commit();
  });

  beforeEach(async () => {
    clone = await LedgerClone.make(project.root);
  });

  afterEach(() => clone.dispose());

  after(() => project.dispose());

  interface Verified {
    readonly code: number | undefined;
    readonly errors: readonly { readonly code: string; readonly file: string; readonly line?: number }[];
    readonly details: string;
    readonly ran: boolean;
    readonly proofs: readonly { readonly state: string }[];
  }

  async function verify(): Promise<Verified> {
    const { code, stdout, stderr } = await new CliRunner(clone.root).run(['verify', '--ledger', '--json']);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const findings = events.filter(({ event, level }) => event === 'ledger-finding' && level === 'error');
    return {
      code,
      errors: findings.map((finding) => ({ code: finding.code, file: finding.file, line: finding.line })),
      details: findings.map(({ detail }) => detail).join('\n') + stderr,
      ran: events.some(({ event }) => event === 'ledger-run'),
      proofs: events.filter(({ event }) => event === 'ledger-proof'),
    };
  }

  async function refused(code: string, { run = false } = {}): Promise<Verified> {
    const verified = await verify();
    assert.ok(
      verified.errors.some((error) => error.code === code),
      `${code} is not among ${JSON.stringify(verified.errors)}: ${verified.details}`,
    );
    assert.deepEqual([verified.code, verified.ran], [1, run], verified.details);
    assert.ok(verified.proofs.every(({ state }) => state !== 'holds'));
    return verified;
  }

  it('as it was written, it holds', async () => {
    const { code, errors, proofs, ran } = await verify();
    assert.deepEqual([code, errors, ran], [0, [], true]);
    assert.deepEqual(
      proofs.map(({ state }) => state),
      ['holds'],
    );
  });

  describe('files that AgentForge did not write', () => {
    it('an entry whose text was edited', async () => {
      await clone.edit(await clone.fileOf('red'), 'symbol-missing', 'assertion');
      await refused('altered');
    });

    it('an entry that was renamed', async () => {
      await rename(clone.path(await clone.fileOf('red')), clone.path(`${LEDGER}/${'0'.repeat(64)}.json`));
      await refused('altered');
    });

    it('an entry with a name that is no hash', async () => {
      await rename(clone.path(await clone.fileOf('red')), clone.path(`${LEDGER}/red.json`));
      await refused('unreadable');
    });

    it('an entry in another layout, under the right name', async () => {
      const file = await clone.fileOf('red');
      await clone.replace(file, JSON.stringify(JSON.parse(await clone.text(file))));
      await refused('malformed');
    });

    it('an entry that says one thing twice', async () => {
      const file = await clone.fileOf('red');
      const text = await clone.text(file);
      await clone.replace(file, text.replace('"phase": "red",', '"phase": "red",\n  "phase": "red",'));
      assert.match((await refused('malformed')).details, /not written as AgentForge writes it/);
    });

    it('an entry that brings a command along', async () => {
      const file = await clone.fileOf('red');
      const text = await clone.text(file);
      await clone.replace(
        file,
        text.replace('"name": "node:test",', '"name": "node:test",\n    "command": "touch owned",'),
      );
      await refused('malformed');
    });

    it('an entry that is huge', async () => {
      const file = await clone.fileOf('red');
      await clone.replace(file, `${await clone.text(file)}${' '.repeat(2_000_000)}`);
      assert.match((await refused('unreadable')).details, /has 200\d{4} bytes; at most 1000000 are read/);
    });

    it('an entry that is a link to somewhere else', async () => {
      const file = await clone.fileOf('red');
      const text = await clone.text(file);
      await clone.remove(file);
      await clone.write('elsewhere.json', text);
      await symlink(clone.path('elsewhere.json'), clone.path(file));
      assert.match((await refused('unreadable')).details, /symbolic link/);
    });

    it('an entry with a path that leads out of the project', async () => {
      await clone.forge({
        red: (entry) => ({ ...entry, tests: { ...entry.tests, '../../home/test_a.js': hashOf('') } }),
      });
      await refused('path-refused');
    });
  });

  describe('entries that do not follow from each other', () => {
    it('GREEN without its RED', async () => {
      await clone.remove(await clone.fileOf('red'));
      await refused('chain-broken');
    });

    it('another RED in the place of the one that GREEN followed', async () => {
      const file = await clone.fileOf('red');
      await clone.replace(file, (await clone.text(file)).replace('"symbol-missing"', '"assertion"'));
      await refused('chain-broken');
    });

    it('a second RED beside the first', async () => {
      const text = (await clone.text(await clone.fileOf('red'))).replace('"symbol-missing"', '"assertion"');
      await clone.write(`${LEDGER}/${hashOf(text)}.json`, text);
      assert.match((await refused('chain-broken')).details, /more than one entry for RED/);
    });

    it('a RED whose test passes', async () => {
      await clone.forge({
        red: (entry) => ({ ...entry, results: { ...entry.results, [FIRST]: 'passes-as-wanted' } }),
      });
      await refused('reason-refused');
    });

    it('GREEN of fewer tests than RED saw failing', async () => {
      await clone.forge({
        green: ({ results, ...entry }) => {
          const { [FIRST]: _gone, ...kept } = results;
          return { ...entry, results: kept };
        },
      });
      await refused('tests-exchanged');
    });

    it('weaker tests after RED, in an entry for GREEN that was written anew', async () => {
      await clone.edit(TESTS, 'assert.equal(shop.subtotal(shop.emptyCart()), 0);', 'assert.ok(true);');
      const text = await clone.text(TESTS);
      await clone.forge({
        green: (entry) => ({ ...entry, tests: { [TESTS]: hashOf(text) }, promise: hashOf('weaker') }),
      });
      await refused('tests-exchanged');
    });

    it('a deleted entry for GREEN, where the session says that it was reached', async () => {
      await clone.remove(await clone.fileOf('green'));
      const { code, errors } = await verify();
      assert.deepEqual([code, errors.map((error) => error.code)], [1, ['entry-missing']]);
    });

    it('a ledger without any entry', async () => {
      await clone.remove(LEDGER);
      await clone.remove('.agentforge/tdflow');
      const { code, stdout } = await new CliRunner(clone.root).run(['verify', '--ledger']);
      assert.equal(code, 1);
      assert.match(stdout, /The ledger is empty: nothing is proven\./);
    });
  });

  describe('entries of something else than what is there', () => {
    it('a requirement that changed since, at its line, until a person looked at it', async () => {
      await clone.edit(SHOP, 'rounded to whole cents', 'rounded down to whole cents');
      const { errors, details } = await refused('specification-changed');
      assert.equal(errors[0]?.file, SHOP);
      assert.ok((errors[0]?.line ?? 0) > 1);
      assert.match(details, /changed since RED: the proof is stale/);
      const cli = new CliRunner(clone.root);
      assert.equal((await cli.run(['tdflow', 'accept', 'cart'])).code, 0);
      const { code, stdout } = await cli.run(['verify', '--ledger']);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /notice: A person looked at what changed of cart\.total since RED of cart/);
    });

    it('tests that were weakened since', async () => {
      await clone.edit(TESTS, 'assert.equal(shop.subtotal(shop.emptyCart()), 0);', 'assert.ok(true);');
      assert.equal((await refused('tests-changed')).errors[0]?.file, TESTS);
    });

    it('tests that the runner is told to leave out', async () => {
      await clone.edit('package.json', /"test": "[^"]*"/, '"test": "node --test --test-skip-pattern=cart"');
      await refused('tests-changed');
    });

    it('code that changed since', async () => {
      await clone.write(CODE, `${await clone.text(CODE)}\n// one more line\n`);
      assert.equal((await refused('code-changed')).errors[0]?.file, CODE);
    });

    it('code of which the entry says nothing', async () => {
      await clone.forge({ green: (entry) => ({ ...entry, code: {} }) });
      await refused('code-changed');
    });

    it('the entries of another component', async () => {
      const swap = <E extends { readonly component: string }>(entry: E) => ({ ...entry, component: 'receipt' });
      await clone.forge({ red: swap, green: swap });
      await refused('other-files');
    });

    it('a component, and a specification, that are not there any more', async () => {
      const rename = <E extends { readonly component: string }>(entry: E) => ({ ...entry, component: 'basket' });
      await clone.forge({ red: rename, green: rename });
      await refused('component-missing');
      const move = <E extends { readonly specification: string }>(entry: E) => ({
        ...entry,
        specification: 'specs/no.yaml',
      });
      await clone.forge({ red: move, green: move });
      await refused('specification-missing');
    });

    it('an earlier code that was changed, and one for a file that decides how tests run', async () => {
      const { before } = JSON.parse(await clone.text(await clone.fileOf('red')));
      await clone.write(`${LEDGER}/${before[CODE]}.txt`, 'throw new Error("not implemented");\n');
      await refused('text-missing');
      await clone.forge({ green: (entry) => ({ ...entry, before: { 'test/helper.js': before[CODE] } }) });
      await refused('other-files');
    });
  });

  describe('results that only a run can refute', () => {
    it('an invented reason', async () => {
      await clone.forge({ red: (entry) => ({ ...entry, results: { ...entry.results, [FIRST]: 'assertion' } }) });
      assert.match((await refused('red-differs', { run: true })).details, /Recorded is another reason \(assertion\)\./);
    });

    it('a test that passes without the code', async () => {
      await clone.write(TESTS, `${await clone.text(TESTS)}${EMPTY}`);
      const tests = { [TESTS]: hashOf(await clone.text(TESTS)) };
      const id = 'test/cart.test.js::is there';
      await clone.forge({
        red: (entry) => ({ ...entry, tests, results: { ...entry.results, [id]: 'assertion' } }),
        green: (entry) => ({ ...entry, tests, results: { ...entry.results, [id]: 'passes-as-wanted' } }),
      });
      const { details, errors } = await refused('red-differs', { run: true });
      assert.match(details, /is there passes without the code: it proves nothing\./);
      assert.ok(errors.some(({ file, line }) => file === TESTS && (line ?? 0) > 1));
    });

    it('a test that passes without the code, and that RED leaves out', async () => {
      await clone.write(TESTS, `${await clone.text(TESTS)}${EMPTY}`);
      const tests = { [TESTS]: hashOf(await clone.text(TESTS)) };
      const id = 'test/cart.test.js::is there';
      const results = { [id]: 'passes-as-wanted' } as const;
      await clone.forge({
        red: (entry) => ({ ...entry, tests }),
        green: (entry) => ({ ...entry, tests, results: { ...entry.results, ...results } }),
      });
      const { details } = await refused('red-differs', { run: true });
      assert.match(details, /is there passes without the code, and the record for RED leaves it out\./);
    });

    it('a test that nobody wrote', async () => {
      const id = 'test/cart.test.js::total::is always right';
      await clone.forge({
        red: (entry) => ({ ...entry, results: { ...entry.results, [id]: 'assertion' } }),
        green: (entry) => ({ ...entry, results: { ...entry.results, [id]: 'passes-as-wanted' } }),
      });
      assert.match((await refused('red-differs', { run: true })).details, /is always right was not found\./);
    });

    it('code that does not pass', async () => {
      await clone.edit(CODE, 'item.cents * item.quantity', '-1');
      const code = { [CODE]: hashOf(await clone.text(CODE)) };
      await clone.forge({ green: (entry) => ({ ...entry, code }) });
      assert.match((await refused('passing-differs', { run: true })).details, /does not pass with the code \(failed\)/);
    });

    it('a runner that nobody has is told, and is no command', async () => {
      const runner = { name: 'touch owned;', tool: '' };
      await clone.forge({ red: (entry) => ({ ...entry, runner }) });
      const { code, stdout } = await new CliRunner(clone.root).run(['verify', '--ledger']);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /were run with touch owned; then, and with node:test \(v[\d.]+\) here\. \[other-runner\]/);
    });
  });
});
