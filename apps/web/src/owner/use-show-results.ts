import type { Show } from '#client';
import { api } from '../ui/api.js';
import { useFetched } from '../ui/use-fetched.js';

/** One copy for all sections of the page: data that one of them erases is gone from the others when it reloads. */
export const useShowResults = ({ id, state }: Pick<Show, 'id' | 'state'>) =>
  useFetched(['results', id, state], () => api.results(id));
