import { expect, test } from '@jest/globals';
import { openApiDocument } from '#api';
import { AUDIT_AREAS } from '../../apps/web/src/owner/audit/audit-areas.js';

test('every family of operations is in one area of the filter', () => {
  const { tags } = openApiDocument('next') as unknown as { tags: { name: string }[] };
  const families = tags.map(({ name }) => name);
  expect(families.length).toBeGreaterThan(20);
  const found = Object.values(AUDIT_AREAS).flat() as string[];
  expect(families.filter((family) => !found.includes(family))).toEqual([]);
  expect(new Set(found).size).toBe(found.length);
});
