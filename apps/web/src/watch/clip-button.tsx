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

/** Where the host lets viewers make clips. They speak by the ticket that the connection of the audience has. */
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
