import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isProtected } from '../../../../src/core/workspace/protectedPaths';

describe('isProtected', () => {
  it('holds for files that configure what runs, at any depth and in any case', () => {
    for (const path of `
      .vscode/settings.json sub/.vscode/tasks.json .github/workflows/ci.yml .husky/pre-commit .gitlab-ci.yml Jenkinsfile
      package.json packages/a/package.json Package.JSON package-lock.json yarn.lock pnpm-lock.yaml uv.lock Cargo.lock
      pyproject.toml setup.py setup.cfg Cargo.toml go.mod go.sum requirements.txt requirements-dev.txt Gemfile pom.xml
      pytest.ini tox.ini jest.config.js vitest.config.mts vite.config.ts .mocharc.yml .mocharc playwright.config.ts
      tsconfig.json tsconfig.build.json .editorconfig .bashrc .zshrc .profile .envrc .env .env.local .npmrc
      Makefile sub/rules.mk Dockerfile Dockerfile.dev docker-compose.yml compose.override.yaml .gitattributes .gitignore
      .gitmodules sitecustomize.py evil.pth contracts/a.contract.yaml api.contract.yml project.code-workspace App.csproj
    `
      .trim()
      .split(/\s+/)) {
      assert.ok(isProtected(path), path);
    }
  });

  it('does not hold for code, tests and plain data', () => {
    for (const path of `
      src/a.py tests/conftest.py conftest.py src/package.py src/makefile.py tests/test_setup.py src/jest.config/readme.md
      README.md data/x.json src/environment.ts src/vite.ts tools/docker.py src/contracts.py requirements/readme.md
    `
      .trim()
      .split(/\s+/)) {
      assert.ok(!isProtected(path), path);
    }
  });
});
