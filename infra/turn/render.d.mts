/** Settings by name, as README.md lists them, and `SECRET`. */
export function renderTurnConfiguration(settings: Record<string, string>): Promise<string>;
