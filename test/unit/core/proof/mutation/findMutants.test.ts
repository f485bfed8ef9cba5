import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { grammarOfPath } from '../../../../../src/core/codebase/syntaxTrees';
import { findMutants } from '../../../../../src/core/proof/mutation/findMutants';
import type { Mutant } from '../../../../../src/core/proof/mutation/mutant';
import { applyMutant } from '../../../../../src/core/proof/mutation/mutant';
import { createSyntaxTrees } from '../../../../../src/node/treeSitter';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';
import { WEAK_GO } from '../../../../kit/weakCart';

const trees = createSyntaxTrees();

/** `line operator: original becomes replacement` of each. */
async function faultsIn(file: string, text: string): Promise<readonly string[]> {
  const mutants = await findMutants(file, text, trees);
  assert.ok(mutants, `${file} does not parse`);
  return mutants.map(
    ({ line, operator, original, replacement }) => `${line} ${operator}: ${original} > ${replacement}`,
  );
}

describe('faults that are put into code', () => {
  it('are about borders, connectives, values, what is returned and what is done, in Python', async () => {
    const text = `def price(amount, rate=2, *, big=True):
    if amount >= 10 and not rate:
        log(amount)
        return "much"
    for each in amount:
        if each is None:
            continue
        total += each * 3
    return [amount]
`;
    assert.deepEqual(await faultsIn('a.py', text), [
      '1 number literal: 2 > 3',
      '1 boolean literal: True > False',
      '2 condition: amount >= 10 and not rate > True',
      '2 condition: amount >= 10 and not rate > False',
      '2 comparison border: >= > >',
      '2 number literal: 10 > 11',
      '2 boolean connective: and > or',
      '2 negation: not rate > rate',
      '3 removed statement: log(amount) > pass',
      '4 return value: "much" > None',
      '4 text literal: "much" > ""',
      '6 condition: each is None > True',
      '6 condition: each is None > False',
      '6 equality: is > is not',
      '7 loop exit: continue > break',
      '8 removed statement: total += each * 3 > pass',
      '8 arithmetic: += > -=',
      '8 arithmetic: * > /',
      '8 number literal: 3 > 4',
      '9 return value: [amount] > None',
      '9 collection literal: [amount] > []',
    ]);
  });

  it('leave alone what no test could see: types, imports, docstrings, logs, texts of errors, keys', async () => {
    const python = `"""Says 1."""
from typing import Literal
import logging

LOGGER = logging.getLogger()


def f(a: Literal["x"]) -> Literal["y"]:
    """Says 2."""
    LOGGER.info("got %s", 3)
    print("got", 4)
    raise ValueError("bad")


if __name__ == "__main__":
    f("x")
`;
    assert.deepEqual(await faultsIn('a.py', python), ['12 removed statement: raise ValueError("bad") > pass']);
    const script = `import a from './a';
type A = 'x' | 1;
interface B { b: 2 }
declare const c: 'y';
export const d = (e: 'z'): 'w' => { console.log('got', 3); throw new TypeError('bad'); };
`;
    assert.deepEqual(await faultsIn('a.ts', script), ["5 removed statement: throw new TypeError('bad'); > ;"]);
    const go = `package a

import "fmt"

type A [3]int

func f() { fmt.Println("got", 4); panic("bad") }
`;
    assert.deepEqual(await faultsIn('a.go', go), ['7 removed statement: panic("bad") > {}']);
  });

  it('are told with the function that they are in, the lines of their statement and what is compared', async () => {
    const mutants = await findMutants('cart.go', WEAK_GO['cart.go'] ?? '', trees);
    const border = mutants?.find(({ line, operator }) => line === 20 && operator === 'comparison border');
    assert.deepEqual(
      [border?.within, border?.statement, border?.operands],
      ['Cart.Total', { from: 20, to: 20 }, { left: 'total', right: '100' }],
    );
    const [long] = (await findMutants('a.js', 'f(\n  1,\n  a\n    < b,\n);\n', trees))?.slice(-1) ?? [];
    assert.deepEqual([long?.line, long?.statement], [4, { from: 1, to: 4 }]);
  });

  it('know no names but those of the language: what every object has is no other method', async () => {
    const text = 'a.toString(b);\na.constructor(b.hasOwnProperty(c));\n';
    const found = [
      '1 removed statement: a.toString(b); > ;',
      '2 removed statement: a.constructor(b.hasOwnProperty(c)); > ;',
    ];
    assert.deepEqual(await faultsIn('a.js', text), found);
    assert.deepEqual(await faultsIn('a.py', 'valueOf(toString)\n'), ['1 removed statement: valueOf(toString) > pass']);
  });

  it('are none where the text does not parse, and in languages that are not known', async () => {
    assert.equal(await findMutants('a.py', 'def (:\n', trees), undefined);
    assert.equal(await findMutants('a.rs', 'fn main() {}\n', trees), undefined);
  });

  it('parse, say something else, and touch nothing outside of their stretch', async function () {
    this.timeout(120_000);
    const sources = ownSources();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sources), fc.nat(), async ([file, text], pick) => {
        const mutants = await mutantsOf(file, text);
        const mutant = mutants[pick % Math.max(1, mutants.length)];
        if (mutant === undefined) return;
        const changed = applyMutant(text, mutant);
        assert.notEqual(changed, text);
        assert.equal(text.slice(mutant.start, mutant.end), mutant.original);
        assert.equal(changed.slice(0, mutant.start), text.slice(0, mutant.start));
        assert.equal(changed.slice(mutant.start + mutant.replacement.length), text.slice(mutant.end));
        assert.equal(text.slice(0, mutant.start).split('\n').length, mutant.line);
        const grammar = grammarOfPath(file);
        assert.ok(grammar);
        assert.equal(await trees.firstError(grammar, changed), undefined, `${mutant.id}\n${changed}`);
        assert.equal(mutants.filter(({ id }) => id === mutant.id).length, 1);
      }),
      { numRuns: 150 },
    );
  });
});

const known = new Map<string, readonly Mutant[]>();

async function mutantsOf(file: string, text: string): Promise<readonly Mutant[]> {
  const found = known.get(file) ?? (await findMutants(file, text, trees));
  assert.ok(found, `${file} does not parse`);
  known.set(file, found);
  return found;
}

/** Code of this repository in Python, JavaScript and TypeScript, and a little Go. */
function ownSources(): readonly (readonly [string, string])[] {
  const folders = ['src/node/runners/assets', 'src/core/lib', 'src/core/verdict'];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(repositoryRoot, folder))
      .filter((name) => /\.(?:py|[cm]?js|ts)$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  const texts = files.map((file) => [file, readFileSync(path.join(repositoryRoot, file), 'utf8')] as const);
  return [...texts.filter(([, text]) => text.length < 8_000), ['cart.go', WEAK_GO['cart.go'] ?? ''] as const];
}
