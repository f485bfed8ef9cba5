import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isManifest, readManifest } from '../../../../../src/core/codebase/discovery/manifests/readManifest';
import { readXml } from '../../../../../src/node/runners/readXml';

/** language, its version, dependencies as `name version (dev)`, entry points that are told of */
type Row = readonly [path: string, text: string, language: string, version: string | undefined, dependencies: string];

const ROWS: readonly Row[] = [
  [
    'pyproject.toml',
    '[project]\nrequires-python = ">=3.11"\ndependencies = ["click>=8.1", "rich"]\n[project.optional-dependencies]\ndev = ["pytest~=8.0"]\n[tool.pytest.ini_options]\n',
    ...(['python', '3.11', 'click 8.1, rich, pytest 8.0 dev'] as const),
  ],
  [
    'api/pyproject.toml',
    '[tool.poetry.dependencies]\npython = "^3.10"\nhttpx = {version = "^0.27", optional = true}\n[tool.poetry.group.dev.dependencies]\nruff = "0.5"\n',
    ...(['python', '3.10', 'httpx 0.27, ruff 0.5 dev'] as const),
  ],
  [
    'requirements-dev.txt',
    '# tools\n-r requirements.txt\nblack==24.1 ; python_version > "3"\n',
    'python',
    undefined,
    'black 24.1 dev',
  ],
  [
    'setup.cfg',
    '[options]\npython_requires = >=3.9\ninstall_requires =\n    attrs>=23\n    flask\n[options.extras_require]\ntest =\n    pytest\n',
    ...(['python', '3.9', 'attrs 23, flask, pytest dev'] as const),
  ],
  [
    'setup.py',
    "setup(python_requires='>=3.8', install_requires=['six>=1.16', \"toml\"])\n",
    'python',
    '3.8',
    'six 1.16, toml',
  ],
  [
    'package.json',
    '{"main": "./lib/index.js", "dependencies": {"express": "^4.19.2"}, "devDependencies": {"typescript": "~5.4.0"}, "scripts": {"test": "vitest run"}}',
    ...(['typescript', '5.4.0', 'express 4.19.2, typescript 5.4.0 dev'] as const),
  ],
  ['web/package.json', '{"engines": {"node": ">=20"}, "type": 3, "dependencies": []}', 'javascript', undefined, ''],
  [
    'go.mod',
    'module example.com/shop\n\ngo 1.22\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n\tgolang.org/x/net v0.25.0 // indirect\n)\n',
    ...(['go', '1.22', 'github.com/gin-gonic/gin 1.10.0'] as const),
  ],
  [
    'Cargo.toml',
    '[package]\nedition = "2021"\n[dependencies]\nserde = { version = "1.0", features = ["derive"] }\n[dev-dependencies]\nrstest = "0.19"\n',
    ...(['rust', '2021', 'serde 1.0, rstest 0.19 dev'] as const),
  ],
  [
    'pom.xml',
    '<project><properties><java.version>21</java.version><j.v>5.10</j.v></properties><dependencies><dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>$' +
      '{j.v}</version><scope>test</scope></dependency></dependencies></project>',
    ...(['java', '21', 'junit:junit 5.10 dev'] as const),
  ],
  [
    'build.gradle.kts',
    'java { toolchain { languageVersion = JavaLanguageVersion.of(17) } }\ndependencies {\n  implementation("io.ktor:ktor-server-core:2.3.1")\n  testImplementation("org.junit.jupiter:junit-jupiter:5.10.0")\n}\n',
    ...(['kotlin', '17', 'io.ktor:ktor-server-core 2.3.1, org.junit.jupiter:junit-jupiter 5.10.0 dev'] as const),
  ],
  [
    'src/Shop.csproj',
    '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Serilog" Version="3.1.1" /></ItemGroup></Project>',
    ...(['csharp', '8.0', 'Serilog 3.1.1'] as const),
  ],
  [
    'Gemfile',
    "ruby '3.3.0'\ngem 'rails', '~> 7.1'\ngroup :test do\n  gem 'rspec'\nend\n",
    'ruby',
    '3.3.0',
    'rails 7.1, rspec dev',
  ],
  [
    'composer.json',
    '{"require": {"php": "^8.2", "laravel/framework": "^11.0"}, "require-dev": {"phpunit/phpunit": "^11"}}',
    ...(['php', '8.2', 'laravel/framework 11.0, phpunit/phpunit 11 dev'] as const),
  ],
];

