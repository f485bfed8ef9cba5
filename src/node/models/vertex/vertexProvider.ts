import type { ModelProvider } from '../../../core/model/provider';
import type { CloudProviderOptions } from '../cloudProvider';
import { cloudProvider } from '../cloudProvider';
import type { VertexPlace } from './vertexSdk';

export interface VertexProviderOptions extends CloudProviderOptions, VertexPlace {}

/** Claude on Google Vertex AI. The first request loads the SDK. */
export function createVertexProvider(options: VertexProviderOptions): ModelProvider {
  const { project, region, baseUrl } = options;
  return cloudProvider(
    {
      name: 'Google Vertex AI',
      modelId: vertexModelId,
      async open(body, signal) {
        const { openVertex } = await import('./vertexSdk');
        return openVertex({ project, region, baseUrl }, body, signal);
      },
      remedies: {
        signIn: 'Sign in to Google Cloud, for example with "gcloud auth application-default login"',
        allow: `Enable this model for the project ${project} in ${region} in the Model Garden of Vertex AI, or choose another one`,
      },
      secrets: [],
    },
    options,
  );
}

/** The date of a dated model stands behind an @ there. */
function vertexModelId(model: string): string {
  return model.replace(/^(claude-.+)-(\d{8})$/, '$1@$2');
}
