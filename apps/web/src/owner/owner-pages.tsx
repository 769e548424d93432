import { PageLoading } from '../ui/page-loading.js';

export function OwnerPages() {
  return <PageLoading />;
}
