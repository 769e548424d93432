const PREFIX = 'show:';

/** A show's name among all that nodes own. */
export const thingOf = (showId: string): string => `${PREFIX}${showId}`;

/** Nothing where it is no show. */
export const showIdOf = (thing: string): string | undefined =>
  thing.startsWith(PREFIX) ? thing.slice(PREFIX.length) : undefined;
