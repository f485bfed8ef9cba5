import assert from 'node:assert/strict';
import type { ContextRequest } from '../../../../src/core/context/contextRequest';
import { gatherContext } from '../../../../src/core/context/gatherContext';
import { checked } from '../../../kit/checked';
import { memoryReader } from '../../../kit/memoryReader';
import { must } from '../../../kit/must';
import { sampleProfile } from '../../../kit/sampleProfile';
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
    unwritten: [],
    documents: [],
    phase: 'red',
    mode: 'full',
    profile: undefined,
    examples: [],
    failure: undefined,
    whyExcluded: () => undefined,
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

  it('tells of what is used and not written yet what the specification says of it', async () => {
    const { candidates } = await gather({ unwritten: [componentNamed(sampleSpecification(), 'receipt')] });
    assert.equal(candidates[1]?.tag, 'specification');
    assert.match(
      candidates[1]?.text ?? '',
      /^The component receipt, which is not written yet, as it is specified:\n[\s\S]*receipt/,
    );
  });

  it('brings the documents of the architecture that are there, and says which may not be shown or say nothing of it', async () => {
    const names = ['architecture/Specification.md', 'architecture/Pseudocode.md', 'architecture/Architecture.md'];
    const documents = await Promise.all([...names, 'architecture/Gone.md'].map((name) => checked(name)));
    const files = {
      'architecture/Specification.md': 'One currency.\n',
      'architecture/Pseudocode.md': `# Other\n\n${'Nothing of it.\n'.repeat(2_000)}`,
      'architecture/Architecture.md': 'Secret.\n',
    };
    const whyExcluded = (path: string) => (path.endsWith('Architecture.md') ? 'left out' : undefined);
    const { candidates, omitted } = await gather({ documents, whyExcluded }, files);
    const shown = candidates.filter(({ tag }) => tag === 'documents');
    assert.deepEqual(
      shown.map(({ file, text, need }) => [file, text, need]),
      [['architecture/Specification.md', 'One currency.\n', 'optional']],
    );
    assert.deepEqual(
      omitted.map(({ what, why }) => [what, why]),
      [
        ['architecture/Pseudocode.md', 'it is long, and no section of it names cart'],
        ['architecture/Architecture.md', 'it is left out'],
      ],
    );
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
    const profile = sampleProfile({ name: 'result', description: 'Errors are values.' });
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
