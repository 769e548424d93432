export type HairStyle = 'bob' | 'short' | 'bun' | 'curls' | 'long' | 'none';
export type RoomName = 'library' | 'night-window' | 'plants' | 'studio' | 'bricks' | 'kitchen';

/** How one illustrated person and the room behind them are drawn. */
export interface CastMember {
  skin: string;
  blush: string;
  hair: HairStyle;
  hairColour: string;
  beard: boolean;
  glasses: boolean;
  headphones: boolean;
  top: string;
  collar: string;
  room: RoomName;
  /** Different moments of blinking and talking. */
  seed: number;
}

export type CastName = 'mina' | 'jonas' | 'amara' | 'diego' | 'yuna' | 'olaf';

export const CAST: Record<CastName, CastMember> = {
  mina: {
    skin: '#f2c9a4',
    blush: '#e9a488',
    hair: 'bob',
    hairColour: '#2b2230',
    beard: false,
    glasses: true,
    headphones: false,
    top: '#e2a33b',
    collar: '#fff3dc',
    room: 'library',
    seed: 1,
  },
  jonas: {
    skin: '#e8b48e',
    blush: '#d98f6e',
    hair: 'short',
    hairColour: '#8a4a24',
    beard: true,
    glasses: false,
    headphones: true,
    top: '#1f7a55',
    collar: '#2f9a6e',
    room: 'plants',
    seed: 2,
  },
  amara: {
    skin: '#8d5a3c',
    blush: '#a5664a',
    hair: 'curls',
    hairColour: '#1d1517',
    beard: false,
    glasses: false,
    headphones: false,
    top: '#c2415c',
    collar: '#f0d9c8',
    room: 'night-window',
    seed: 3,
  },
  diego: {
    skin: '#c98f65',
    blush: '#b57650',
    hair: 'none',
    hairColour: '#3a2a22',
    beard: true,
    glasses: true,
    headphones: false,
    top: '#35507d',
    collar: '#dfe7f3',
    room: 'bricks',
    seed: 4,
  },
  yuna: {
    skin: '#f6d4b5',
    blush: '#f0a99b',
    hair: 'bun',
    hairColour: '#4a2c2a',
    beard: false,
    glasses: false,
    headphones: true,
    top: '#6d5bb0',
    collar: '#8a79cc',
    room: 'studio',
    seed: 5,
  },
  olaf: {
    skin: '#f0c2a0',
    blush: '#e0967a',
    hair: 'long',
    hairColour: '#d6b06a',
    beard: false,
    glasses: false,
    headphones: false,
    top: '#2e3440',
    collar: '#e5e9f0',
    room: 'kitchen',
    seed: 6,
  },
};
