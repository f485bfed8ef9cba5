import assert from 'node:assert/strict';
import { lintForSecrets } from '../../../../src/node/secrets/secretlintRules';

/** Made up at run time, so that no file holds it. */
const AWS = `wJalrXUtnFEMI${'K7MDENGbPxRfiCYzQ1LkT9aBcDe'}`;
const GITHUB = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

async function found(text: string): Promise<readonly string[]> {
  return (await lintForSecrets(text)).map(({ from, to }) => text.slice(from, to));
}

describe('the rules of secretlint', () => {
  it('find the secret alone, without the name and the quotes around it', async () => {
    for (const text of [
      `AWS_SECRET_ACCESS_KEY = "${AWS}"\n`,
      `AWS_SECRET_ACCESS_KEY=${AWS}\n`,
      `aws_secret_access_key: '${AWS}'\n`,
    ]) {
      assert.deepEqual(await found(text), [AWS], text);
    }
    assert.deepEqual(await found(`token = "${GITHUB}"\n`), [GITHUB]);
  });

  it('leave an address whole', async () => {
    const text = 'url = "postgres://shop:9xKqTr3r22Lm@db.internal.net:5432/shop"\n';
    for (const secret of await found(text)) assert.match(secret, /^postgres:\/\//);
  });

  it('find it whatever a comment of the file says', async () => {
    for (const comment of ['// secretlint-disable', '# secretlint-disable-next-line', '/* secretlint-disable */']) {
      assert.deepEqual(await found(`${comment}\ntoken = "${GITHUB}"\n`), [GITHUB], comment);
    }
    assert.deepEqual(await found(`token = "${GITHUB}" // secretlint-disable-line\n`), [GITHUB]);
  });
});
