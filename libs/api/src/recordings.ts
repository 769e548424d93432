/** The recordings of shows, as REST asks for them. */
export const RECORDINGS = Symbol('recordings');
