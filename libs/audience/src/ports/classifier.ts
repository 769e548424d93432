import type { DefenceAction, Role } from '#protocol';

export interface ClassifiedLine {
  showId: string;
  text: string;
  name: string;
  role: Role;
}

/** A program or service of the site's own that judges what viewers say. */
export interface Classifier {
  /** Never rejects: where no answer comes in time, the answer is what the site has set for that. */
  classify(line: ClassifiedLine): Promise<DefenceAction>;
}
