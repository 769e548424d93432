import { useState } from 'react';
import { isSiteFile } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { ChoiceField } from '../../ui/field.js';
import { findTicket } from '../../ui/tickets.js';
import { useFetched } from '../../ui/use-fetched.js';
import { mediaFiles } from '../media/media-files.js';
import type { Brand } from './use-brand.js';

interface BookendFieldsProps {
  showId: string;
  brand: Brand;
  onChange(fields: Partial<Brand>): void;
}

const NONE = '';

/** The clips with which the show begins and ends, of those that were uploaded under "Media". */
export function BookendFields({ showId, brand, onChange }: BookendFieldsProps) {
  const t = useText();
  const credential = findTicket(showId)?.ticket;
  const { value: files = [] } = useFetched(['media-files', showId], () =>
    mediaFiles.list({ showId, credential }),
  );
  const clips = files.filter(({ state, hasVideo }) => state === 'ready' && hasVideo);
  // One of the site is in no list of a show.
  const [siteIntro] = useState(brand.intro !== null && isSiteFile(brand.intro) ? brand.intro : null);
  const options = [
    { value: NONE, label: t('studio.brand.bookend.none') },
    ...clips.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const intros = siteIntro === null ? [] : [{ value: siteIntro, label: t('studio.brand.intro.site') }];
  // One that was deleted since is none.
  const chosenOf = (id: string | null, choices: readonly { value: string }[]) =>
    choices.find(({ value }) => value === id)?.value ?? NONE;
  return (
    <>
      <ChoiceField
        label={t('studio.brand.intro')}
        hint={t(clips.length > 0 ? 'studio.brand.intro.hint' : 'studio.brand.bookend.upload')}
        value={chosenOf(brand.intro, [...options, ...intros])}
        options={[...options, ...intros]}
        onChange={(id) => onChange({ intro: id === NONE ? null : id })}
      />
      <ChoiceField
        label={t('studio.brand.outro')}
        hint={t(clips.length > 0 ? 'studio.brand.outro.hint' : 'studio.brand.bookend.upload')}
        value={chosenOf(brand.outro, options)}
        options={options}
        onChange={(id) => onChange({ outro: id === NONE ? null : id })}
      />
    </>
  );
}
