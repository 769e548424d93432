import { z } from 'zod';
import { QualityCounts, qualityCountsSchema } from './quality-counts.js';

/** By what viewers are grouped, one at a time: never two together, which would soon be one person. */
export const QUALITY_KINDS = ['all', 'edge', 'browser', 'country'] as const;
export type QualityKind = (typeof QUALITY_KINDS)[number];

const MOST_GROUPS = 128;

export const qualityGroupsSchema = z
  .array(
    z.strictObject({
      kind: z.enum(QUALITY_KINDS),
      name: z.string().max(32),
      counts: qualityCountsSchema,
    }),
  )
  .max(MOST_GROUPS);
export type QualityGroupsJson = z.output<typeof qualityGroupsSchema>;

interface Group {
  kind: QualityKind;
  name: string;
  counts: QualityCounts;
}

/** The groups of a show's viewers. As many as there are edges, browsers and countries, and never more than a bound. */
export class QualityGroups {
  readonly #groups = new Map<string, Group>();

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  get all(): readonly Group[] {
    return [...this.#groups.values()];
  }

  /** Undefined for a group more than are kept: its viewers stand in `all`. */
  of(kind: QualityKind, name: string): QualityCounts | undefined {
    const key = `${kind} ${name}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known.counts;
    if (this.#groups.size >= MOST_GROUPS) return undefined;
    const counts = new QualityCounts();
    this.#groups.set(key, { kind, name, counts });
    return counts;
  }

  merge(groups: QualityGroupsJson): void {
    for (const { kind, name, counts } of groups) this.of(kind, name)?.merge(counts);
  }

  toJson(): QualityGroupsJson {
    return this.all.map(({ kind, name, counts }) => ({ kind, name, counts: counts.toJson() }));
  }
}
