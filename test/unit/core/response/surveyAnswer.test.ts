import assert from 'node:assert/strict';
import { surveyAnswer } from '../../../../src/core/response/surveyAnswer';

describe('looking at an answer', () => {
  const WHOLE = 'AgentForge prompt 0123456789ab\n\n```js:a.js\n1\n```\n';

  it('tells its prompt and its files', () => {
    assert.deepEqual(surveyAnswer(WHOLE), {
      promptIds: ['0123456789ab'],
      files: ['a.js'],
      cut: undefined,
      whole: WHOLE,
    });
  });

  it('tells in which file it ends, and what is whole', () => {
    const survey = surveyAnswer(`${WHOLE}\r\nand\r\n\`\`\`js:b.js\r\n2\r\n`);
    assert.deepEqual(survey.cut, { path: 'b.js' });
    assert.deepEqual(survey.files, ['a.js']);
    assert.equal(survey.whole, `${WHOLE}\r\nand\r\n`);
    assert.equal(surveyAnswer(survey.whole).cut, undefined);
  });

  it('is nothing much for an answer without a block', () => {
    assert.deepEqual(surveyAnswer('no'), { promptIds: [], files: [], cut: undefined, whole: 'no' });
    assert.deepEqual(surveyAnswer('```\nx').cut, { path: undefined });
  });
});
