import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import type { TaskRequest } from '../../../../src/core/tdflow/resolveTask';
import { resolveTask } from '../../../../src/core/tdflow/resolveTask';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { profileOf } from '../../../kit/sampleProfile';
import { sampleSession } from '../../../kit/sampleSession';
import { sampleSpecification } from '../../../kit/sampleSpecification';
import { sampleTask, sampleTaskRequest } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const specificationWith = (line: string) => sampleSpecification(`name: shop\ncomponents:\n- name: cart\n  ${line}\n`);

describe('resolving a task', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  const resolve = (about: Partial<TaskRequest<'red'>> = {}) =>
    resolveTask(sampleTaskRequest('red', about), nodePorts(folder.root));

  it('finds the paths that the specification gives', async () => {
    const task = await sampleTask('red', nodePorts(folder.root));
    assert.deepEqual(
      [task.component.name, task.language, task.testPath.relative, task.implementationPath.relative],
      ['cart', 'python', 'tests/test_cart.py', 'src/cart.py'],
    );
  });

  it('takes, where it gives none, the language of the project and its conventions', async () => {
    const specification = specificationWith('description: d');
    await folder.write('lib/a.js', '');
    const task = must(await resolve({ specification }));
    assert.deepEqual(
      [task.language, task.testPath.relative, task.implementationPath.relative],
      ['javascript', 'test/cart.test.js', 'src/cart.js'],
    );
    const conventions = { javascript: { tests: 'spec', implementation: 'lib' } };
    const own = must(await resolve({ specification, conventions: { ...conventions } }));
    assert.deepEqual([own.testPath.relative, own.implementationPath.relative], ['spec/cart.test.js', 'lib/cart.js']);
    const { config } = sampleTaskRequest('red');
    const settings = { ...config, directories: { tests: 'checks', implementation: undefined } };
    const wished = must(await resolve({ specification, conventions, config: settings }));
    assert.deepEqual(
      [wished.testPath.relative, wished.implementationPath.relative],
      ['checks/cart.test.js', 'lib/cart.js'],
    );
  });

  it("follows the profile's layout where nobody says otherwise, save for what was begun elsewhere", async () => {
    const specification = specificationWith('description: d');
    const profile = profileOf(
      'languages: [{name: python, primary: true}]\nstructure: {source_root: shop, test_directories: [checks]}\n',
    );
    const places = async (about: Partial<TaskRequest<'red'>> = {}) => {
      const task = must(await resolve({ specification, profile, ...about }));
      return [task.testPath.relative, task.implementationPath.relative];
    };
    assert.deepEqual(await places(), ['checks/test_cart.py', 'shop/cart.py']);
    const conventions = { python: { tests: 'tests/unit', implementation: undefined } };
    assert.deepEqual(await places({ conventions }), ['tests/unit/test_cart.py', 'shop/cart.py']);
    const located = specificationWith('location: src/cart.py');
    await folder.write('src/cart.py', '');
    assert.deepEqual(await places({ specification: located }), ['checks/test_cart.py', 'src/cart.py']);
    assert.deepEqual(await places(), ['tests/test_cart.py', 'src/cart.py']);
  });

  const hostile = [
    '../outside.py',
    'src/../../outside.py',
    '/etc/cron.d/job.py',
    'C:\\Windows\\x.py',
    '~/x.py',
    '.git/hooks/x.py',
    '.GIT/hooks/x.py',
    'src/.git/config.py',
    '.agentforge/tdflow/x.py',
    '-rf.py',
    'link/x.py',
    'hooks/x.py',
    'dangling.py',
  ];
  for (const path of hostile) {
    for (const key of ['location', 'test_location']) {
      it(`refuses ${path} as ${key}, and says where it stands`, async () => {
        await mkdir(folder.path('.git'));
        await symlink('/tmp', folder.path('link'));
        await symlink('.git', folder.path('hooks'));
        await symlink('/nowhere/x.py', folder.path('dangling.py'));
        const resolved = await resolve({ specification: specificationWith(`${key}: '${path}'`) });
        assert.ok(!resolved.ok && resolved.problem.kind === 'spec-invalid', JSON.stringify(resolved));
        const { place, detail, remedy } = resolved.problem;
        assert.deepEqual([place.path, place.position?.line], ['specs/shop.yaml', 3]);
        assert.ok(detail.length > 10 && remedy.length > 10);
      });
    }
  }

  it('takes the component that is named, the one the session is at, or the only one', async () => {
    const nameOf = async (about: Partial<TaskRequest<'red'>>) => must(await resolve(about)).component.name;
    assert.equal(await nameOf({ component: 'receipt' }), 'receipt');
    assert.equal(
      await nameOf({ component: undefined, session: sampleSession({ currentComponent: 'receipt' }) }),
      'receipt',
    );
    assert.equal(await nameOf({ component: undefined, specification: specificationWith('location: a.py') }), 'cart');
    assert.deepEqual(await resolve({ component: undefined }), {
      ok: false,
      problem: { kind: 'component-needed', known: ['cart', 'receipt'] },
    });
    assert.deepEqual(await resolve({ component: 'Cart' }), {
      ok: false,
      problem: { kind: 'component-unknown', name: 'Cart', known: ['cart', 'receipt'] },
    });
  });
});
