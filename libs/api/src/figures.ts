/** What players report of their viewers, as REST asks for it. */
export const FIGURES = Symbol('figures');
