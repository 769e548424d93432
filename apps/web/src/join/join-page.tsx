import { PageLoading } from '../ui/page-loading.js';

export function JoinPage(_props: { ticket: string }) {
  return <PageLoading />;
}
