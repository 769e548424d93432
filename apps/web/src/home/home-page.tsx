import { PageLoading } from '../ui/page-loading.js';

export function HomePage() {
  return <PageLoading />;
}
