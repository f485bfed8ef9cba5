/** Claude gives signs of life far more often than this, while it thinks, too; in milliseconds. */
export const CLAUDE_IDLE_MS = 120_000;
