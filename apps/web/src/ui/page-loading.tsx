import { useText } from '../i18n/use-text.js';

export function PageLoading() {
  const t = useText();
  return (
    <div className="centre" role="status" aria-label={t('common.loading')}>
      <span className="spinner" aria-hidden="true" />
    </div>
  );
}
