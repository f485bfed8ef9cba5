/** Folders whose files configure what runs, wherever they stand. */
const FOLDERS = words(`
  .venv venv node_modules .vscode .github .gitlab .circleci .husky .devcontainer .idea .cargo .mvn .yarn .buildkite contracts
`);

/** Names, in lower case, at any depth. */
const NAMES = words(`
  package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bun.lockb
  .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs .nvmrc .node-version lerna.json nx.json turbo.json deno.json deno.lock
  pyproject.toml setup.py setup.cfg pipfile pipfile.lock poetry.lock uv.lock pdm.lock environment.yml .python-version
  pytest.ini .pytest.ini tox.ini noxfile.py .coveragerc mypy.ini sitecustomize.py usercustomize.py
  cargo.toml cargo.lock build.rs rust-toolchain rust-toolchain.toml go.mod go.sum go.work go.work.sum
  gemfile gemfile.lock rakefile composer.json composer.lock pom.xml mvnw mvnw.cmd
  build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties gradlew gradlew.bat
  directory.build.props directory.build.targets nuget.config global.json
  jsconfig.json .babelrc .swcrc biome.json biome.jsonc .editorconfig
  makefile gnumakefile justfile taskfile.yml cmakelists.txt dockerfile containerfile .dockerignore
  jenkinsfile .gitlab-ci.yml .travis.yml azure-pipelines.yml appveyor.yml bitbucket-pipelines.yml .drone.yml cloudbuild.yaml
  .pre-commit-config.yaml lefthook.yml .tool-versions mise.toml .envrc codeowners
  .gitignore .gitattributes .gitmodules .gitconfig
  .bashrc .bash_profile .bash_login .bash_aliases .profile .zshrc .zshenv .zprofile .cshrc .inputrc
`);

const PATTERNS: readonly RegExp[] = [
  /^requirements[^/]*\.(?:txt|in)$/,
  /^constraints[^/]*\.txt$/,
  /^(?:jest|vitest|vite|karma|playwright|cypress|babel|webpack|rollup|esbuild|eslint|prettier|ava)\.(?:config|conf|workspace|setup)\.[a-z]+$/,
  /^\.(?:mocharc|eslintrc|prettierrc|babelrc|nycrc|c8rc|swcrc|env)(?:\..+)?$/,
  /^tsconfig(?:\..+)?\.json$/,
  /^(?:docker-compose|compose)(?:\..+)?\.ya?ml$/,
  /^dockerfile\..+$/,
  /\.(?:contract\.ya?ml|code-workspace|csproj|fsproj|vbproj|sln|gemspec|mk|pth)$/,
];

/**
 * Whether a file configures what runs: its change needs a consent of its own. Takes a workspace-relative path with forward
 * slashes; letter case does not matter.
 */
export function isProtected(path: string): boolean {
  const segments = path.toLowerCase().split('/');
  const name = segments.pop() ?? '';
  return (
    NAMES.has(name) || segments.some((folder) => FOLDERS.has(folder)) || PATTERNS.some((pattern) => pattern.test(name))
  );
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
