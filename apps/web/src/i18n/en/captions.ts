export const captions = {
  'owner.captions': 'Captions',
  'owner.captions.languages': 'Languages',
  'owner.captions.hint':
    'Language tags, separated by commas, such as en, ko. The language that this server understands is captioned by itself. Counts from the next start on.',
  'owner.captions.live': 'Captions of a show on air stay as they are.',
  'owner.captions.save': 'Save captions',
} as const;
