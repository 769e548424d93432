interface Component {
  'bom-ref': string;
  name: string;
  licenses: { license?: { id: string }; expression?: string }[];
  hashes: { alg: string; content: string }[];
}
/** CycloneDX 1.6, as far as its test reads it. */
export function softwareBillOfMaterials(root?: string): {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  version: number;
  metadata: { component: { 'bom-ref': string } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};
