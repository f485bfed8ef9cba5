import type { Format, Written } from './format';
import { writeJson } from './writeJson';
import { writeJunit } from './writeJunit';
import { writeMarkdown } from './writeMarkdown';
import { writeSarif } from './writeSarif';
import { writeText } from './writeText';

const WRITERS: Readonly<Record<Format, (written: Written) => string>> = {
  text: writeText,
  json: writeJson,
  sarif: writeSarif,
  junit: writeJunit,
  markdown: writeMarkdown,
};

/** A report with a line feed at its end. */
export function writeReport(format: Format, written: Written): string {
  return WRITERS[format](written);
}
