import { PageLoading } from '../ui/page-loading.js';

export function EmbedPage(_props: { showId: string }) {
  return <PageLoading />;
}
