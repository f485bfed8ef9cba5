import type { Result } from '../../lib/result';
import type { MendingEdit } from './mending';

/** Where a criterion goes and what is inserted there; or a sentence why a person has to write it in the file. */
export type CriterionPlace = Result<Omit<MendingEdit, 'removed'>, string>;
