/** How often the parser reports for a text of no length, and for each 1,000 characters that it has come through; real sources: 13 at most; brackets that are nested as deep as a text is long: 60. */
const REPORTS = 500;
const REPORTS_PER_THOUSAND = 50;
const BYTES_PER_CHARACTER = 2;
/** Half a million characters of real source take a fifth of it. Texts are known on which a grammar takes a minute. */
const LONGEST_MS = 2_000;

/**
 * How much the parser has done for one text. What is too much is told by its steps, of which a text takes equally many on every machine,
 * however busy: what is found in it must not depend on that. Time ends only what takes its steps slowly, and then as the processor counts
 * it, of which a machine with other work gives none away.
 */
export class ParserEffort {
  private readonly started = performance.now();
  private readonly startedCpu = process.cpuUsage();
  private reports = 0;

  /** Asked at each report of the parser; `offset` is where it is, in bytes of UTF-16. */
  isTooMuch(offset: number): boolean {
    this.reports++;
    const characters = offset / BYTES_PER_CHARACTER;
    if (this.reports > REPORTS + (REPORTS_PER_THOUSAND * characters) / 1_000) return true;
    return performance.now() - this.started > LONGEST_MS && this.cpuMs() > LONGEST_MS;
  }

  /** Of all threads. */
  private cpuMs(): number {
    const { user, system } = process.cpuUsage(this.startedCpu);
    return (user + system) / 1_000;
  }
}
