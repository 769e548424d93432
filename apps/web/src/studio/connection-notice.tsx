import type { StageClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { Notice } from '../ui/notice.js';
import { useObserved } from '../ui/use-observed.js';

/** Says what of the connection to the stage is missing, and what helps. Empty while all is well. */
export function ConnectionNotice({ stage, isCut }: { stage: StageClient; isCut: boolean }) {
  const t = useText();
  const { phase, path, triedAddresses } = useObserved(stage.state);
  if (isCut) return <Notice mood="warn" title={t('studio.reconnecting')} />;
  if (phase === 'rebuilding') return <Notice mood="warn" title={t('studio.rebuilding')} />;
  if (path === 'unreachable') {
    return (
      <Notice mood="bad" title={t('studio.path.unreachable')}>
        {t('studio.path.unreachable.text', { addresses: triedAddresses.join(', ') })}
      </Notice>
    );
  }
  if (phase === 'lost' || path === 'interrupted')
    return <Notice mood="warn" title={t('studio.path.interrupted')} />;
  return null;
}
