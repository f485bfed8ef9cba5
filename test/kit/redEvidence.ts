import type { TestReport } from '../../src/core/testrun/report';
import type { RedEvidence } from '../../src/core/verdict/redEvidence';
import type { Subject } from '../../src/core/verdict/subject';
import { namesIn, subjectOf } from '../../src/core/verdict/subject';
import { componentNamed, sampleSpecification } from './sampleSpecification';

/** The sample's cart, whose file is there unless something else is said. */
export function sampleSubject(about: Partial<Subject> = {}): Subject {
  const specification = sampleSpecification();
  const file = { implementationPath: 'src/cart.py', present: new Set(['src/cart.py']) };
  const subject = { ...subjectOf(specification, componentNamed(specification, 'cart'), file), ...about };
  return { ...subject, words: new Set([...subject.words, ...namesIn(subject.interface)]) };
}

/** What a RED verdict rests on: one run as the files stand, and what else is said. */
export function redEvidence(plain: TestReport, about: Partial<RedEvidence> = {}): RedEvidence {
  return {
    plain,
    standIn: undefined,
    probes: [],
    before: undefined,
    earlier: { reached: false, tests: new Set() },
    subject: sampleSubject(),
    facts: () => undefined,
    written: [],
    requirementsOf: () => [],
    waivers: [],
    notes: [],
    ...about,
  };
}
