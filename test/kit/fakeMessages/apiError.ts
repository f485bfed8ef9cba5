import type { ApiError } from './script';

const TYPE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** The JSON of an error, the same in a response and in an error event. `status` chooses the type that is not given. */
export function errorBody(status: number, error: ApiError, requestId: string) {
  const type = error.type ?? TYPE_OF_STATUS[status] ?? 'api_error';
  return {
    type: 'error',
    error: {
      type,
      message: error.message ?? `scripted ${type}`,
      ...(error.code === undefined ? {} : { details: { error_code: error.code } }),
    },
    request_id: requestId,
  };
}
