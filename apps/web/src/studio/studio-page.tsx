import { PageLoading } from '../ui/page-loading.js';

export function StudioPage(_props: { showId: string }) {
  return <PageLoading />;
}
