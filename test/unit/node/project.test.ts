import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findRoot, openProject, readSettings, readSpecification, relativeToRoot } from '../../../src/node/project';
import { agentforgeSample } from '../../kit/agentforgeSample';
import { must } from '../../kit/must';
import { ownState, writeOwnSettings } from '../../kit/ownState';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

describe('project folder', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  it('is the nearest one upwards that holds .agentforge or .git, else the one given', async () => {
    await mkdir(folder.path('repository/.git'), { recursive: true });
    await mkdir(folder.path('repository/packages/shop/.agentforge'), { recursive: true });
    await mkdir(folder.path('repository/packages/shop/src/deep'), { recursive: true });
    await mkdir(folder.path('repository/docs'), { recursive: true });
    await mkdir(folder.path('plain'));
    assert.equal(findRoot(folder.path('repository/packages/shop/src/deep')), folder.path('repository/packages/shop'));
    assert.equal(findRoot(folder.path('repository/docs')), folder.path('repository'));
    assert.equal(findRoot(folder.path('plain')), folder.path('plain'));
  });

  describe("below a folder that is everybody's", () => {
    const names = { home: ['HOME', 'USERPROFILE'], 'temporary files': ['TMPDIR', 'TEMP', 'TMP'] };
    const usual = Object.values(names)
      .flat()
      .map((name) => [name, process.env[name]] as const);

    afterEach(() => {
      for (const [name, value] of usual) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    for (const [what, variables] of Object.entries(names)) {
      it(`such as one for ${what}, is not found in it, nor above it`, async () => {
        await mkdir(folder.path('.git'), { recursive: true });
        await mkdir(folder.path('shared/.agentforge'), { recursive: true });
        await mkdir(folder.path('shared/notes/deep'), { recursive: true });
        await mkdir(folder.path('shared/project/.git'), { recursive: true });
        assert.equal(findRoot(folder.path('shared/notes/deep')), folder.path('shared'));
        for (const name of variables) process.env[name] = folder.path('shared');
        assert.equal(findRoot(folder.path('shared/notes/deep')), folder.path('shared/notes/deep'));
        assert.equal(findRoot(folder.path('shared/project')), folder.path('shared/project'));
        assert.equal(findRoot(folder.path('shared')), folder.path('shared'), 'it can be a project itself');
      });
    }
  });

  it('takes paths as people give them, from where they stand', () => {
    const root = join('/', 'projects', 'shop');
    const relative = (cwd: string, given: string) => relativeToRoot(root, join(root, cwd), given);
    assert.equal(must(relative('', 'specs/cart.yaml')), 'specs/cart.yaml');
    assert.equal(must(relative('specs/deep', '../cart.yaml')), 'specs/cart.yaml');
    assert.equal(must(relative('', join(root, 'specs', 'cart.yaml'))), 'specs/cart.yaml');
    assert.equal(must(relative('', '..notes/cart.yaml')), '..notes/cart.yaml');
    for (const given of ['..', '../other/cart.yaml', '.', '/etc/passwd', '../shop-twin/cart.yaml']) {
      const outside = relative('', given);
      assert.deepEqual([outside.ok, outside.ok || outside.problem.kind], [false, 'input-invalid'], given);
    }
  });

  it('reads a specification from the disk, or the unsaved text of an editor', async () => {
    await folder.write('specs/s.yaml', agentforgeSample('human_escalation_spec.yaml'));
    const project = openProject(folder.root, folder.path('runners'), {});
    const saved = must(await readSpecification(project, 'specs/s.yaml'));
    assert.equal(saved.specification.path, 'specs/s.yaml');
    assert.match(saved.specification.hash, /^[0-9a-f]{16}$/);
    const unsaved = must(
      await readSpecification(
        project,
        'specs/s.yaml',
        'name: shop\ncomponents:\n- name: cart\n  location: src/cart.py\n',
      ),
    );
    assert.deepEqual(
      unsaved.specification.components.map((component) => component.name),
      ['cart'],
    );
    assert.notEqual(unsaved.specification.hash, saved.specification.hash);
    assert.deepEqual(await readSpecification(project, 'specs/none.yaml'), {
      ok: false,
      problem: [{ kind: 'spec-unreadable', place: { path: 'specs/none.yaml' }, detail: 'no such file or folder' }],
    });
  });

  it('reads no specification from outside, whoever names it', async () => {
    const outside = await TemporaryWorkspace.make({ 'secret.yaml': 'name: shop\ncomponents:\n- name: cart\n' });
    try {
      await symlink(outside.root, folder.path('link'));
      await symlink(outside.path('secret.yaml'), folder.path('secret.yaml'));
      await symlink(outside.root, folder.path('caf\u0065\u0301'));
      const project = openProject(folder.root, folder.path('runners'), {});
      const up = `../${basename(outside.root)}/secret.yaml`;
      const paths = [up, outside.path('secret.yaml'), 'link/secret.yaml', 'secret.yaml', 'caf\u0065\u0301/secret.yaml'];
      for (const path of [...paths, 'x/../../secret.yaml', '']) {
        const read = await readSpecification(project, path);
        assert.ok(!read.ok && read.problem[0]?.kind === 'spec-unreadable', path);
        assert.equal(read.problem[0].place.path, path);
      }
    } finally {
      await outside.dispose();
    }
  });

  it('has defaults without settings, and says where settings are not understood', async () => {
    const project = openProject(folder.root, folder.path('runners'), {});
    const defaults = must(await readSettings(project, ownState()));
    assert.deepEqual([defaults.config.maxContextTokens, defaults.profile, defaults.warnings], [32_000, undefined, []]);
    await folder.write('.agentforge/generation.yaml', 'tokens:\n  max_context: 9000\ncolour: red\n');
    await folder.write('.agentforge/codebase_profile.yaml', 'languages: [');
    await folder.write('pyproject.toml', '[tool.pytest.ini_options]\ntestpaths = ["checks"]\n');
    const read = must(await readSettings(project, ownState()));
    assert.equal(read.config.maxContextTokens, 9000);
    assert.equal(read.profile, undefined);
    assert.equal(read.conventions.python?.tests, 'checks');
    assert.equal(read.warnings.length, 2);
    assert.match(read.warnings[0] ?? '', /^\.agentforge\/generation\.yaml:3: .*colour/);
    assert.match(read.warnings[1] ?? '', /^\.agentforge\/codebase_profile\.yaml is left out: /);
  });

  it("goes no further than the user's own settings, which lie in the user's own folder", async () => {
    const project = openProject(folder.root, folder.path('runners'), {});
    const env = ownState(folder.root);
    await folder.write('.agentforge/generation.yaml', 'tokens:\n  max_context: 90000\nretry:\n  max_attempts: 9\n');
    writeOwnSettings('tokens:\n  max_context: 80000\ncolour: red\n', folder.root);
    const { config, warnings } = must(await readSettings(project, env));
    assert.deepEqual([config.maxContextTokens, config.retry.maxAttempts], [80_000, 3]);
    const own = join(env['XDG_CONFIG_HOME'] ?? '', 'agentforge', 'generation.yaml');
    assert.ok(warnings[0]?.startsWith(`${own}:3: "colour"`), JSON.stringify(warnings));
    assert.match(
      warnings[1] ?? '',
      /^\.agentforge\/generation\.yaml:2: "tokens\.max_context" is 90000, more than you allow: 80000/,
    );
    assert.ok(warnings[2]?.endsWith(`To allow more, write it into ${own}.`), JSON.stringify(warnings));
  });
});
