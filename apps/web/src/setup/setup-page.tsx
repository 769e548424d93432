import { PageLoading } from '../ui/page-loading.js';

export function SetupPage(_props: { code: string }) {
  return <PageLoading />;
}
