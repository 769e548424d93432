import type { ShippedPackage } from './shipped.mjs';

export const ALLOWED: ReadonlySet<string>;
export const EXCEPTIONS: Record<string, { licence: string; why: string }>;
export function isAllowed(expression: string | undefined): boolean;
/** The packages that may not be shipped, with what they say. */
export function refused(packages: readonly ShippedPackage[]): string[];
