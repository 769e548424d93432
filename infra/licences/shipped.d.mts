export interface ShippedPackage {
  /** As in the lock: `node_modules/name`, or deeper. */
  path: string;
  name: string;
  version: string;
  licence: string | undefined;
  integrity: string | undefined;
  url: string | undefined;
  inServer: boolean;
  inPages: boolean;
  /** Paths. */
  uses: string[];
}
export function shippedPackages(root: string): ShippedPackage[];
export function pageImports(root: string): string[];
export const projectRoot: string;
