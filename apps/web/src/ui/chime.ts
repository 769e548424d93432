const NOTES_HZ = [659.25, 880];
const NOTE_S = 0.22;
const VOLUME = 0.18;

/** Two short notes. Silent in a browser that lets no page play audio before a gesture. */
export function playChime(): void {
  try {
    const context = new AudioContext();
    for (const [index, hz] of NOTES_HZ.entries()) {
      const startS = context.currentTime + index * NOTE_S;
      const note = new OscillatorNode(context, { frequency: hz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(VOLUME, startS);
      gain.gain.exponentialRampToValueAtTime(0.001, startS + NOTE_S);
      note.connect(gain).connect(context.destination);
      note.start(startS);
      note.stop(startS + NOTE_S);
      if (index === NOTES_HZ.length - 1) note.onended = () => void context.close();
    }
  } catch {
    // Without audio the invitation is still on the screen and in the title.
  }
}
