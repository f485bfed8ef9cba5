/** Files that configure what runs, one for each kind that a project may have. */
export const PROTECTED: readonly string[] = `
  .vscode/settings.json .vscode/tasks.json .vscode/launch.json .idea/workspace.xml .zed/tasks.json .cursor/mcp.json .claude/settings.json
  .devcontainer/devcontainer.json project.code-workspace .mcp.json .editorconfig
  .github/workflows/ci.yml .github/actions/a/action.yml .gitlab/ci/build.yml .circleci/config.yml .buildkite/pipeline.yml
  .woodpecker/build.yml .teamcity/settings.kts .gitlab-ci.yml .travis.yml azure-pipelines.yml appveyor.yml
  bitbucket-pipelines.yml .drone.yml cloudbuild.yaml jenkinsfile codeowners
  .husky/pre-commit .githooks/pre-push .pre-commit-config.yaml lefthook.yml .lefthook.yml .gitattributes .gitmodules .gitconfig .gitignore
  package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bun.lockb deno.json deno.lock
  composer.json composer.lock .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs .yarn/releases/yarn.cjs lerna.json nx.json turbo.json
  pyproject.toml setup.py setup.cfg pipfile pipfile.lock poetry.lock uv.lock pdm.lock requirements.txt requirements-dev.txt
  requirements.in constraints.txt environment.yml .python-version sitecustomize.py usercustomize.py evil.pth
  cargo.toml cargo.lock build.rs .cargo/config.toml rust-toolchain rust-toolchain.toml go.mod go.sum go.work go.work.sum
  gemfile gemfile.lock app.gemspec rakefile pom.xml build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.properties
  gradlew gradlew.bat mvnw mvnw.cmd .mvn/jvm.config app.csproj app.fsproj app.sln nuget.config global.json directory.build.props
  pytest.ini .pytest.ini tox.ini noxfile.py .coveragerc mypy.ini jest.config.js jest.setup.ts vitest.config.mts vitest.workspace.ts
  playwright.config.ts cypress.config.ts karma.conf.js ava.config.js .mocharc .mocharc.yml .nycrc .c8rc.json
  vite.config.ts babel.config.js webpack.config.js rollup.config.mjs esbuild.config.js next.config.js postcss.config.js tailwind.config.ts
  eslint.config.js prettier.config.js stylelint.config.js .eslintrc .eslintrc.cjs .prettierrc .babelrc .swcrc biome.json gulpfile.js gruntfile.js
  tsconfig.json tsconfig.build.json jsconfig.json makefile gnumakefile sub.mk justfile taskfile.yml cmakelists.txt
  dockerfile dockerfile.dev containerfile docker-compose.yml compose.override.yaml .dockerignore
  .bashrc .bash_profile .bash_login .bash_aliases .profile .zshrc .zshenv .zprofile .cshrc .inputrc .envrc .env .env.local
  .vimrc .exrc .nvim.lua .dir-locals.el .gdbinit .lldbinit .pdbrc .irbrc .pryrc .rprofile .tool-versions mise.toml .nvmrc
  .venv/bin/python node_modules/left-pad/index.js contracts/a.yaml a.contract.yaml
`
  .trim()
  .split(/\s+/);
