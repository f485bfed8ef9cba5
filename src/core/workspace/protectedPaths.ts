import { foldCase } from './foldCase';

/** What a kind of file can start, and when. */
export interface Running {
  /** A clause that follows the file's name: "runs on every npm install". */
  readonly what: string;
  /** Whether it runs although nobody asked for a build or a test: on an install, a commit, the opening of a folder, on a server. */
  readonly unasked: boolean;
}

/** Files that configure what runs. */
interface Guard {
  /** Folders whose files all do, wherever they stand; lower case. */
  readonly folders?: ReadonlySet<string>;
  /** Names in lower case, at any depth. */
  readonly names?: ReadonlySet<string>;
  /** Names in lower case. */
  readonly pattern?: RegExp;
  /** Undefined when a file of the kind only sets what something else does. */
  readonly runs?: Running;
  /** True for what a test may well need: told, but no consent of its own. */
  readonly isOpen?: boolean;
}

/** The first one that fits tells what runs. */
const GUARDS: readonly Guard[] = [
  { folders: words('.husky .githooks'), runs: unasked('is a git hook: it runs on commits, pushes and checkouts') },
  {
    names: words('.pre-commit-config.yaml lefthook.yml lefthook.yaml .lefthook.yml'),
    runs: unasked('names commands that run on commits and pushes'),
  },
  {
    folders: words('.github .gitlab .circleci .buildkite .woodpecker .teamcity'),
    pattern: /\.(?:ya?ml|sh|js|mjs|cjs|ts|py|rb|kts)$/,
    runs: unasked('can run on the build server, with its secrets, as soon as it is pushed'),
  },
  {
    names: words(`
      jenkinsfile .gitlab-ci.yml .travis.yml azure-pipelines.yml appveyor.yml bitbucket-pipelines.yml .drone.yml cloudbuild.yaml
    `),
    runs: unasked('runs on the build server, with its secrets, as soon as it is pushed'),
  },
  {
    folders: words('.devcontainer'),
    runs: unasked('names commands that run when the folder is opened in a container'),
  },
  {
    folders: words('.vscode .idea .zed .fleet .cursor .claude'),
    runs: unasked('can name programs that the editor starts'),
  },
  { pattern: /\.code-workspace$/, runs: unasked('can name programs that the editor starts') },
  { names: words('.mcp.json'), runs: unasked('names programs that assistants start') },
  { names: words('.envrc'), runs: unasked('runs whenever a shell enters the folder') },
  {
    names: words(`
      .bashrc .bash_profile .bash_login .bash_aliases .profile .zshrc .zshenv .zprofile .cshrc .inputrc
      .vimrc .exrc .nvim.lua .dir-locals.el .gdbinit .lldbinit .pdbrc .irbrc .pryrc .rprofile
    `),
    runs: unasked('runs whenever the program that it belongs to starts'),
  },
  { names: words('sitecustomize.py usercustomize.py'), runs: unasked('runs whenever Python starts') },
  { pattern: /\.pth$/, runs: unasked('can run code whenever Python starts') },
  { names: words('setup.py'), runs: unasked('runs whenever the project is installed or built') },
  { names: words('build.rs'), runs: unasked('runs on every cargo build, and when an editor opens the project') },
  { names: words('package.json'), runs: unasked('names commands, some of which run on every npm install') },
  {
    names: words('.npmrc .yarnrc .yarnrc.yml'),
    runs: unasked('sets where packages come from, and which shell and scripts run on every install'),
  },
  { names: words('.pnpmfile.cjs'), runs: unasked('runs on every pnpm install') },
  { names: words('composer.json'), runs: unasked('can name commands that run on every composer install') },
  {
    names: words('.gitattributes .gitmodules .gitconfig'),
    runs: unasked('can name programs and places that git uses'),
  },
  {
    names: words(
      'build.gradle build.gradle.kts settings.gradle settings.gradle.kts pom.xml directory.build.props directory.build.targets',
    ),
    runs: unasked('runs on every build, and when an editor opens the project'),
  },
  {
    pattern: /\.(?:csproj|fsproj|vbproj)$/,
    runs: unasked('runs on every build, and when an editor opens the project'),
  },
  { folders: words('.mvn .cargo'), runs: asked('sets what every build starts') },
  { folders: words('.yarn'), runs: unasked('holds programs that yarn runs') },
  {
    names: words('conftest.py'),
    runs: asked('runs before the tests of its folder, in every pytest run'),
    isOpen: true,
  },
  {
    names: words('pytest.ini .pytest.ini tox.ini noxfile.py setup.cfg pyproject.toml'),
    runs: asked('sets what a test run or a build loads and starts'),
  },
  {
    pattern:
      /^(?:jest|vitest|karma|playwright|cypress|ava)\.(?:config|conf|workspace|setup)\.[a-z]+$|^\.mocharc(?:\..+)?$/,
    runs: asked('runs on every test run'),
  },
  {
    pattern:
      /^(?:vite|babel|webpack|rollup|esbuild|rspack|tsup|metro|next|nuxt|svelte|astro|postcss|tailwind)\.(?:config|conf)\.[a-z]+$/,
    runs: asked('runs on every build, and often on every test run'),
  },
  {
    pattern: /^(?:eslint|prettier|stylelint)\.config\.[a-z]+$|^\.(?:eslintrc|prettierrc|babelrc)\.c?js$/,
    runs: unasked('runs on every lint or format, in most editors on saving'),
  },
  { pattern: /^(?:gulpfile|gruntfile)\.[a-z.]+$/, runs: asked('runs on every build that it is for') },
  {
    names: words(
      'makefile gnumakefile justfile taskfile.yml cmakelists.txt rakefile mvnw mvnw.cmd gradlew gradlew.bat',
    ),
    runs: asked('holds commands of the build'),
  },
  { pattern: /\.mk$/, runs: asked('holds commands of the build') },
  { names: words('dockerfile containerfile'), runs: asked('holds commands that build the image and start in it') },
  {
    pattern: /^dockerfile\..+$|^(?:docker-compose|compose)(?:\..+)?\.ya?ml$/,
    runs: asked('holds commands that build images or start in them'),
  },
  { names: words('gemfile'), runs: asked('is Ruby code that every bundle command runs') },
  { pattern: /\.gemspec$/, runs: asked('is Ruby code that every bundle command runs') },
  { folders: words('.venv venv node_modules contracts .github .gitlab .circleci .buildkite .woodpecker .teamcity') },
  {
    names: words(`
      package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bun.lockb
      .nvmrc .node-version lerna.json nx.json turbo.json deno.json deno.lock
      pipfile pipfile.lock poetry.lock uv.lock pdm.lock environment.yml .python-version .coveragerc mypy.ini
      cargo.toml cargo.lock rust-toolchain rust-toolchain.toml go.mod go.sum go.work go.work.sum
      gemfile.lock composer.lock gradle.properties nuget.config global.json
      jsconfig.json .babelrc .swcrc biome.json biome.jsonc .editorconfig
      .dockerignore .tool-versions mise.toml codeowners .gitignore
    `),
  },
  { pattern: /^requirements[^/]*\.(?:txt|in)$|^constraints[^/]*\.txt$/ },
  {
    pattern:
      /^(?:eslint|prettier)\.(?:conf|workspace|setup)\.[a-z]+$|^(?:vite|babel|webpack|rollup|esbuild)\.(?:workspace|setup)\.[a-z]+$/,
  },
  { pattern: /^\.(?:mocharc|eslintrc|prettierrc|babelrc|nycrc|c8rc|swcrc|env)(?:\..+)?$|^tsconfig(?:\..+)?\.json$/ },
  { pattern: /\.(?:contract\.ya?ml|sln)$/ },
];

/**
 * Whether a file configures what runs: its change needs a consent of its own. Takes a workspace-relative path with forward
 * slashes; letter case does not matter.
 */
export function isProtected(path: string): boolean {
  return guardsOf(path).some((guard) => guard.isOpen !== true);
}

/** What a file starts by being there; undefined when it starts nothing. Takes a path as `isProtected` does. */
export function whatRuns(path: string): Running | undefined {
  return guardsOf(path).find((guard) => guard.runs !== undefined)?.runs;
}

function guardsOf(path: string): readonly Guard[] {
  const segments = foldCase(path).split('/');
  const name = segments.pop() ?? '';
  return GUARDS.filter(({ folders, names, pattern }) =>
    folders === undefined
      ? names?.has(name) === true || pattern?.test(name) === true
      : segments.some((folder) => folders.has(folder)) && pattern?.test(name) !== false,
  );
}

function unasked(what: string): Running {
  return { what, unasked: true };
}

function asked(what: string): Running {
  return { what, unasked: false };
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
