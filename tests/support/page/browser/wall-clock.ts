/** The wall clock with a fraction, the same in every page of the machine. */
export const wallMs = (): number => performance.timeOrigin + performance.now();
