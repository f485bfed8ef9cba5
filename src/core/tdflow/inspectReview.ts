import type { Review } from '../review/review';
import type { Found, ReviewedFile } from '../review/reviewedFile';
import { asWritten, isChecked } from '../review/reviewedFile';
import type { InspectFiles } from './inspectFiles';

/** Looks at what a review would write as it stands: gives it with what is found in that. */
export type InspectReview = (review: Review) => Promise<Review>;

export function reviewInspector(inspect: InspectFiles): InspectReview {
  return async (review) => {
    const coming = review.files.filter(({ decision }) => decision !== 'rejected');
    const files = await inspect(
      coming.map((reviewed) => ({ file: asWritten(reviewed), isChecked: isChecked(reviewed, reviewed.chosen) })),
    );
    const found = new Map<ReviewedFile, Found>();
    for (const [index, { text, concerns, checks }] of files.entries()) {
      const reviewed = coming[index];
      if (reviewed !== undefined) found.set(reviewed, { text, concerns, checks });
    }
    const look = (reviewed: ReviewedFile): ReviewedFile => {
      const fresh = found.get(reviewed);
      const isNew = fresh !== undefined && JSON.stringify(fresh) !== JSON.stringify(reviewed.found);
      return isNew ? { ...reviewed, found: fresh } : reviewed;
    };
    return { ...review, files: review.files.map(look) };
  };
}
