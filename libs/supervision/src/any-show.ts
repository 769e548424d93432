/**
 * Stands in a spare programme's command line where the id of its show will stand. A process can change its command line
 * within the length that it began with.
 */
export const ANY_SHOW = 'any-show'.padEnd(64, '.');
