import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinAnswers } from '../../../../src/core/response/joinAnswers';
import { surveyAnswer } from '../../../../src/core/response/surveyAnswer';

const block = (marker: string, text: string) => `\`\`\`${marker}\n${text}\n\`\`\`\n`;

describe('joining two answers to one prompt', () => {
  it('takes each file once, as it came last', () => {
    const joined = joinAnswers(
      `Two files.\n${block('js:a.js', 'old a')}${block('js:b.js', 'old b')}`,
      block('js:a.js', 'new a'),
    );
    assert.deepEqual(surveyAnswer(joined.text).files, ['b.js', 'a.js']);
    assert.doesNotMatch(joined.text, /old a/);
    assert.deepEqual(joined.fromFirst, ['b.js']);
  });

  it('makes an addition that comes again once, and one that is another both times', () => {
    const entry = block('append:list.js', 'entry');
    assert.equal(joinAnswers(entry, `Again:\n${entry}`).text.match(/^entry$/gm)?.length, 1);
    const both = joinAnswers(entry, block('append:list.js', 'another'));
    assert.deepEqual(surveyAnswer(both.text).files, ['list.js', 'list.js']);
    assert.deepEqual(both.fromFirst, ['list.js']);
  });

  it('says no prose of a file that came again', () => {
    const text = `Cart first, in \`a.js\`:\n${block('js:a.js', '1')}Then:\n${block('js:b.js', '2')}`;
    const joined = joinAnswers(text, block('js:b.js', '3'));
    assert.match(joined.text, /Cart first/);
    assert.doesNotMatch(joined.text, /Then:/);
  });

  it('changes nothing when the second one brings all of the first', () => {
    const paths = fc.array(fc.constantFrom('js:a.js', 'append:a.js', 'js:b.js', 'append:b.js', 'delete:c.js'), {
      maxLength: 6,
    });
    const answer = paths.map((names) => names.map((name, index) => block(name, `${index}`)).join('Prose.\n'));
    fc.assert(
      fc.property(answer, (text) => {
        assert.deepEqual(joinAnswers(text, text), { text, fromFirst: [] });
      }),
    );
  });
});
