/** Where the core tells what it does. Never given a key; faces decide where it goes (output channel, standard error). */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}
