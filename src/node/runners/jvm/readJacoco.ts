import type { Coverage, FileCoverage } from '../../../core/testrun/report';
import type { XmlElement } from '../readXml';
import { elementsNamed } from '../readXml';

/** The lines of the asked files (workspace-relative) in a report of JaCoCo, which tells whether a line was run, not how often. */
export function readJacoco(report: XmlElement, of: readonly string[]): Coverage {
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
