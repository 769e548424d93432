/** Stands in for style sheets, which a DOM without layout does not apply. */
export {};
