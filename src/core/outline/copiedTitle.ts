import type { CopiedPrompt } from '../tdflow/copiedPrompt';
import { workTitle } from './workTitle';

/** What a prompt is for, for people: `GREEN of cart`, `Pseudocode`. */
export function copiedTitle(copied: Pick<CopiedPrompt, 'phase' | 'component' | 'documents'>): string {
  const piece = copied.documents?.piece ?? copied.component;
  return piece === copied.component ? workTitle(copied) : piece;
}
