import { PageLoading } from '../ui/page-loading.js';

export function SignInPage() {
  return <PageLoading />;
}
