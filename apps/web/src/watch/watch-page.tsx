import { PageLoading } from '../ui/page-loading.js';

export function WatchPage(_props: { showId: string }) {
  return <PageLoading />;
}
