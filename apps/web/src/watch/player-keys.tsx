import { useText } from '../i18n/use-text.js';
import { KeysDialog } from '../ui/keys-dialog.js';

interface PlayerKeysProps {
  hasCaptions: boolean;
  hasTheatre: boolean;
  onClose(): void;
}

export function PlayerKeys({ hasCaptions, hasTheatre, onClose }: PlayerKeysProps) {
  const t = useText();
  return (
    <KeysDialog
      open
      onClose={onClose}
      keys={[
        ['K', t('watch.key.play')],
        ['M', t('watch.key.mute')],
        ['J', t('watch.key.back')],
        ['→', t('watch.key.forward')],
        ['L', t('watch.key.live')],
        ...(hasCaptions ? [['C', t('watch.key.captions')] as [string, string]] : []),
        ['P', t('watch.key.pip')],
        ...(hasTheatre ? [['T', t('watch.theatre')] as [string, string]] : []),
        ['F', t('watch.key.full')],
        ['?', t('studio.keys.help')],
      ]}
    />
  );
}
