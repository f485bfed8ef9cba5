import assert from 'node:assert/strict';
import { findWorkarounds } from '../../../../src/core/testcontract/findWorkarounds';
import { testLiterals } from '../../../../src/core/testcontract/testLiterals';
import type { Workaround } from '../../../../src/core/testcontract/workaround';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';
import type { GreenCase } from './greenCases';
import { greenCases } from './greenCases';

const trees = createSyntaxTrees();
const cases = greenCases();

async function foundIn({ tests, code, spec }: GreenCase): Promise<readonly Workaround[]> {
  const sources = (texts: GreenCase['tests']) => Object.entries(texts).map(([path, text]) => ({ path, text }));
  const literals = await testLiterals(sources(tests), trees);
  const search = { subject: sources(code), literals, testFiles: Object.keys(tests), specification: spec };
  return findWorkarounds(search, trees);
}

const shown = (found: readonly Workaround[]) =>
  found.map(({ kind, file, line, weight, detail }) => `${kind} ${file}:${line} (${weight}) ${detail}`).join('\n');

describe('GREEN answers', () => {
  it('are there, of both kinds', () => {
    for (const label of ['cheat', 'honest'])
      assert.ok(cases.filter((each) => each.label === label).length >= 10, label);
  });

  for (const each of cases.filter(({ label }) => label === 'cheat')) {
    it(`that cheat are named with their place: ${each.name}`, async () => {
      const found = await foundIn(each);
      for (const kind of each.kinds) {
        assert.ok(
          found.some((one) => one.kind === kind),
          `${each.title}: no ${kind} in\n${shown(found)}`,
        );
      }
      for (const at of each.at) {
        assert.ok(
          found.some(({ kind, file, line }) => each.kinds.includes(kind) && `${file}:${line}` === at),
          `${each.title}: nothing at ${at} in\n${shown(found)}`,
        );
      }
    });
  }

  for (const each of cases.filter(({ label }) => label === 'honest')) {
    it(`that are honest ask nobody for a decision: ${each.name}`, async () => {
      const sure = (await foundIn(each)).filter(({ weight }) => weight === 'decide');
      assert.equal(shown(sure), '', each.title);
    });
  }
});
