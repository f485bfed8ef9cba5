import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import type { AuthClient } from 'google-auth-library';
import { GoogleAuth } from 'google-auth-library';
import type { Result } from '../../../core/lib/result';
import { fail } from '../../../core/lib/result';
import { describeCause } from '../../describeCause';
import type { ApiFailure } from '../apiFailure';
import { bareFailure } from '../apiFailure';
import { NO_CREDENTIALS } from '../claude/apiError';
import type { MessageBody } from '../claude/messageStream';
import { openMessageStream, PLAIN_CLIENT } from '../claude/messageStream';
import { withoutCustomHeaders } from '../claude/withoutCustomHeaders';

export interface VertexPlace {
  readonly project: string;
  /** Such as `europe-west1`, or `global`. */
  readonly region: string;
  /** Undefined: the region's own address. */
  readonly baseUrl: string | undefined;
}

/**
 * Sends one request to Google Vertex AI; see `openMessageStream`. The credentials are Google's application default ones: a file that the
 * environment names, `gcloud auth application-default login`, the account of the machine. The project is told here, or the library would
 * ask a program named gcloud for it, in whatever folder this process is.
 */
export async function openVertex(
  { project, region, baseUrl }: VertexPlace,
  body: MessageBody,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<unknown>, ApiFailure>> {
  const google = new GoogleAuth({ projectId: project, scopes: 'https://www.googleapis.com/auth/cloud-platform' });
  let authClient: AuthClient;
  try {
    authClient = await google.getClient();
  } catch (error) {
    return fail({ ...bareFailure(undefined, describeCause(error)), type: NO_CREDENTIALS });
  }
  const place = { projectId: project, region, baseURL: baseUrl ?? null };
  const client = withoutCustomHeaders(
    () => new AnthropicVertex({ ...PLAIN_CLIENT, ...place, authClient, webhookKey: null }),
  );
  return openMessageStream(client, body, signal);
}
