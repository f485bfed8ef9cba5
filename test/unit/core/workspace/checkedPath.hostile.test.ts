import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { ProposedFile } from '../../../../src/core/changes/changeSet';
import { proposeFile } from '../../../../src/core/changes/proposeFile';
import { Spelling } from '../../../../src/core/changes/spelling';
import { reviewOutline } from '../../../../src/core/outline/reviewOutline';
import type { BlockAction } from '../../../../src/core/response/events';
import { decide, decideAll, filesWith, openReview } from '../../../../src/core/review/review';
import { checkPath } from '../../../../src/core/workspace/checkedPath';
import { consentByFlag } from '../../../../src/node/cli/terminalConsent';
import { NodeWorkspace } from '../../../../src/node/nodeWorkspace';
import { NodeWriter } from '../../../../src/node/nodeWriter';
import { checked } from '../../../kit/checked';
import { Reached } from '../../../kit/reached';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { HOSTILE } from './hostilePaths';
import { PROTECTED } from './protectedNames';

const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 50_000 : 500;
const ALL = Object.values(HOSTILE).flat();
const POLICY = { phase: 'green', testPath: 'tests/test_cart.py', implementationPath: 'src/cart.py' } as const;
const SPECIFICATION = 'specs/cart.yaml';

describe('hostile paths', () => {
  let folder: TemporaryWorkspace;
  let outside: TemporaryWorkspace;
  let workspace: NodeWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': 'a\n', '.git/config': 'g\n', '.agentforge/x.yaml': 'o\n' });
    outside = await TemporaryWorkspace.make({ 'cart.py': 'a\n', 'x.py': 'x\n' });
    workspace = new NodeWorkspace(folder.root, process.env);
  });

  afterEach(async () => {
    await folder.dispose();
    await outside.dispose();
  });

  /** A block of an answer that names the path, or renames a file to it. */
  function propose(name: string, action: BlockAction = 'write'): Promise<ProposedFile> {
    const [from, to] = action === 'rename' ? ['src/cart.py', name] : [name, undefined];
    return proposeFile(
      { kind: 'block-opened', action, path: from, to, origin: 'marker', language: '', line: 1 },
      [],
      { ...POLICY, specificationPath: SPECIFICATION },
      { reader: workspace, links: workspace, spelling: new Spelling(workspace) },
    );
  }

  function review(...files: readonly ProposedFile[]) {
    const whole = files.map((file) => ({ ...file, state: 'complete' as const, text: 'x\n' }));
    return openReview({ files: whole, explanation: '', unchanged: [], notes: [], incomplete: [] });
  }

  it('are at least 500, and none is accepted, whatever an answer asks and a person decides', async () => {
    const reached = new Reached([
      'leads out by the rules of POSIX',
      'leads out by the rules of Windows',
      'folds to .git or .agentforge',
      'stream',
      'short name',
      'trailing dot or space',
      'hidden character',
    ]);
    assert.equal(new Set(ALL).size, ALL.length);
    for (const raw of ALL) {
      for (const action of ['write', 'append', 'delete', 'rename'] as const) {
        const file = await propose(raw, action);
        assert.equal(file.refusal?.kind, 'path', `${action} ${JSON.stringify(raw)}`);
        const decided = decideAll(decide(review(file), file.name, 'accepted', 'yes'), 'accepted');
        assert.deepEqual(filesWith(decided, 'accepted'), []);
      }
      reached.add({
        'leads out by the rules of POSIX': leadsOut(path.posix, '/home/project', raw),
        'leads out by the rules of Windows': leadsOut(path.win32, 'C:\\home\\project', raw),
        'folds to .git or .agentforge': landsInGuarded(raw),
        stream: /\w:[\w$:]/.test(raw),
        'short name': /~\d/.test(raw),
        'trailing dot or space': /[^. \\/][. ]+(?:[\\/]|$)/.test(raw),
        'hidden character': /[\p{Cc}\p{Cf}]/u.test(raw),
      });
    }
    reached.assertAll();
    assert.ok(ALL.length >= 500, `${ALL.length}`);
  });

  it('stay inside by the rules of POSIX, Windows and macOS when they are let through', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '/',
        '\\',
        '.git',
        '.GIT',
        ':',
        '~',
        '~1',
        'git',
        ' ',
        '\u200d',
        'a',
        'e\u0301',
        '\uff0e',
      ),
      fc.constantFrom('.agentforge', 'AGENTF', 'nul', '.py', 'C', 'src', '$DATA', '-', '\u017f', '\ufb01'),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    const reached = new Reached(['let through', 'refused', 'let through with a folder']);
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
        const result = await checkPath(parts.join(''), { probe: async () => 'inside' });
        const relative = result.ok ? result.value.relative : undefined;
        reached.add({
          'let through': result.ok,
          refused: !result.ok,
          'let through with a folder': relative?.includes('/') === true,
        });
        if (relative === undefined) return;
        assert.ok(!leadsOut(path.posix, '/home/project', relative), relative);
        assert.ok(!leadsOut(path.win32, 'C:\\home\\project', relative), relative);
        assert.ok(!landsInGuarded(relative), relative);
        assert.equal(relative.normalize('NFC'), relative);
      }),
      { numRuns },
    );
    reached.assertAll();
  });

  it('through a link on the way are refused, whatever comes behind it', async () => {
    await mkdir(folder.path('vendored/.git'), { recursive: true });
    await mkdir(folder.path('deep'));
    const links = {
      out: outside.root,
      file: outside.path('x.py'),
      up: '..',
      'deep/up': '../..',
      second: 'out',
      nowhere: 'not/there',
      beyond: outside.path('not-there'),
      self: 'self',
      git: '.git',
      config: '.git/config',
      own: '.agentforge',
      nested: 'vendored/.git',
      round: 'deep/../.git',
    };
    for (const [link, target] of Object.entries(links)) await symlink(target, folder.path(link));
    const before = await outside.snapshot();
    for (const link of Object.keys(links)) {
      for (const rest of ['', '/x.py', '/a/b/x.py', '\\cart.py', '/./x.py']) {
        for (const action of ['write', 'delete'] as const) {
          assert.equal((await propose(link + rest, action)).refusal?.kind, 'path', `${action} ${link}${rest}`);
        }
      }
    }
    assert.deepEqual(await outside.snapshot(), before);
  });

  it('lead nowhere else when a link takes the place of a folder or file between the check and the writing', async () => {
    await mkdir(folder.path('.agentforge/src'), { recursive: true });
    await mkdir(folder.path('.git/src'), { recursive: true });
    await mkdir(outside.path('src/deep'), { recursive: true });
    await outside.write('src/deep/cart.py', 'a\n');
    await folder.write('src/deep/cart.py', 'a\n');
    const targets = [
      outside.root,
      outside.path('src'),
      outside.path('src/deep'),
      '../.git',
      '.git',
      '.git/src',
      '.agentforge',
    ];
    const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text), mode: 0o644 });
    let swaps = 0;
    for (const link of ['src', 'src/deep', 'src/deep/cart.py']) {
      for (const target of [
        ...targets,
        '../../.git/config',
        '../.agentforge/x.yaml',
        outside.path('src/deep/cart.py'),
      ]) {
        for (const [name, before, after] of [
          ['src/deep/cart.py', 'a\n', 'mine\n'],
          ['src/deep/new.py', undefined, 'mine\n'],
          ['src/deep/a/new.py', undefined, 'mine\n'],
          ['src/deep/cart.py', 'a\n', undefined],
        ] as const) {
          const place = await checked(name);
          await rename(folder.path(link), folder.path('aside'));
          await symlink(target, folder.path(link));
          const [guarded, beyond] = [await guardedFiles(folder), await outside.snapshot()];
          const written = await new NodeWriter(folder.root).apply([
            {
              path: place,
              before: before === undefined ? undefined : bytes(before),
              after: after === undefined ? undefined : bytes(after),
            },
          ]);
          // Nothing but a link in the place of another file is no link on the way.
          assert.ok(!written.ok || link === 'src/deep/cart.py', `${link} to ${target}, ${name}`);
          assert.deepEqual(await outside.snapshot(), beyond, `${link} to ${target}, ${name}`);
          assert.deepEqual(await guardedFiles(folder), guarded, `${link} to ${target}, ${name}`);
          await rm(folder.path(link), { recursive: true, force: true });
          await rename(folder.path('aside'), folder.path(link));
          await folder.write('src/deep/cart.py', 'a\n');
          await rm(folder.path('src/deep/a'), { recursive: true, force: true });
          await rm(folder.path('src/deep/new.py'), { force: true });
          swaps += 1;
        }
      }
    }
    console.log(`      ${swaps} swaps`);
  });

  it('reach the specification by none of the names that it has where letter case does not count', async () => {
    for (const raw of [SPECIFICATION, 'Specs/CART.yaml', '\u017fpecs/cart.yaml', './specs\\Cart.YAML']) {
      for (const action of ['write', 'append', 'delete', 'rename'] as const) {
        assert.equal((await propose(raw, action)).refusal?.kind, 'phase', `${action} ${raw}`);
      }
    }
  });

  it('of files that configure what runs are written with a visible consent of their own only', async () => {
    const forms = PROTECTED.flatMap((name) => [
      name,
      name.toUpperCase(),
      `./${name}`,
      `packages//a/${name}`,
      `packages\\a\\${name.replaceAll('/', '\\')}`,
      ...['s', 'fi'].filter((each) => name.includes(each)).map((each) => name.replace(each, LOOKS_ALIKE[each] ?? '')),
    ]);
    for (const raw of new Set(forms)) {
      const file = await propose(raw);
      assert.deepEqual([file.refusal, file.protected], [undefined, true], raw);
      const opened = review(file);
      assert.deepEqual(filesWith(decideAll(opened, 'accepted'), 'accepted'), [], raw);
      assert.ok(!(await consentByFlag.review(opened, new AbortController().signal, async (same) => same)).ok, raw);
      assert.equal(filesWith(decide(opened, file.name, 'accepted'), 'accepted').length, 1, raw);
      const [row] = reviewOutline({
        component: 'cart',
        phase: 'green',
        step: 'review',
        omitted: [],
        nextSteps: undefined,
        changes: opened.changes,
        review: opened,
      });
      assert.match(row?.description ?? '', /· protected/, raw);
    }
    console.log(`      ${new Set(forms).size} names of ${PROTECTED.length} protected files`);
  }).timeout(240_000);
});

/** Characters that a file system without letter case takes for these. */
const LOOKS_ALIKE: Readonly<Record<string, string>> = { s: '\u017f', fi: '\ufb01' };

function leadsOut(rules: path.PlatformPath, root: string, raw: string): boolean {
  const relative = rules.relative(root, rules.resolve(root, raw));
  return relative === '..' || relative.startsWith(`..${rules.sep}`) || rules.isAbsolute(relative);
}

/** As Windows and macOS read names: without case, hidden characters, streams and what trails; short names are told by their look. */
function landsInGuarded(raw: string): boolean {
  return raw.split(/[\\/]/).some((segment) => {
    const folded = segment
      .normalize('NFKD')
      .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
      .toUpperCase()
      .toLowerCase()
      .split(':')[0];
    return /^(?:\.git|\.agentforge|git~\d+|agentf~\d+)[. ]*$/.test(folded ?? '');
  });
}

async function guardedFiles(folder: TemporaryWorkspace): Promise<Readonly<Record<string, string>>> {
  const all = await folder.snapshot({ withOwnFiles: true });
  return Object.fromEntries(Object.entries(all).filter(([name]) => /^\.(?:git|agentforge)(?:\/|$)/.test(name)));
}
