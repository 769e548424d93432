/** The factor on samples. */
export const gainOf = (decibels: number): number => 10 ** (decibels / 20);
