import type { ReadRecording } from '../../core/model/recordedProvider';
import { recordedAnswerFile } from '../../core/workspace/ownPath';
import type { OwnFiles } from '../ownFiles';

/** Far more than any answer. */
const LARGEST = 16_000_000;

/** Recorded answers of a project, as Markdown files; what is no plain file is none. */
export function readRecording(files: OwnFiles): ReadRecording {
  return async (component, phase) => {
    const text = await files.readSmall(recordedAnswerFile(component, phase), LARGEST);
    return text.ok ? text.value : undefined;
  };
}
