import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { ANALYSIS, CLARIFICATION, DRAFT, INTAKE } from '../kit/sampleRequest';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';

const REQUEST = 'Let visitors put articles into a cart';

describe('the way from a request to a specification', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await WorkspaceBuilder.build({
      'package.json': '{ "type": "module" }\n',
      'src/other.js': 'export {};\n',
    });
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  const answer = (file: string, text: string) => api.answer(`\`\`\`\`\`yaml:${file}.yaml\n${text}\`\`\`\`\`\n`);

  async function run(args: readonly string[], stdin = '') {
    const environment = { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url };
    const { code, stdout, stderr } = await new CliRunner(project.root, environment).run(args, { stdin });
    return { code, said: stdout + stderr, stdout };
  }

  async function done(args: readonly string[], stdin = ''): Promise<string> {
    const { code, said } = await run(args, stdin);
    assert.equal(code, 0, said);
    return said;
  }

  async function state(): Promise<string> {
    const { stdout } = await run(['intake', '--status', '--json']);
    return (JSON.parse(stdout) as { state: string }).state;
  }

  it('goes from the idea over questions and a revised draft to an approved one, which TDFLOW takes as it is', async () => {
    const own = "agentforge: {abandoned: long ago, specification: package.json, judged: '0', decided: '0'}\n";
    answer('outputs/intake_record', `intake_record:\n${`${INTAKE}${own}`.replace(/^(?=.)/gm, '  ')}`);
    assert.match(await done(['intake', REQUEST, '--yes']), /Next: agentforge clarify/);
    assert.match(await project.text('outputs/intake_record.yaml'), /^raw_request: Let visitors/);
    assert.doesNotMatch(await project.text('outputs/intake_record.yaml'), /abandoned|specification:|judged|decided/);

    // Each command is a process of its own, which knows from the records alone what is next.
    const early = await run(['draft', '--yes']);
    assert.equal(early.code, 2);
    assert.match(early.said, /"draft" comes later: questions wait for an answer[\s\S]*agentforge clarify/);
    await done(['clarify', '--answers', '-'], '- No\n- All of them\n');
    assert.match(await project.text('outputs/clarification_log.yaml'), /answer: All of them/);

    answer('outputs/analysis_report', ANALYSIS);
    await done(['analyze', '--yes']);
    assert.match(api.request().prompt, /answer: All of them/);

    const flawed = DRAFT.replace('\n    dependencies: [FR-001]', '\n    dependencies: [FR-009]');
    answer('specs/cart', flawed);
    answer('specs/cart', flawed);
    await done(['draft', '--output', 'specs/cart.yaml', '--yes']);
    assert.match(api.request().text, /FR-002\\" depends on \\"FR-009/);
    const refused = await run(['validate']);
    assert.equal(refused.code, 1, refused.said);
    assert.match(refused.said, /needs revision[\s\S]*ISSUE-001 specs\/cart\.yaml:16: "FR-002" depends on "FR-009"/);
    assert.match(refused.said, /Next: agentforge revise/);

    answer('specs/cart', DRAFT);
    assert.match(await done(['revise', '--yes']), /Next: agentforge validate/);
    assert.match(await project.text('outputs/revision_session.yaml'), /status: applied/);
    answer('outputs/validation_report', 'blocking_issues: []\nwarnings: []\nstrengths: [short]\n');
    const approved = await done(['validate']);
    assert.match(approved, /approved[\s\S]*agentforge tdflow start --spec specs\/cart\.yaml/);
    assert.equal(await state(), 'approved');
    assert.equal(await project.text('specs/cart.yaml'), DRAFT.replace('status: draft', 'status: approved'));
    assert.match(await done(['intake', '--undo']), /specs\/cart\.yaml/);
    assert.equal(await project.text('specs/cart.yaml'), DRAFT);
    assert.equal(await state(), 'validate');
    await done(['validate', '--offline']);
    assert.equal(await state(), 'approved');
    assert.match(await project.text('specs/cart.yaml'), /^ {2}status: approved$/m);

    const log = await project.text('outputs/clarification_log.yaml');
    await project.write('outputs/clarification_log.yaml', log.replace('All of them', 'Only the short ones'));
    const old = await done(['intake', '--status']);
    assert.match(
      old,
      /^ {2}old {3}analyze {2}outputs\/analysis_report\.yaml, older than the answers: agentforge analyze$/m,
    );
    assert.match(old, /The analysis is older than the answers: run analyze again\. The draft is older/);
    await project.write('outputs/clarification_log.yaml', log);
    assert.doesNotMatch(await done(['intake', '--status']), /older/);

    const spec = ['--spec', 'specs/cart.yaml'];
    const dry = ['--component', 'cart', '--dry-run', '--provider', 'manual'];
    const prompt = await done(['tdflow', 'red', ...spec, ...dry]);
    assert.match(prompt, /test\/cart\.test\.js/);
    assert.match(prompt, /The cart SHALL refuse a negative price/);
  });

  it('takes nothing of an answer that is no record even when it is asked for again', async () => {
    await project.commit();
    answer('outputs/intake_record', 'raw_request: a cart\n');
    answer('outputs/intake_record', 'raw_request: a cart\nkey_entities: none\n');
    const { code, said } = await run(['intake', REQUEST, '--yes']);
    assert.equal(code, 3, said);
    assert.match(said, /"key_entities" is text; a list is expected/);
    assert.match(api.request().text, /detected_intent\\" is missing in/);
    await project.assertUntouched();
    assert.equal(await state(), 'intake');
  });

  it('only looks in a dry run, and writes no draft over a record, and no revision that changes nothing', async () => {
    const flawed = DRAFT.replace('\n    dependencies: [FR-001]', '\n    dependencies: [FR-009]');
    await project.write('outputs/intake_record.yaml', INTAKE);
    await project.write('outputs/clarification_log.yaml', CLARIFICATION);
    await project.write('outputs/analysis_report.yaml', ANALYSIS);
    await project.write('outputs/specification.yaml', flawed);
    await project.commit();
    const checked = await run(['validate', '--dry-run']);
    assert.equal(checked.code, 1, checked.said);
    assert.match(checked.said, /needs revision\n.*"FR-002" depends on "FR-009"[\s\S]*Nothing was written/);
    for (const [args, why] of [
      [['intake', '--undo', '--dry-run'], /'--undo' cannot be used with option '--dry-run'/],
      [['intake', '--abandon', '--dry-run'], /'--abandon' cannot be used with option '--dry-run'/],
      [['draft', '--output', 'outputs/Intake_Record.yaml', '--yes'], /is a record of the request/],
    ] as const) {
      const { code, said } = await run(args);
      assert.equal(code, 2, said);
      assert.match(said, why);
    }
    await project.assertUntouched();

    assert.equal((await run(['validate'])).code, 1);
    await project.commit();
    answer('outputs/specification', flawed);
    answer('outputs/specification', flawed);
    const { said } = await run(['revise', '--yes']);
    assert.match(said, /Next: agentforge revise/);
    await project.assertUntouched();
  });

  it('is carried by hand, asks at the terminal, is taken back, and given up', async () => {
    const carried = ['--provider', 'manual'];
    assert.match(await done(['intake', REQUEST, ...carried]), /agentforge intake "Let visitors[^"]*" --answer FILE/);
    await done(
      ['intake', REQUEST, '--answer', '-', '--yes'],
      `Here it is.\n\n\`\`\`yaml:outputs/intake_record.yaml\n${INTAKE}\`\`\`\n`,
    );
    await done(['clarify', '--yes']);
    assert.match(await project.text('outputs/clarification_log.yaml'), /reason: user_deferred/);
    assert.match(await done(['intake', '--undo']), /outputs\/clarification_log\.yaml/);
    assert.equal(await state(), 'clarify');

    const terminal = new CliRunner(project.root).atTerminal(['clarify']);
    await terminal.until(/May a price be negative\? \(blocking\)[\s\S]*\[No, it is refused\] /);
    terminal.type('\r');
    await terminal.until(/Which names count\?[\s\S]*\[leave open\] /);
    terminal.type('\r');
    const { code, stdout } = await terminal.ended;
    assert.equal(code, 0, stdout);
    const log = await project.text('outputs/clarification_log.yaml');
    assert.match(log, /answer: No, it is refused\n/);
    assert.match(log, /assumptions_made: \[\]/);
    await done(['intake', '--abandon']);
    assert.match((await run(['analyze', '--yes'])).said, /This request was given up/);
  });
});
