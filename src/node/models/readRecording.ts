import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadRecording } from '../../core/model/recordedProvider';
import { recordingPath } from '../../core/model/recordingPath';
import { errorCode } from '../describeSystemError';

/** Recorded answers of a project, as Markdown files. */
export function readRecording(root: string): ReadRecording {
  return async (component, phase) => {
    try {
      return await readFile(join(root, recordingPath(component, phase)), 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
      throw error;
    }
  };
}
