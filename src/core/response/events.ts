/** What a file block of the answer wants done with its path. */
export type BlockAction = 'write' | 'append' | 'delete' | 'rename';

/** Where a block's path came from; anything but `marker` is said to the user. */
export type PathOrigin = 'marker' | 'line-before' | 'none';

/**
 * What the parser makes of an answer, line by line; the same for any cutting of the same text into chunks.
 * Line numbers count the answer's lines from 1. Texts have no line end; CRLF counts as one.
 */
export type ResponseEvent =
  | { readonly kind: 'prose'; readonly text: string; readonly line: number }
  | {
      readonly kind: 'block-opened';
      readonly action: BlockAction;
      /** As written in the answer, trimmed: hostile until checked. Undefined when the block names none. */
      readonly path: string | undefined;
      /** For `rename`: the new path, hostile until checked. */
      readonly to: string | undefined;
      readonly origin: PathOrigin;
      /** Lower case, '' when none was given. */
      readonly language: string;
      readonly line: number;
    }
  | { readonly kind: 'block-line'; readonly text: string; readonly line: number }
  | { readonly kind: 'block-closed'; readonly line: number }
  /** The answer ended inside a block: its lines are never a file. */
  | { readonly kind: 'block-unclosed'; readonly openedAt: number; readonly path: string | undefined }
  | { readonly kind: 'end' };
