import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import type { Result } from '../../../core/lib/result';
import type { ApiFailure } from '../apiFailure';
import type { MessageBody } from '../claude/messageStream';
import { openMessageStream, PLAIN_CLIENT } from '../claude/messageStream';
import { withoutCustomHeaders } from '../claude/withoutCustomHeaders';

export interface BedrockPlace {
  /** Such as `eu-central-1`. */
  readonly region: string;
  /** Undefined: the region's own address. */
  readonly baseUrl: string | undefined;
}

/**
 * Sends one request to Amazon Bedrock; see `openMessageStream`. The SDK finds the credentials as every tool of AWS does: environment,
 * profile, single sign-on, the role of the machine. It reads none of Anthropic's variables but those that are given here.
 */
export function openBedrock(
  { region, baseUrl }: BedrockPlace,
  body: MessageBody,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<unknown>, ApiFailure>> {
  const address = baseUrl ?? `https://bedrock-runtime.${region}.amazonaws.com`;
  const client = withoutCustomHeaders(
    () => new AnthropicBedrock({ ...PLAIN_CLIENT, awsRegion: region, baseURL: address, webhookKey: null }),
  );
  return openMessageStream(client, body, signal);
}
