export const captions = {
  'owner.captions': 'Captions',
  'owner.captions.languages': 'Languages',
  'owner.captions.hint':
    'Language tags, separated by commas, such as en, ko. The language that this server understands is captioned by itself. Counts from the next start on.',
  'owner.captions.live': 'Captions of a show on air stay as they are.',
  'studio.captions': 'Captions',
  'studio.captions.hint': 'Viewers who have captions on read each line as soon as their video is here.',
  'studio.captions.language': 'Language of the captions',
  'studio.captions.speaker': 'Speaker',
  'studio.captions.nobody': 'No name',
  'studio.captions.text': 'What is being said',
  'studio.captions.send': 'Send caption',
  'owner.captions.save': 'Save captions',
} as const;
