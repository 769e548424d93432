/** Stands in for the loader that hls.js takes in its progressive mode alone. */
export const fetchSupported = (): boolean => false;

// biome-ignore lint/style/noDefaultExport: hls.js imports its loader so
export default class AbsentFetchLoader {}
