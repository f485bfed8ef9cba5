import type { Coverage, FileCoverage } from '../../../core/testrun/report';
import type { XmlElement } from '../readXml';
import { elementsNamed } from '../readXml';

const EARLIER =
  "JaCoCo's report holds earlier runs too: its data file is set in the build; leave that away, or set append to false";

/**
 * The lines of the asked files (workspace-relative) in a report of JaCoCo, which tells whether a line was run, not how often.
 * @param since when the run began, in milliseconds since 1970: a data file that is added to holds earlier runs
 */
export function readJacoco(report: XmlElement, of: readonly string[], since: number): Coverage {
  const isEarlier = ({ attributes }: XmlElement): boolean => Number(attributes['start']) < since;
  if (elementsNamed('sessioninfo', report).some(isEarlier))
    return { kind: 'unavailable', detail: EARLIER, install: undefined };
  const files = elementsNamed('package', report).flatMap((folder) =>
    elementsNamed('sourcefile', folder).flatMap((source): readonly FileCoverage[] => {
      const name = [folder.attributes['name'], source.attributes['name']].filter(Boolean).join('/');
      const path = of.find((each) => each === name || each.endsWith(`/${name}`));
      return path === undefined ? [] : [{ path, lines: elementsNamed('line', source).flatMap(lineOf) }];
    }),
  );
  return { kind: 'measured', files };
}

function lineOf({ attributes }: XmlElement): FileCoverage['lines'] {
  const [line, covered] = [Number(attributes['nr']), Number(attributes['ci'])];
  return Number.isInteger(line) && line > 0 ? [{ line, hits: covered > 0 ? 1 : 0 }] : [];
}
