import path from 'node:path';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';

/** Archives, projects, peers and their answers; git and the package leave it out. */
export const cacheFolder = path.join(repositoryRoot, '.bench-cache');
