/** What a service says of one of its limits beside an answer. */
export interface RateLimit {
  readonly of: 'requests' | 'tokens' | 'input tokens' | 'output tokens';
  /** How much may be asked for until then. */
  readonly remaining: number;
  /** When it is whole again, in milliseconds since 1970. */
  readonly resetAt: number;
}
