import assert from 'node:assert/strict';
import type { JudgedMutant, Strength } from '../../../src/core/proof/mutation/strength';
import { suggestedCriteria } from '../../../src/core/proof/mutation/suggestedCriteria';
import type { StrengthView } from '../../../src/vscode/strength/strengthPage';
import { strengthPage } from '../../../src/vscode/strength/strengthPage';

const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
const MUTANT: JudgedMutant = {
  ...{ id: 'src/cart.js:41:12 comparison border', file: 'src/cart.js', start: 10, end: 11, line: 41, column: 12 },
  ...{ statement: { from: 41, to: 41 }, original: '>', replacement: '>=', operator: 'comparison border' },
  ...{ within: 'Cart.total', operands: { left: 'total', right: '100' }, outcome: { kind: 'survived' } },
};
const STRENGTH: Strength = {
  ...{ component: 'cart', at: '2026-01-02T03:04:05.678Z', runner: 'node:test', limitSeconds: 120, seconds: 3.5 },
  ...{ files: [{ path: 'src/cart.js', hash: 'h' }], mutants: [MUTANT], requirements: [] },
};

function page(strength: Strength, more: Partial<StrengthView> = {}): string {
  const suggestions = suggestedCriteria(strength).map((criterion) => {
    return { component: 'cart', criterion, of: ['FR-003'], isKnown: true, said: undefined };
  });
  const known = { strength, changed: [] };
  return strengthPage({ component: 'cart', known, changed: [], trouble: undefined, suggestions, ...more }, '', 'n');
}

/** What the links of a page run, with what they hand over. */
function commandsIn(html: string): readonly (readonly [string, unknown])[] {
  return [...html.matchAll(/href="command:([\w.]+)\?([^"]*)"/g)].map(([, command = '', argument = '']) => {
    return [command, JSON.parse(decodeURIComponent(argument))] as const;
  });
}

describe('the page of strength', () => {
  it('has for each suggestion its case, its faults with links to their lines, and the way into the specification', () => {
    const html = page(STRENGTH);
    assert.match(html, /<b>Given<\/b> total is exactly 100 <b>when<\/b> Cart\.total is used/);
    assert.match(html, /<span class="chip">FR-003<\/span>/);
    assert.match(html, /Looked at 2026-01-02 03:04 UTC with node:test, in 3\.5 s\./);
    assert.deepEqual(commandsIn(html), [
      ['agentforge.checkStrength', [{ component: 'cart' }]],
      ['agentforge.openRow', [{ target: { kind: 'file', path: 'src/cart.js', line: 41 } }]],
      ['agentforge.addSuggestion', [{ component: 'cart', suggestion: MUTANT.id }]],
    ]);
  });

  it('says of what stands in the specification that it does', () => {
    const said = { id: 'AC-001', text: 'x', position: { line: 1, column: 1 } };
    const [first] = suggestedCriteria(STRENGTH);
    assert.ok(first);
    const suggestions = [{ component: 'cart', criterion: first, of: ['FR-003'], isKnown: true, said }];
    const html = page(STRENGTH, { suggestions });
    assert.match(html, /✓ In the specification/);
    assert.doesNotMatch(html, /Add to the specification/);
  });

  it('says when nobody looked, or nobody here, and shows nothing that came with the project', () => {
    assert.match(page(STRENGTH, { known: undefined }), /Nobody looked yet/);
    const foreign = page(STRENGTH, { known: 'not ours' });
    assert.match(foreign, /Not checked here/);
    assert.doesNotMatch(foreign, /total is exactly|noticed by a test/);
    assert.deepEqual(commandsIn(foreign), [['agentforge.checkStrength', [{ component: 'cart' }]]]);
  });

  it('says which files changed, and suggests nothing for code that is another', () => {
    const html = page(STRENGTH, { changed: ['src/cart.js'], suggestions: [] });
    assert.match(html, /<code>src\/cart\.js<\/code> changed since/);
    assert.doesNotMatch(html, /Add to the specification/);
    assert.match(html, /nothing is suggested for it/);
  });

  it('does not say that nothing is missing where nothing was judged', () => {
    for (const mutants of [[], [{ ...MUTANT, outcome: { kind: 'not-run' } as const }]]) {
      const html = page({ ...STRENGTH, mutants });
      assert.doesNotMatch(html, /noticed every fault|0 of 0/);
      assert.match(html, /no fault was judged/);
      assert.match(html, /Nobody can tell/);
    }
    assert.match(page({ ...STRENGTH, mutants: [{ ...MUTANT, outcome: { kind: 'killed', by: 't' } }] }), /every fault/);
  });

  it('shows what no test notices also where the specification does not have the component any more', () => {
    const html = page(STRENGTH, { suggestions: [] });
    assert.match(html, /The specification has no component cart any more/);
    assert.match(html, /<h2>What no test notices<\/h2>.*src\/cart\.js:41/);
  });

  it('takes no text for markup, wherever it comes from, and runs nothing but its commands', () => {
    const mutant: JudgedMutant = {
      ...MUTANT,
      ...{ id: HOSTILE, file: HOSTILE, original: HOSTILE, replacement: HOSTILE, within: HOSTILE },
      ...{ operands: { left: HOSTILE, right: `\`${HOSTILE}\`` }, requirements: [HOSTILE] },
    };
    const tally = { killed: 1, survived: 1, timedOut: 0, notCovered: 0, notRun: 0, couldNotRun: 0 };
    const hostile: Strength = {
      ...{ ...STRENGTH, component: HOSTILE, runner: HOSTILE, at: HOSTILE },
      ...{ mutants: [mutant, { ...mutant, outcome: { kind: 'not-covered' } }] },
      ...{ requirements: [{ id: HOSTILE, tally }] },
    };
    const html = page(hostile, { component: HOSTILE, changed: [HOSTILE], trouble: HOSTILE });
    assert.doesNotMatch(html, /<img/);
    assert.match(html, /default-src 'none'; style-src 'nonce-n'/);
    for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) assert.match(href, /^command:agentforge\.\w+\?/);
    assert.doesNotMatch(html, /<script|\son\w+\s*=\s*(?!alert)/);
  });
});
