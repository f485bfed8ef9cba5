import path from 'node:path';

/** Absolute path of the repository. */
export const repositoryRoot = path.resolve(__dirname, '../../..');

/** Git-ignored folder for what the tests install and build. */
export const cacheFolder = path.join(repositoryRoot, '.vscode-test');
