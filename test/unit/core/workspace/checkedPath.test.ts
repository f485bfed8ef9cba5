import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkPath } from '../../../../src/core/workspace/checkedPath';
import type { LinkProbe } from '../../../../src/core/workspace/linkProbe';
import { isGuarded } from '../../../../src/core/workspace/pathRules';

const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 100_000 : 500;
const inside: LinkProbe = { probe: async () => 'inside' };

const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  'empty or only a folder': ['', ' ', '   ', '.', './', './.', 'src/', 'src//', 'src\\', './src/', 'a/b/c/'],
  'absolute or with a drive': [
    '/etc/passwd',
    '//server/share/x',
    '///x',
    '/',
    '/x.py',
    '\\x.py',
    '\\\\server\\share\\x.py',
    '\\\\?\\C:\\x.py',
    '\\\\.\\pipe\\x',
    'C:\\x.py',
    'C:/x.py',
    'c:x.py',
    'C:',
    'Z:\\a\\b.py',
    '~',
    '~/x.py',
    '~root/.ssh/authorized_keys',
    '~+/x.py',
    './~/x.py',
    './/~',
    './C:x.py',
    'file:///etc/passwd',
    'https://example.org/x.py',
    'python:src/a.py',
  ],
  'leading out': [
    '..',
    '../x.py',
    '../../etc/passwd',
    'src/../x.py',
    'src/../../x.py',
    'src/..',
    './../x.py',
    '..\\x.py',
    'src\\..\\..\\x.py',
    'src/..\\x.py',
    'a/b/c/../../../../x.py',
    '../',
    '．．/x.py',
    'src/．./x.py',
    '‥/x.py',
    '../.bashrc',
    '..//x.py',
  ],
  'disguised separators': [
    'src／..／x.py',
    'src＼x.py',
    'a℀b.py',
    'C：x.py',
    'a:b.py',
    'src/x.py:stream',
    'x.py::$DATA',
    'src/x.py:$DATA',
  ],
  'into .git': [
    '.git',
    '.git/config',
    '.git/hooks/pre-commit',
    './.git/config',
    'sub/.git/config',
    'a/b/c/.git/hooks/x',
    '.GIT/config',
    '.Git/config',
    '.gIt/config',
    '.git./config',
    '.git../config',
    '.git /config',
    '.git . /config',
    '.git\\config',
    'sub\\.git\\config',
    'sub\\.GIT\\config',
    'git~1',
    'git~1/config',
    'GIT~1/config',
    'git~2/config',
    'sub/GIT~1/hooks/x',
    '.git:$I30/config',
    '.git::$INDEX_ALLOCATION/config',
    '.g\u200cit/config',
    '.gi\u200dt/config',
    '.\u200egit/config',
    '\ufeff.git/config',
    '.git\u00ad/config',
    '.git\u2060/config',
    '.gi\u{e0041}t/config',
    '.git\ufe0f/config',
    '．git/config',
    '.ｇｉｔ/config',
    '.𝐠𝐢𝐭/config',
    '.git/',
    'vendor/.git',
  ],
  'into .agentforge': [
    '.agentforge',
    '.agentforge/generation.yaml',
    '.agentforge/secrets.yaml',
    '.agentforge/tdflow/x.yaml',
    '.AgentForge/x',
    '.AGENTFORGE/x',
    'sub/.agentforge/x',
    'sub\\.agentforge\\x',
    '.agentforge./x',
    '.agentforge /x',
    '.agent\u200bforge/x',
    '.agentforge\u2064/x',
    'AGENTF~1/x',
    'agentf~2/x',
    '．agentforge/x',
    '.agentforge::$DATA/x',
  ],
  'control and hidden characters': [
    'a\0.py',
    'a.py\0.txt',
    'a\n.py',
    'a\r.py',
    'a\t.py',
    'a\u001b[2J.py',
    'a\u007f.py',
    'a\u0085.py',
    'a\u009b.py',
    'a\u200b.py',
    'a\u200c.py',
    'a\u200d.py',
    'a\u200e.py',
    'a\u200f.py',
    'a\u202ayp.exe',
    'a\u202byp.exe',
    'a\u202eyp.exe',
    'a\u2066b.py',
    'a\u2069b.py',
    'a\u2028b.py',
    'a\u2029b.py',
    'a\u2060b.py',
    'a\ufeffb.py',
    'a\u00adb.py',
    'a\u00a0b.py',
    'a\u3000b.py',
    'a\u2003b.py',
    'a\u2800b.py',
    'a\u3164b.py',
    'a\u115fb.py',
    'a\ufe0fb.py',
    'a\u{e0020}b.py',
    'a\ud800b.py',
    'a\udc00.py',
    'a\uffffb.py',
    'a\ufdd0b.py',
    'a\u034fb.py',
    'a\u061cb.py',
  ],
  'devices of Windows': [
    'con',
    'CON',
    'con.py',
    'CON.tar.gz',
    'con .py',
    'src/con',
    'src/con/x.py',
    'prn',
    'PRN.txt',
    'aux',
    'aux.py',
    'src/aux/x.py',
    'nul',
    'NUL.py',
    'nul.',
    'com0',
    'com1',
    'COM9.log',
    'com¹',
    'com².txt',
    'lpt1',
    'LPT3.py',
    'lpt³',
    'conin$',
    'CONOUT$',
    'clock$',
    'ｎｕｌ',
  ],
  'names that some file systems change': [
    'a.',
    'a.py.',
    'a.py ',
    'a.py...',
    'src./a.py',
    'src /a.py',
    'src/a. ',
    '.../x.py',
    '. /x.py',
    'PROGRA~1/x.py',
    'secret~1.yam',
    'src/ABCDEF~9.PY',
    'a<b.py',
    'a>b.py',
    'a"b.py',
    'a|b.py',
    'a?b.py',
    'a*b.py',
    'src/*.py',
  ],
  'options and over-long names': [
    '-rf',
    './-rf',
    '.\\--config=x',
    '--rootdir=/tmp/x.py',
    '-c/x.py',
    `${'a'.repeat(256)}.py`,
    `${'é'.repeat(128)}.py`,
    `src/${'a'.repeat(300)}/x.py`,
    `${'a/'.repeat(600)}x.py`,
    'x'.repeat(1_000_000),
  ],
};

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
  const all = Object.values(HOSTILE).flat();

  it('knows at least 150 hostile paths', () => {
    assert.ok(new Set(all).size >= 150, `${new Set(all).size}`);
    assert.equal(new Set(all).size, all.length);
  });

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