describe('manifests', () => {
  for (const [path, text, language, version, dependencies] of ROWS) {
    it(`${path} says what the project is made of`, () => {
      const manifest = readManifest(path, text, readXml) ?? assert.fail('it is not read');
      const told = manifest.dependencies.map(({ name, version: own, isDev }) =>
        [name, own, isDev ? 'dev' : undefined].filter((each) => each !== undefined).join(' '),
      );
      assert.deepEqual(
        [manifest.language, manifest.languageVersion, told.join(', ')],
        [language, version, dependencies],
      );
      assert.equal(isManifest(path), true);
    });
  }

  it('name the tools of tests and what is started', () => {
    const npm = readManifest(
      'package.json',
      '{"bin": {"shop": "./cli.js"}, "scripts": {"test": "node --test"}}',
      readXml,
    );
    assert.deepEqual([npm?.testTools, npm?.entryPoints], [['node:test'], ['cli.js']]);
    const python = readManifest('pyproject.toml', '[project.scripts]\nshop = "shop.cli:main"\n', readXml);
    assert.ok(python?.entryPoints.includes('src/shop/cli.py'));
  });

  it('say nothing of what is commented out, left out or put in the place of another', () => {
    const rows: readonly (readonly [string, string, string])[] = [
      [
        'go.mod',
        'module a\n// require github.com/a/b v1.0.0\nrequire github.com/c/d v1.0.0 // why\nexclude (\n\tgithub.com/e/f v1.0.0\n)\nexclude github.com/g/h v1.0.0\nreplace (\n\tgithub.com/i/j v1.0.0 => github.com/k/l v1.0.0\n)\nrequire (\n\t// github.com/m/n v1.0.0\n\tgithub.com/o/p v1.0.0\n)\n',
        'github.com/c/d github.com/o/p',
      ],
      [
        'build.gradle',
        "url 'https://a.b' // implementation 'a:b:1'\n/* implementation 'c:d:1'\napi 'e:f:1' */\napi 'g:h:1'\n// it's\nimplementation 'i:j:1'\n",
        'g:h i:j',
      ],
      [
        'setup.py',
        '"""install_requires=["none"]"""\nsetup(url="#a", install_requires=[\n  "requests[socks]>=2",\n  # "django>=4", it\'s gone\n  \'six\',\n], extras=["rich"])\n',
        'requests six',
      ],
      ['Gemfile', "=begin\ngem 'rails'\n=end\n# gem 'pry'\ngem 'rack'\n", 'rack'],
    ];
    for (const [path, text, names] of rows)
      assert.equal(
        readManifest(path, text, readXml)
          ?.dependencies.map(({ name }) => name)
          .join(' '),
        names,
        path,
      );
  });

  it('name the tool of tests that a script starts, not one that it talks of', () => {
    const toolsOf = (scripts: Readonly<Record<string, string>>) =>
      readManifest('package.json', JSON.stringify({ scripts }), readXml)?.testTools.join(' ');
    for (const test of [
      'echo no mocha and no jest here',
      'mocharc',
      'node run.js jest',
      'eslint --plugin vitest .',
      '',
    ])
      assert.equal(toolsOf({ test }), '', test);
    assert.equal(toolsOf({ lint: 'jest .', 'lint:test': 'eslint --plugin jest .' }), '');
    for (const [test, tool] of [
      ['npm run build && CI=1 npx -y jest --ci', 'jest'],
      ['cross-env A=1 c8 --all mocha -r x', 'mocha'],
      ['node --experimental-vm-modules node_modules/jest/bin/jest.js', 'jest'],
      ['tsc; tsx --import x --test test/*.ts', 'node:test'],
      ['bun test --bail', 'bun:test'],
      ['./node_modules/.bin/vitest run', 'vitest'],
    ] as const)
      assert.equal(toolsOf({ 'test:unit': test }), tool, test);
  });

  it('take no longer for what nobody would write', () => {
    const started = process.cpuUsage();
    const long = (part: string, count: number) => part.repeat(count);
    const texts: readonly (readonly [string, string])[] = [
      ['go.mod', `require ${long('a.', 100_000)}`],
      ['go.mod', long('a.', 100_000)],
      ['setup.py', long('install_requires = [', 20_000)],
      ['setup.py', long('"\\"', 100_000)],
      ['build.gradle', `implementation${long(' ', 200_000)}x`],
      ['build.gradle', long('/* "', 100_000)],
      ['setup.cfg', `[options.entry_points]\na = ${long('=', 200_000)}\u2028x`],
    ];
    for (const [path, text] of texts) assert.deepEqual(readManifest(path, text, readXml)?.dependencies, [], path);
    const { user } = process.cpuUsage(started);
    assert.ok(user < 3_000_000, `${user} microseconds`);
    const huge = readManifest('package.json', JSON.stringify({ dependencies: { [long('a', 9_999)]: '1' } }), readXml);
    assert.deepEqual(huge?.dependencies, []);
  });

  it('that are broken, or something else, say nothing', () => {
    for (const path of ['pyproject.toml', 'package.json', 'Cargo.toml', 'pom.xml', 'a.csproj', 'composer.json'])
      assert.equal(readManifest(path, '[{<', readXml), undefined, path);
    assert.equal(isManifest('src/cart.py'), false);
    fc.assert(
      fc.property(fc.constantFrom(...ROWS.map(([path]) => path)), fc.oneof(fc.string(), fc.json()), (path, text) => {
        readManifest(path, text, readXml);
      }),
    );
  });
});
