import { useText } from '../i18n/use-text.js';

/** In the place of a panel that is being fetched. The page is complete when its mark is gone. */
export function PanelLoading() {
  const t = useText();
  return (
    <div className="panel-loading" role="status" aria-label={t('common.loading')} data-loading="">
      <span className="spinner" aria-hidden="true" />
    </div>
  );
}
