import assert from 'node:assert/strict';
import { ParserEffort } from '../../../src/node/parserEffort';

describe('the effort of a parser', () => {
  /** Reports until it is too much, or `most` times; gives how often. */
  function reports(most: number, bytesPerReport: number): number {
    const effort = new ParserEffort();
    for (let report = 1; report <= most; report++) if (effort.isTooMuch(report * bytesPerReport)) return report;
    return most;
  }

  it('is not too much for a real source of any length', () => {
    // 13 reports for 1,000 characters.
    assert.equal(reports(10_000, 2_000 / 13), 10_000);
  });

  it('is too much as soon as the parser does not come on, after equally many steps each time', () => {
    assert.equal(reports(10_000, 0), 501);
    // 67 reports for 1,000 characters, as of `a<ba<ba<b` in C++.
    const stopped = reports(10_000, 2_000 / 67);
    assert.ok(stopped < 2_500);
    assert.equal(reports(10_000, 2_000 / 67), stopped);
  });
});
