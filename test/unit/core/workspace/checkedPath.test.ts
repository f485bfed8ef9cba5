import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkPath } from '../../../../src/core/workspace/checkedPath';
import type { LinkProbe } from '../../../../src/core/workspace/linkProbe';
import { isGuarded } from '../../../../src/core/workspace/pathRules';
import { HOSTILE } from './hostilePaths';

const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 100_000 : 500;
const inside: LinkProbe = { probe: async () => 'inside' };

const GOOD: readonly [raw: string, relative: string][] = [
  ['a.py', 'a.py'],
  ['src/a.py', 'src/a.py'],
  ['./src/a.py', 'src/a.py'],
  ['././src/a.py', 'src/a.py'],
  ['src/./a.py', 'src/a.py'],
  ['src//a.py', 'src/a.py'],
  ['src\\pkg\\a.py', 'src/pkg/a.py'],
  ['.\\src\\a.py', 'src/a.py'],
  ['my dir/a b.py', 'my dir/a b.py'],
  ['src/cafe\u0301.py', 'src/caf\u00e9.py'],
  ['src/日本語.py', 'src/日本語.py'],
  ['src/😀.md', 'src/😀.md'],
  ['app/[id]/(group)/page.tsx', 'app/[id]/(group)/page.tsx'],
  ['@scope/x.ts', '@scope/x.ts'],
  ['.gitignore', '.gitignore'],
  ['.github/workflows/x.yml', '.github/workflows/x.yml'],
  ['src/git/config.py', 'src/git/config.py'],
  ['agentforge/x.py', 'agentforge/x.py'],
  ['src/.gitkeep', 'src/.gitkeep'],
  ['console.py', 'console.py'],
  ['nullable/com10.py', 'nullable/com10.py'],
  ['a..b.py', 'a..b.py'],
  ['..a.py', '..a.py'],
  ['a~b.py', 'a~b.py'],
  ['notes~2024.md', 'notes~2024.md'],
  ['src/-x.py', 'src/-x.py'],
  ['$HOME/x.py', '$HOME/x.py'],
  ['Makefile', 'Makefile'],
];

describe('checkPath', () => {
  for (const [kind, paths] of Object.entries(HOSTILE)) {
    it(`refuses paths that are ${kind}, with one sentence of a sane length`, async () => {
      for (const raw of paths) {
        const checked = await checkPath(raw, inside);
        assert.ok(!checked.ok, `accepted ${JSON.stringify(raw)}`);
        assert.match(checked.problem, /^[ -~\p{L}\p{M}\p{N}\p{S}\p{P}]+$/u);
        assert.ok(checked.problem.length < 800, checked.problem);
      }
    });
  }

  it('says what is wrong with which path', async () => {
    const say = async (raw: string) => {
      const checked = await checkPath(raw, inside);
      return checked.ok ? '' : checked.problem;
    };
    assert.equal(await say('src/../../x.py'), '"src/../../x.py" leads out of its folder with ".."');
    assert.equal(await say('a/.GIT/x'), '"a/.GIT/x" goes into ".GIT", which no answer may change');
    assert.equal(await say('C:\\x.py'), '"C:\\x.py" is not relative to the project');
    assert.equal(
      await say('.g\u200cit/x'),
      '".g\\u{200c}it/x" contains a control character or one that cannot be seen',
    );
    assert.equal(await say('nul.py'), '"nul.py" uses "nul.py", which is a device on Windows');
  });

  for (const [raw, relative] of GOOD) {
    it(`takes ${JSON.stringify(raw)} as ${relative}`, async () => {
      const checked = await checkPath(raw, inside);
      assert.ok(checked.ok, checked.ok ? '' : checked.problem);
      assert.equal(checked.value.relative, relative);
    });
  }

  it('asks the probe for the normal path, and refuses what leads elsewhere', async () => {
    const asked: string[] = [];
    const probe = (answer: 'outside' | 'guarded'): LinkProbe => ({
      probe: async (relative) => {
        asked.push(relative);
        return answer;
      },
    });
    const out = await checkPath('./link\\x.py', probe('outside'));
    const guarded = await checkPath('link/x.py', probe('guarded'));
    assert.deepEqual(asked, ['link/x.py', 'link/x.py']);
    assert.match(out.ok ? '' : out.problem, /out of the project through a symbolic link/);
    assert.match(guarded.ok ? '' : guarded.problem, /into \.git or \.agentforge through a symbolic link/);
  });

  it('does not ask the probe about a refused path', async () => {
    await checkPath('../x', { probe: () => assert.fail('asked') });
  });

  it('gives for any text a safe relative path, which checks to itself, or a problem', async () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', '.git', ':', '~', 'a', ' ', '\u200d', 'é', 'e\u0301', 'NUL', '.py'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 10 }).map((parts) => parts.join('')),
        async (raw) => {
          const checked = await checkPath(raw, inside);
          if (!checked.ok) return;
          const { relative } = checked.value;
          assert.doesNotMatch(relative, /\\|^\/|\/\/|\/$|:|\p{Cc}/u);
          for (const segment of relative.split('/')) {
            assert.ok(segment !== '..' && segment !== '.' && segment.toLowerCase() !== '.git', relative);
          }
          const again = await checkPath(relative, inside);
          assert.equal(again.ok && again.value.relative, relative);
        },
      ),
      { numRuns },
    );
  });
});

describe('isGuarded', () => {
  it('holds for real places inside .git and .agentforge, as a probe resolves them', () => {
    for (const path of ['.git/config', 'sub/.GIT', 'a\\.git\\x', '.agentforge/x', 'GIT~1/x', '.git./x', '.g\u200cit']) {
      assert.ok(isGuarded(path), path);
    }
    for (const path of ['src/a.py', '.gitignore', 'git/x', '.github/x', 'agentforge/x']) {
      assert.ok(!isGuarded(path), path);
    }
  });
});
