import assert from 'node:assert/strict';
import type { CodebaseProfile } from '../../../../src/core/codebase/profile';
import type { ContextRequest } from '../../../../src/core/context/gatherContext';
import { gatherContext } from '../../../../src/core/context/gatherContext';
import { checked } from '../../../kit/checked';
import { memoryReader } from '../../../kit/memoryReader';
import { must } from '../../../kit/must';
import { componentNamed, sampleSpecification } from '../../../kit/sampleSpecification';

const FILES = {
  'tests/test_cart.py': 'def test_total(): ...\n',
  'src/cart.py': 'class Cart: ...\n',
  'tests/test_other.py': 'def test_other(): ...\n',
};

async function gather(about: Partial<ContextRequest>, files: Readonly<Record<string, string | Uint8Array>> = FILES) {
  const { candidates, omitted } = must(await gatherContext(await request(about), memoryReader(files)));
  return { candidates, omitted, needs: candidates.map(({ tag, file, need }) => [tag, file, need]) };
}

async function request(about: Partial<ContextRequest>): Promise<ContextRequest> {
  const specification = sampleSpecification();
  return {
    specification,
    component: componentNamed(specification, 'cart'),
    tests: [await checked('tests/test_cart.py')],
    implementationPath: await checked('src/cart.py'),
    phase: 'red',
    mode: 'full',
    profile: undefined,
    examples: [],
    failure: undefined,
    ...about,
  };
}

describe('gathering the context', () => {
  it("brings the component's own part of the specification and what applies to all, not the other components", async () => {
    const { candidates } = await gather({});
    const text = candidates[0]?.text ?? '';
    for (const said of ['add_item', 'Money is counted in whole cents', 'shop']) assert.ok(text.includes(said), said);
    assert.ok(!/receipt/i.test(text), 'nothing of the other component');
  });

  it('needs nothing but the specification for RED of something new', async () => {
    assert.deepEqual((await gather({}, {})).needs, [['specification', undefined, 'required']]);
  });

  it('offers RED what is there, and insists on the tests when they are to be added to or repaired', async () => {
    assert.deepEqual((await gather({})).needs.slice(1), [
      ['tests', 'tests/test_cart.py', 'optional'],
      ['code', 'src/cart.py', 'optional'],
    ]);
    for (const mode of ['incremental', 'fix'] as const) {
      assert.deepEqual((await gather({ mode })).needs[1], ['tests', 'tests/test_cart.py', 'required'], mode);
    }
  });

  it('insists in GREEN on the tests and in REFACTOR on the code too', async () => {
    for (const phase of ['green', 'refactor'] as const) {
      assert.deepEqual((await gather({ phase })).needs.slice(1), [
        ['tests', 'tests/test_cart.py', 'required'],
        ['code', 'src/cart.py', 'required'],
      ]);
    }
    assert.deepEqual((await gather({ phase: 'green' }, { 'tests/test_cart.py': 't' })).needs.slice(1), [
      ['tests', 'tests/test_cart.py', 'required'],
    ]);
  });

  it('brings the last failure, to be shortened if need be, and no blank one', async () => {
    assert.deepEqual((await gather({ failure: 'FAILED test_total' }, {})).needs[1], [
      'error_context',
      undefined,
      'shortened',
    ]);
    assert.equal((await gather({ failure: ' \n' }, {})).needs.length, 1);
  });

  it('brings what the profile knows of the project', async () => {
    const profile: CodebaseProfile = {
      languages: [{ name: 'python', primary: true, frameworks: ['fastapi'] }],
      architectureStyle: 'layered',
      testFrameworks: ['pytest'],
      patterns: [{ name: 'result', description: 'Errors are values.', confidence: 0.9 }],
    };
    const { candidates } = await gather({ profile }, {});
    assert.deepEqual(
      candidates.slice(1).map(({ tag, need, text }) => [tag, need, text]),
      [
        [
          'patterns',
          'optional',
          [
            '- language: python (primary) with fastapi',
            '- architecture: layered',
            '- tests: pytest',
            '- result (confidence 0.9): Errors are values.',
          ].join('\n'),
        ],
      ],
    );
  });

  it('brings to GREEN and REFACTOR every test file that was proven, with what it uses', async () => {
    const names = ['tests/test_cart.py', 'tests/test_more.py', 'tests/conftest.py', 'tests/gone.py'];
    const tests = await Promise.all(names.map(checked));
    const files = { ...FILES, 'tests/test_more.py': 'm', 'tests/conftest.py': 'c' };
    for (const phase of ['green', 'refactor'] as const) {
      const { needs } = await gather({ phase, tests }, files);
      assert.deepEqual(
        needs.filter(([tag]) => tag === 'tests'),
        names.slice(0, 3).map((name) => ['tests', name, 'required']),
        phase,
      );
    }
  });

  it('does not go on without a file that it needs and cannot read', async () => {
    const binary = Uint8Array.from([0]);
    for (const path of ['tests/test_cart.py', 'src/cart.py']) {
      const gathered = await gatherContext(
        await request({ phase: 'green' }),
        memoryReader({ ...FILES, [path]: binary }),
      );
      assert.ok(!gathered.ok && gathered.problem.kind === 'file-unreadable', path);
      assert.equal(gathered.problem.path, path);
    }
    const { needs, omitted } = await gather({}, { 'tests/test_cart.py': binary, 'src/cart.py': binary });
    assert.equal(needs.length, 1);
    assert.deepEqual(
      omitted.map(({ what, why }) => [what, why]),
      [
        ['tests/test_cart.py', 'it cannot be read'],
        ['src/cart.py', 'it cannot be read'],
      ],
    );
  });

  it('brings examples that can be read, best first, and says which cannot or are too long', async () => {
    const names = ['tests/test_other.py', 'gone.py', 'binary.py', 'empty.py', 'long.py'];
    const files = { ...FILES, 'binary.py': Uint8Array.from([0]), 'empty.py': ' \n', 'long.py': 'x'.repeat(24_001) };
    const { needs, omitted } = await gather({ examples: await Promise.all(names.map(checked)) }, files);
    assert.deepEqual(needs.slice(3), [['examples', 'tests/test_other.py', 'optional']]);
    assert.deepEqual(
      omitted.map(({ what, why }) => [what, why]),
      [
        ['binary.py', 'it cannot be read'],
        ['long.py', 'too long for an example'],
      ],
    );
  });
});
