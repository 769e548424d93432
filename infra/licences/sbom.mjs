// npm run sbom: writes dist/sbom.cdx.json, what is shipped as CycloneDX 1.6.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isEntry } from '../bootstrap/is-entry.mjs';
import { EXCEPTIONS } from './allowed.mjs';
import { projectRoot, shippedPackages } from './shipped.mjs';

const OUT = join('dist', 'sbom.cdx.json');
const isOneLicence = (text) => /^[\w.-]+$/.test(text);

/** https://github.com/package-url/purl-spec: the scope's @ is escaped. */
export const purlOf = ({ name, version }) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

/** As in `sha512-BASE64`, of which a lock may hold several. */
function hashesOf(integrity) {
  return (integrity ?? '')
    .split(' ')
    .filter(Boolean)
    .map((each) => {
      const [algorithm, digest] = each.split(/-(.*)/s);
      const alg = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' }[algorithm];
      return { alg, content: Buffer.from(digest, 'base64').toString('hex') };
    });
}

const licencesOf = (text) => {
  if (!text) return [];
  const plain = text.replace(/^\((.*)\)$/, '$1');
  return isOneLicence(plain)
    ? [{ license: { id: plain } }]
    : [{ expression: text.replace(/\band\b/g, 'AND') }];
};

function componentOf(each) {
  const [group, name] = each.name.startsWith('@') ? each.name.split('/') : [undefined, each.name];
  const scope = each.inServer || each.inPages ? 'required' : 'optional';
  return {
    type: 'library',
    'bom-ref': purlOf(each),
    ...(group ? { group } : {}),
    name,
    version: each.version,
    scope,
    hashes: hashesOf(each.integrity),
    licenses: licencesOf(EXCEPTIONS[each.name]?.licence ?? each.licence),
    purl: purlOf(each),
    ...(each.url ? { externalReferences: [{ type: 'distribution', url: each.url }] } : {}),
    properties: [
      { name: 'proscenium:server', value: String(each.inServer) },
      { name: 'proscenium:pages', value: String(each.inPages) },
    ],
  };
}

/** The same packages give the same serial number, so that two builds can be compared. */
function serialNumberOf(refs) {
  const hex = createHash('sha256').update(refs.join('\n')).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function softwareBillOfMaterials(root = projectRoot) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const packages = shippedPackages(root);
  const refOf = new Map(packages.map((each) => [each.path, purlOf(each)]));
  // One version may be installed in several places: it is one component that uses what any of them does.
  const components = new Map(packages.map((each) => [purlOf(each), componentOf(each)]));
  const uses = new Map();
  for (const each of packages) {
    const refs = uses.get(purlOf(each)) ?? new Set();
    for (const path of each.uses) if (refOf.has(path)) refs.add(refOf.get(path));
    uses.set(purlOf(each), refs);
  }
  const own = `pkg:npm/${name}@${version}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumberOf([own, ...components.keys()]),
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name,
        version,
        licenses: licencesOf(license),
        purl: own,
      },
    },
    components: [...components.values()],
    dependencies: [
      {
        ref: own,
        dependsOn: [...components.keys()].filter((ref) => [...uses.values()].every((all) => !all.has(ref))),
      },
      ...[...uses].map(([ref, all]) => ({ ref, dependsOn: [...all].sort() })),
    ],
  };
}

if (isEntry(import.meta.url)) {
  const path = join(projectRoot, OUT);
  const document = softwareBillOfMaterials();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(document, undefined, 2)}\n`);
  console.log(`sbom | ${document.components.length} components in ${OUT}`);
}
