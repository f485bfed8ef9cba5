import type { Exemption } from './exemption';

interface Violated {
  readonly id: string;
  readonly contract: string;
  readonly check: string;
  readonly path: string | undefined;
}

/** The exemption that lets a violation through, or else one that would if it still held. */
export function exemptionFor(violation: Violated, exemptions: readonly Exemption[]): Exemption | undefined {
  const about = exemptions.filter((each) => isAbout(each, violation));
  return about.find(({ state }) => state === 'active') ?? about[0];
}

function isAbout({ contract, checks, scope }: Exemption, violation: Violated): boolean {
  if (contract !== violation.contract) return false;
  if (!checks.includes(violation.check) && !checks.includes('*')) return false;
  switch (scope.kind) {
    case 'everywhere':
      return true;
    case 'files':
      return violation.path !== undefined && scope.globs.some((matches) => matches(violation.path ?? ''));
    case 'violations':
      return scope.ids.includes(violation.id);
  }
}
