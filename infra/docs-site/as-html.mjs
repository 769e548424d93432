/** A text as it may stand in HTML, also within an attribute. */
export const asHtml = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
