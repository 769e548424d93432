/** A word that the glossary replaces, and what to write for it. */
export interface BannedWord {
  /** Lower case, singular. Its plural in -s is meant too. */
  word: string;
  write: string;
  /** Where it is judged; everywhere, if left out. `names` are identifiers of two words and more. */
  only?: 'prose-for-users' | 'names' | 'media-rooms';
}

const banned = (write: string, ...words: string[]): BannedWord[] => words.map((word) => ({ word, write }));

export const BANNED_WORDS: readonly BannedWord[] = [
  ...banned('server, instance or site', 'house'),
  ...banned('repository, store, service, registry or controller', 'desk', 'shelf', 'shelve', 'keeper'),
  ...banned('index.ts, gateway, endpoint or admission', 'door'),
  ...banned('the name of what it holds', 'floor', 'book', 'news'),
  ...banned('video, or image for a still one', 'picture'),
  ...banned('audio', 'sound'),
  ...banned('participant, slot or session', 'seat'),
  ...banned('restart, reconnect or recreate', 'anew'),
  ...banned('stall, freeze or gap', 'standstill'),
  ...banned('fault, failure or kill', 'blow', 'deed'),
  ...banned('moderator, host, co-host, guest, viewer or owner', 'somebody', 'whoever'),
  { word: 'look', write: 'the name of what it reads or how it looks (style, view, check)', only: 'names' },
  { word: 'rung', write: 'rendition or quality', only: 'prose-for-users' },
  {
    word: 'epoch',
    write: 'run, for that of an encoder (an epoch is the number of an owner)',
    only: 'media-rooms',
  },
];

/** Several words that the glossary replaces. */
export const BANNED_PHRASES: readonly { phrase: RegExp; write: string }[] = [
  { phrase: /\bc[ao]mes? back\b|\bcoming back\b/gi, write: 'restart, reconnect or recreate' },
  { phrase: /\bbehind the stage\b/gi, write: 'behind live, or latency' },
  { phrase: /\bthose who\b/gi, write: 'moderator, host, co-host, guest, viewer or owner' },
  { phrase: /\bstand(s|ing)? still\b|\bstood still\b/gi, write: 'stall, freeze or gap' },
  { phrase: /\b(is|are|was|were) (told|asked)\b/gi, write: 'must, may, or is refused with CODE' },
];

/** Where the field or an interface that others use says it so. */
export const MEANT_OTHERWISE: readonly RegExp[] = [
  /\bMath\.floor\b/g,
  /\bnoise floor\b/gi,
  /picture[- ]?in[- ]?picture/gi,
  // VP8, H.264 and RTCP call a coded frame so.
  /\bpicture[_ -]?(id|loss|order count|parameter)\b/gi,
  /\bdisable-features=\S+/g,
  // The address of an uploaded image, names of REST operations and of their families, and fields on the wire.
  /\/house\b|'(house|pictures)(\.\w+)?'|\b(house|pictures): '[A-Z]/g,
  /\/pictures\b|\|pictures\|/g,
  // The folder of uploaded images below the data folder: it is there already.
  /'pictures'\)/g,
  // A function of FFmpeg's expressions.
  /\bfloor\(\(/g,
  /\bsoundLateMs\b|'screen-sound'/g,
  // A public setting, and the fields that it fills.
  /\bPROSCENIUM_PROGRAMME_RUNGS\b|`programme\.rungs`/g,
  // A path in a document: the file is judged by its own name.
  /`[^`\s]*\/[^`\s]*\.(ts|tsx|mjs|md|conf|vcl)`/g,
  // Error codes, the audio of a shared screen and a field of the programme's health, on the wire.
  /\bpicture-(unreadable|too-large|not-found)\b|\btoo-many-pictures\b|\bscreen-sound\b|\bsoundLateMs\b/g,
  // FFmpeg and HTML.
  /<\/?picture\b/g,
];
