import { Scissors } from 'lucide-react';
import { useState } from 'react';
import type { Recording, Show, ViewerClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { findTicket } from '../ui/tickets.js';
import { ClipSheet } from './clip-sheet.js';

interface ClipButtonProps {
  show: Show;
  viewer: ViewerClient;
  /** Of a show that is watched again. */
  recording: Recording | undefined;
}

/** Shown where the host lets viewers make clips: their ticket for the audience is the credential. */
export function ClipButton({ show: { id, recording: wish, state }, viewer, recording }: ClipButtonProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const isAllowed = wish.isOn && wish.replay && wish.viewerClips && findTicket(id) !== undefined;
  if (!isAllowed || (state !== 'live' && state !== 'ended')) return null;
  return (
    <>
      <Button variant="outline" icon={<Scissors size={17} />} onClick={() => setOpen(true)}>
        {t('clips.make')}
      </Button>
      {isOpen ? (
        <ClipSheet showId={id} viewer={viewer} recording={recording} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
