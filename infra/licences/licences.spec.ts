import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ALLOWED, EXCEPTIONS, isAllowed, refused } from './allowed.mjs';
import { noticeText } from './notice.mjs';
import { softwareBillOfMaterials } from './sbom.mjs';
import { pageImports, projectRoot, shippedPackages } from './shipped.mjs';

const packages = shippedPackages(projectRoot);
const named = (name: string) => packages.find((each) => each.name === name);

describe('what is shipped', () => {
  test('is what the server loads, what npm installs with it, and what the pages bundle', () => {
    expect(named('fastify')).toMatchObject({ inServer: true, inPages: false });
    expect(named('react')).toMatchObject({ inServer: false, inPages: true });
    expect(named('zod')).toMatchObject({ inServer: true, inPages: true });
    expect(named('jest')).toBeUndefined();
    expect(named('vite')).toBeUndefined();
    expect(pageImports(projectRoot)).toEqual(expect.arrayContaining(['hls.js', 'mediasoup-client', 'react']));
  });

  test('has licences that this project may ship', () => {
    expect(refused(packages)).toEqual([]);
  });

  test('needs every exception', () => {
    const needed = packages.filter(({ licence }) => !isAllowed(licence)).map(({ name }) => name);
    expect(Object.keys(EXCEPTIONS).filter((name) => !needed.includes(name))).toEqual([]);
  });

  test('stands in NOTICE (npm run notice writes it)', () => {
    // Years and holders change with every version; which packages there are, and their licences, must be right.
    const entriesOf = (text: string) => text.match(/^\S+: .+$/gm);
    const notice = readFileSync(join(projectRoot, 'NOTICE'), 'utf8');
    expect(entriesOf(notice)).toEqual(entriesOf(noticeText()));
    expect(entriesOf(notice)?.length).toBeGreaterThan(100);
  });
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT and ISC', true],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT AND (GPL-3.0-only OR ISC))', true],
  ['GPL-3.0-only', false],
  ['AGPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE', false],
  ['UNLICENSED', false],
  ['', false],
  [undefined, false],
])('%s: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

test('a package with another licence, or with none, is named', () => {
  const sample = { path: '', integrity: undefined, url: undefined, inServer: true, inPages: false, uses: [] };
  const wrong = [
    { ...sample, name: 'copyleft', version: '1.0.0', licence: 'AGPL-3.0-only' },
    { ...sample, name: 'silent', version: '2.0.0', licence: undefined },
    { ...sample, name: 'fine', version: '3.0.0', licence: 'MIT' },
  ];
  expect(refused(wrong)).toEqual(['copyleft 1.0.0: AGPL-3.0-only', 'silent 2.0.0: no licence']);
});

describe('the bill of materials', () => {
  const bill = softwareBillOfMaterials();
  const refs = bill.components.map((each) => each['bom-ref']);

  test('is CycloneDX 1.6 with a component for each shipped package', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(bill.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
    expect(new Set(refs).size).toBe(refs.length);
    expect([...refs].sort()).toEqual(
      [
        ...new Set(packages.map(({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`)),
      ].sort(),
    );
  });

  test('says the licence and the SHA-512 of what npm verified', () => {
    const react = bill.components.find(({ name }) => name === 'react');
    expect(react?.licenses).toEqual([{ license: { id: 'MIT' } }]);
    expect(react?.hashes[0]).toMatchObject({
      alg: 'SHA-512',
      content: expect.stringMatching(/^[0-9a-f]{128}$/),
    });
    const ids = bill.components
      .flatMap(({ licenses }) => licenses.map((each) => each.license?.id))
      .filter(Boolean);
    const others = Object.values(EXCEPTIONS).map(({ licence }) => licence);
    expect(ids.filter((id) => !ALLOWED.has(id ?? '') && !others.includes(id ?? ''))).toEqual([]);
  });

  test('names only components that are there as dependencies', () => {
    const known = new Set([...refs, bill.metadata.component['bom-ref']]);
    const used = bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(used.filter((ref) => !known.has(ref))).toEqual([]);
    expect(
      bill.dependencies.find(({ ref }) => ref.startsWith('pkg:npm/fastify@'))?.dependsOn.length,
    ).toBeGreaterThan(5);
  });
});
