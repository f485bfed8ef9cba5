import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { RunningFakeCloud } from '../kit/fakeClouds/startFakeCloud';
import { fail, startFakeCloud, stream } from '../kit/fakeClouds/startFakeCloud';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const SECRET = 'aws-secret-4711-secret';
const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];

/** The SDKs of the clouds are files of their own in the build: these tests load them from there. */
describe('Claude in a cloud', () => {
  let api: RunningFakeCloud;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    api = await startFakeCloud();
    project = await shopProject();
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  /** No credentials but those that a test gives. */
  const nobody = () => ({
    HOME: project.root,
    AWS_EC2_METADATA_DISABLED: 'true',
    METADATA_SERVER_DETECTION: 'none',
    AWS_REGION: 'eu-central-1',
    ANTHROPIC_BEDROCK_BASE_URL: api.url,
    CLOUD_ML_REGION: 'europe-west1',
    ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
    ANTHROPIC_VERTEX_BASE_URL: api.url,
  });

  const run = (provider: string, env: Readonly<Record<string, string | undefined>> = {}) =>
    new CliRunner(project.root, { ...nobody(), ...env }).run([...RED, '--provider', provider]);

  it('takes a component through RED on Amazon Bedrock', async () => {
    api.next(stream('aws', recording('red'), { deltas: 40 }));
    const signedIn = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: SECRET };
    const { code, stdout, stderr } = await run('bedrock', signedIn);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, '');
    assert.match(stdout, /Claude on Amazon Bedrock \(global\.anthropic\.claude-sonnet-5-5\)/);
    assert.match(await project.text('test/cart.test.js'), /^\/\/ Model: claude-sonnet-5-5$/m);
  });

  it('takes a component through RED on Google Vertex AI', async () => {
    api.next(stream('sse', recording('red'), { deltas: 40 }));
    const signedIn = { GCE_METADATA_HOST: api.host, METADATA_SERVER_DETECTION: 'assume-present' };
    const { code, stdout, stderr } = await run('vertex', signedIn);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, '');
    assert.match(stdout, /Claude on Google Vertex AI \(claude-sonnet-5-5\)/);
  });

  for (const [provider, told] of [
    ['bedrock', /There are no credentials for Amazon Bedrock: .*\n +Sign in to AWS again, .*, or give the prompt in /],
    [
      'vertex',
      /There are no credentials for Google Vertex AI: .*\n +Sign in to Google Cloud, .*, or give the prompt in /,
    ],
  ] as const) {
    it(`says without credentials how to sign in, and keeps the prompt (${provider})`, async () => {
      const { code, stderr } = await run(provider);
      assert.equal(code, 3, stderr);
      assert.match(stderr, told);
      assert.deepEqual(api.requests, []);
      await project.assertUntouched();
    });
  }

  it('says that credentials hold no longer, and shows none', async () => {
    api.next(fail(403, { message: `The security token ${SECRET} included in the request is expired` }));
    const signedIn = { AWS_ACCESS_KEY_ID: 'ASIATEST', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: SECRET };
    const { code, stdout, stderr } = await run('bedrock', signedIn);
    assert.equal(code, 3);
    assert.match(stderr, /Amazon Bedrock refuses: 403: .*expired.*\n +Sign in to AWS again/);
    assert.ok(!(stdout + stderr).includes(SECRET));
    for (const file of await project.ownFiles()) assert.ok(!(await project.text(file)).includes(SECRET), file);
  });

  it('needs a region', async () => {
    const { code, stderr } = await run('bedrock', { AWS_REGION: undefined });
    assert.equal(code, 2);
    assert.match(stderr, /No region of AWS is chosen\..*Set AWS_REGION/s);
  });
});
