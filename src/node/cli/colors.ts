import { createColors } from 'picocolors';

/** Ways to set text off at a terminal; without colour, each gives its text as it is. */
export type Colors = ReturnType<typeof createColors>;

export function colorsFor({ color }: { readonly color: boolean }): Colors {
  return createColors(color);
}
