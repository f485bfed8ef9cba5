import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { FoundSecret } from '../../core/model/findSecrets';

const RULES = '@secretlint/secretlint-rule-preset-recommend';
/** By this one a comment in a file would switch the others off: whether a secret is shown is not for a repository to say. */
const SWITCHED_BY_COMMENTS = '@secretlint/secretlint-rule-filter-comments';

const alwaysOn: typeof creator = {
  ...creator,
  create(context, options) {
    const registerRule: typeof context.registerRule = (rule, descriptor) => {
      if (rule.meta.id !== SWITCHED_BY_COMMENTS) context.registerRule(rule, descriptor);
    };
    return creator.create({ ...context, registerRule }, options);
  },
};

/** What the rules of secretlint take for a secret. */
export async function lintForSecrets(text: string): Promise<readonly FoundSecret[]> {
  const { messages } = await lintSource({
    source: { filePath: 'text.txt', ext: '.txt', content: text, contentType: 'text' },
    options: { config: { rules: [{ id: RULES, rule: alwaysOn, options: {} }] }, noPhysicFilePath: true, locale: 'en' },
  });
  return messages.map(({ range: [from, to], ruleId }) => {
    const name = NAME_BEFORE.exec(text.slice(from, to))?.[0];
    if (name === undefined) return { from, to, what: whatOf(ruleId) };
    const start = from + name.length;
    const value = VALUE.exec(text.slice(start))?.[0] ?? '';
    return { from: start, to: start + value.length, what: whatOf(ruleId) };
  });
}

/** Some rules begin with the name of a setting, `AWS_SECRET_ACCESS_KEY = "`, and end as far behind it as the secret is long. */
const NAME_BEFORE = /^["'`]?[\w.-]{1,80}["'`]?\s*(?:=>|=|:(?!\/\/))\s*["'`]?/;
const VALUE = /^[^\s"'`,;]*/;

/** `@secretlint/secretlint-rule-github` finds what GitHub gives out. */
function whatOf(rule: string): string {
  return `a secret of ${rule.replace(/^.*secretlint-rule-/, '')}`;
}
