import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateContracts } from '../../../../../src/core/conformance/evaluate/evaluateContracts';
import type { Baseline } from '../../../../../src/core/conformance/report/baseline';
import { baselineOf } from '../../../../../src/core/conformance/report/baseline';
import type { MoveEvidence } from '../../../../../src/core/conformance/report/followMoves';
import { followMoves } from '../../../../../src/core/conformance/report/followMoves';
import { reportOf } from '../../../../../src/core/conformance/report/reportOf';
import { sha256 } from '../../../../../src/node/hash';
import { contractsOf } from '../../../../kit/contractsOf';
import { memorySources } from '../../../../kit/memorySources';

const CONTRACTS = contractsOf(`schema_version: '1.0'
contract: {name: own, type: custom}
checks:
  - {id: no-print, type: regex, config: {pattern: 'print'}}
  - {id: no-exec, type: regex, config: {pattern: 'exec'}, applies_to: {paths: ['src/**']}}
`);
const NEVER = new AbortController().signal;

type Files = Readonly<Record<string, string>>;

/** What stands in the baseline of some files, and what is said of others against it; `moves` is what history tells. */
async function held(before: Files, after: Files, moves: Readonly<Record<string, string>>) {
  const evaluate = async (files: Files) => {
    const evaluation = await evaluateContracts(CONTRACTS, undefined, memorySources(files), NEVER);
    assert.ok(evaluation);
    return evaluation;
  };
  const judging = { exemptions: [], hash: sha256 };
  const first = reportOf(await evaluate(before), { ...judging, baseline: [] });
  const baseline = baselineOf(first.violations);
  const evidence: MoveEvidence = {
    gone: async (paths) => new Set(paths.filter((path) => after[path] === undefined)),
    isMoved: async (from, to) => moves[from] === to,
  };
  const evaluation = await evaluate(after);
  const followed = await followMoves(baseline, evaluation.results, { hash: sha256, evidence });
  return { baseline, followed, report: reportOf(evaluation, { ...judging, ...followed }) };
}

async function statesAfter(before: Files, after: Files, moves: Readonly<Record<string, string>>) {
  const { report } = await held(before, after, moves);
  return report.violations.map(({ path, line, check, state }) => `${path}:${line} ${check} ${state}`);
}

