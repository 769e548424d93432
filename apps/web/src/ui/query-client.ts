import { QueryClient } from '@tanstack/react-query';
import { mayPass } from './problem-kind.js';

const RETRY_MS = 500;

/** How everything that pages fetch is fetched. No provider: the pages of viewers are drawn without this library. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A browser that believes to be offline may still reach a server of its own network.
      networkMode: 'always',
      retry: (failures, error) => failures < 1 && mayPass(error),
      retryDelay: RETRY_MS,
      // What a form was filled with is not replaced because its window was left for a moment.
      refetchOnWindowFocus: false,
      refetchOnReconnect: ({ state }) => state.status === 'error',
      // A tab that is heard and not seen goes on.
      refetchIntervalInBackground: true,
    },
  },
});
