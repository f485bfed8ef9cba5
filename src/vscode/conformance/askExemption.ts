import { window } from 'vscode';
import type { ExemptionWish } from '../../core/conformance/exemptions/newExemption';
import { daysAfter, isDay, USUAL_DAYS } from '../../core/conformance/exemptions/newExemption';
import { placeOf } from '../../core/conformance/formats/placeOf';
import type { Environment } from '../../node/environment';
import { gitUser } from '../../node/gitUser';
import { plain } from '../plain';
import type { OpenViolation } from './openViolation';

/**
 * What a person says about an exemption, in one question after the other; undefined when they walk away.
 * @param today ISO date
 */
export async function askExemption(
  { violation, project }: OpenViolation,
  today: string,
  environment: Environment,
): Promise<ExemptionWish | undefined> {
  const title = `Exempt ${violation.check}`;
  const scope = await askScope(title, violation);
  const reason = scope && (await askText(title, { prompt: 'Why is this right as it is?', missing: 'a reason' }));
  const name = reason && (await gitUser(project.root, environment));
  const approvedBy =
    reason && (await askText(title, { prompt: 'Who approves it?', missing: 'a name', ...(name && { value: name }) }));
  const until = approvedBy && (await askUntil(title, today));
  if (!scope || !reason || !approvedBy || !until) return undefined;
  return { violation, scope, reason, approvedBy, expires: until === 'never' ? undefined : until };
}

async function askScope(
  title: string,
  violation: OpenViolation['violation'],
): Promise<ExemptionWish['scope'] | undefined> {
  const { check, path, id } = violation;
  if (path === undefined) return 'violation';
  const items = [
    { label: 'Only this one', description: `${placeOf(violation)} ${id}`, scope: 'violation' },
    { label: 'The whole file', description: `all that ${check} finds in ${path}, now and later`, scope: 'file' },
  ] as const;
  return (await window.showQuickPick(items, { title, placeHolder: 'What is let through?' }))?.scope;
}

function askText(
  title: string,
  { prompt, missing, value = '' }: { readonly prompt: string; readonly missing: string; readonly value?: string },
): Thenable<string | undefined> {
  const validateInput = (text: string) => (text.trim() === '' ? `An exemption needs ${missing}.` : undefined);
  return window.showInputBox({ title: plain(title), prompt, value, ignoreFocusOut: true, validateInput });
}

async function askUntil(title: string, today: string): Promise<string | undefined> {
  const inDays = (days: number) => ({ label: `In ${days} days`, description: daysAfter(today, days), days });
  const items = [
    inDays(USUAL_DAYS),
    inDays(30),
    inDays(365),
    { label: 'On another day', description: 'a date such as 2027-01-31', days: undefined },
    { label: 'Never', description: 'it holds until somebody deletes it', days: 0 },
  ];
  const chosen = await window.showQuickPick(items, { title, placeHolder: 'When does it end?' });
  if (chosen === undefined) return undefined;
  if (chosen.days === 0) return 'never';
  if (chosen.days !== undefined) return daysAfter(today, chosen.days);
  return window.showInputBox({
    title,
    prompt: 'The last day on which it holds.',
    value: daysAfter(today, USUAL_DAYS),
    ignoreFocusOut: true,
    validateInput: (text) => (isDay(text) && text >= today ? undefined : 'Write a day to come as 2027-01-31.'),
  });
}