describe('the baseline of files that moved', () => {
  const before = { 'src/a.py': 'print(1)\nexec(x)\nprint(1)\n', 'src/b.py': 'print(1)\n' };

  it('goes with them, and is written down with where they are now', async () => {
    const after = { 'src/new/a.py': before['src/a.py'], 'src/b.py': before['src/b.py'] };
    const { report, followed } = await held(before, after, { 'src/a.py': 'src/new/a.py' });
    assert.deepEqual(new Set(report.violations.map(({ state }) => state)), new Set(['known']));
    assert.deepEqual(report.moved, [{ from: 'src/a.py', to: 'src/new/a.py', violations: 3 }]);
    assert.deepEqual(report.gone, []);
    const again = followed.baseline.map(({ id, path }) => `${id} ${path}`).sort();
    assert.deepEqual(again, report.violations.map(({ id, path }) => `${id} ${path}`).sort());
  });

  it('lets through nothing that was not in them, and calls gone what is mended', async () => {
    const after = { 'src/new/a.py': 'print(1)\nprint(2)\n', 'src/b.py': before['src/b.py'] };
    const { report } = await held(before, after, { 'src/a.py': 'src/new/a.py' });
    assert.deepEqual(
      report.violations.map(({ path, line, state }) => `${path}:${line} ${state}`),
      ['src/b.py:1 known', 'src/new/a.py:1 known', 'src/new/a.py:2 new'],
    );
    assert.equal(report.gone.length, 2);
  });

  it('stays where it is when history knows of no move, the file is there still, or the other one was known', async () => {
    const text = before['src/b.py'];
    assert.deepEqual(await statesAfter({ 'src/b.py': text }, { 'src/c.py': text }, {}), ['src/c.py:1 no-print new']);
    const both = { 'src/b.py': text, 'src/c.py': text };
    const moved = { 'src/b.py': 'src/c.py' };
    assert.deepEqual(await statesAfter({ 'src/b.py': text }, both, moved), [
      'src/b.py:1 no-print known',
      'src/c.py:1 no-print new',
    ]);
    const more = { 'src/c.py': 'print(1)\nprint(1)\n' };
    assert.deepEqual(await statesAfter(both, more, moved), ['src/c.py:1 no-print known', 'src/c.py:2 no-print new']);
  });

  it('goes with one file alone where two became one', async () => {
    const two = { 'src/a.py': 'print(1)\n', 'src/b.py': 'print(1)\n' };
    const moves = { 'src/a.py': 'src/c.py', 'src/b.py': 'src/c.py' };
    const { followed, report } = await held(two, { 'src/c.py': 'print(1)\nprint(1)\n' }, moves);
    assert.deepEqual(
      report.violations.map(({ state }) => state),
      ['known', 'new'],
    );
    assert.deepEqual(followed.baseline.map(({ path }) => path).sort(), ['src/b.py', 'src/c.py']);
  });

  it('takes the file that is called alike where history would let several be it, also when one alone is looked at', async () => {
    const two = { 'src/a.py': 'print(1)\n', 'src/b.py': 'print(1)\nprint(1)\n' };
    const moves = { 'src/a.py': 'lib/b.py', 'src/b.py': 'lib/b.py' };
    const { report } = await held(two, { 'lib/b.py': two['src/b.py'] }, moves);
    assert.deepEqual(report.moved, [{ from: 'src/b.py', to: 'lib/b.py', violations: 2 }]);
    assert.deepEqual(
      report.violations.map(({ state }) => state),
      ['known', 'known'],
    );
  });

  it('does not follow into files that a check is not about', async () => {
    const after = { 'lib/a.py': before['src/a.py'] };
    const { report } = await held({ 'src/a.py': before['src/a.py'] }, after, { 'src/a.py': 'lib/a.py' });
    assert.deepEqual(
      report.violations.map(({ check, state }) => `${check} ${state}`),
      ['no-print known', 'no-print known'],
    );
  });

  it('never hides a new violation, whatever came, went and moved', async () => {
    const line = fc.constantFrom('print(1)', 'print(2)', 'exec(x)', 'x = 1');
    const text = fc.array(line, { maxLength: 5 }).map((lines) => `${lines.join('\n')}\n`);
    const path = fc.constantFrom('src/a.py', 'src/b.py', 'src/c.py', 'lib/d.py', 'lib/e.py');
    const files = fc.dictionary(path, text, { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(files, files, fc.dictionary(path, path), async (then, now, moves) => {
        const { baseline, followed, report } = await held(then, now, moves);
        assert.equal(followed.baseline.length, baseline.length);
        assert.equal(
          new Set(followed.baseline.map(({ id }) => id)).size,
          baseline.length,
          'one entry for one violation',
        );
        const known = report.violations.filter(({ state }) => state === 'known');
        for (const each of known) {
          const from = report.moved.find(({ to }) => to === each.path)?.from;
          if (from !== undefined) assert.ok(now[from] === undefined && moves[from] === each.path, 'a move of history');
          const own = textOf(now, each);
          const alike = known.filter((other) => other.path === each.path && textOf(now, other) === own).length;
          const before = linesOf(then, from ?? each.path).filter((other) => other === own).length;
          assert.ok(alike <= before, `${each.path} may keep ${before} of "${own}", and keeps ${alike}`);
        }
        assert.ok(isWithin(known, baseline));
      }),
      { numRuns: 500 },
    );
  });
});

function linesOf(files: Files, path: string | undefined): readonly string[] {
  return files[path ?? '']?.split('\n') ?? [];
}

function textOf(
  files: Files,
  { path, line }: { readonly path: string | undefined; readonly line: number | undefined },
) {
  return linesOf(files, path)[(line ?? 0) - 1];
}

/** Of no check more is let through than was in the baseline. */
function isWithin(known: readonly { readonly check: string }[], baseline: Baseline): boolean {
  return ['no-print', 'no-exec'].every((check) => {
    const of = (all: readonly { readonly check: string }[]) => all.filter((each) => each.check === check).length;
    return of(known) <= of(baseline);
  });
}
