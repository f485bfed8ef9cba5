import { dirname, isAbsolute, resolve } from 'node:path';
import { insideRoot } from '../insideRoot';
import type { ProjectFolders } from './projectPath';
import { projectPath } from './projectPath';

/** What vite, the module runners of vitest, and the resolver of jest say. */
const MISSING = [
  /^Cannot find (?:module|package) '(.+?)' imported from '?(.+?)'?$/m,
  /^Failed to resolve import "(.+?)" from "(.+?)"/m,
  /^Failed to load url (\S+) \(resolved id: .*?\) in (.+?)\. Does the file exist\?/m,
  /^Cannot find module '(.+?)' from '(.+?)'$/m,
];
/** An alias of jest's configuration that leads nowhere. */
const MAPPED = /^Could not locate module (\S+) mapped as:$/m;

/**
 * The module that is missing by the message of vitest or jest: a file's workspace-relative path, or a name as imported; undefined
 * when the message is about something else.
 */
export function missingModule(message: string, folders: ProjectFolders): string | undefined {
  for (const pattern of MISSING) {
    const [, name, from] = pattern.exec(message) ?? [];
    if (name === undefined || from === undefined) continue;
    if (/^\.{1,2}(?:\/|$)/.test(name)) {
      const path = resolve(folders.cwd, dirname(from), name);
      return insideRoot(path, folders.root) ?? path;
    }
    return isAbsolute(name) ? projectPath(name, folders) : name;
  }
  return MAPPED.exec(message)?.[1];
}
