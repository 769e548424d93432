import { type Connection, Observed } from '#client';
import type { Layout, Overlays, ProgrammeView, Transition } from '#protocol';
import { runAction } from '../../ui/run-action.js';
import { readSetting, writeSetting } from '../../ui/settings.js';

/** What can be put into the programme with one frame. */
export interface Composition {
  layout: Layout;
  overlays: Overlays;
  /** The scene that it came from. */
  sceneId: string | null;
}

interface ComposerState {
  /** What is prepared; null while every change goes into the programme at once. */
  preview: Composition | null;
  /** What was sent and not answered yet: a change that follows at once builds on it. */
  sent: Partial<Composition>;
  transition: Transition['kind'];
}

const DURATION_MS: Record<Transition['kind'], number> = { cut: 0, fade: 400, slide: 500 };
const KINDS = Object.keys(DURATION_MS) as Transition['kind'][];

/** Every control of the programme's image speaks to it: to the programme itself, or to what is being prepared. */
export class Composer {
  readonly state: Observed<ComposerState>;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    const kept = readSetting('transition');
    this.state = new Observed<ComposerState>({
      preview: null,
      sent: {},
      transition: KINDS.find((kind) => kind === kept) ?? 'fade',
    });
  }

  /** The show's own look: scenes that were kept before it was changed are shown in it all the same. */
  branded(overlays: Overlays): Overlays {
    const shown = this.#connection.state.value.session?.programme.overlays;
    if (!shown) return overlays;
    const { accent, font, language } = shown;
    return { ...overlays, accent, font, language };
  }

  /** The programme as the controls see it: with what is on its way, or prepared, in the place of what is shown. */
  edited(programme: ProgrammeView): ProgrammeView {
    const { sent, preview } = this.state.value;
    return { ...programme, ...sent, ...preview };
  }

  setLayout(layout: Layout): void {
    if (this.#prepare({ layout })) return;
    this.#send({ layout }, this.#connection.request('programme.set-layout', { layout }));
  }

  setOverlays(overlays: Overlays): void {
    if (this.#prepare({ overlays })) return;
    this.#send({ overlays }, this.#connection.request('programme.set-overlays', { overlays }));
  }

  show(composition: Composition): void {
    if (!this.#prepare(composition)) this.#sendScene(composition);
  }

  /** What was prepared goes into the programme. */
  take(): void {
    const { preview } = this.state.value;
    if (preview) this.#sendScene(preview);
  }

  /** Changes are prepared first, from what is shown now. */
  setPreview(isOn: boolean): void {
    const programme = this.#connection.state.value.session?.programme;
    const preview = isOn && programme ? compositionOf({ ...programme, ...this.state.value.sent }) : null;
    this.state.patch({ preview });
  }

  setTransition(transition: Transition['kind']): void {
    writeSetting('transition', transition);
    this.state.patch({ transition });
  }

  #prepare(change: Partial<Composition>): boolean {
    const { preview } = this.state.value;
    if (preview) this.state.patch({ preview: { ...preview, ...change } });
    return preview !== null;
  }

  #sendScene({ layout, overlays, sceneId }: Composition): void {
    const kind = this.state.value.transition;
    const transition = { kind, durationMs: DURATION_MS[kind] };
    const scene = { layout, overlays, sceneId };
    this.#send(scene, this.#connection.request('programme.set-scene', { ...scene, transition }));
  }

  /** Pages hear of the changed programme before the change is answered. */
  #send(change: Partial<Composition>, answer: Promise<unknown>): void {
    const sent = { ...this.state.value.sent, ...change };
    this.state.patch({ sent });
    const settled = answer.finally(() => {
      if (this.state.value.sent === sent) this.state.patch({ sent: {} });
    });
    runAction(settled);
  }
}

export const compositionOf = ({ layout, overlays, sceneId }: ProgrammeView): Composition => ({
  layout,
  overlays,
  sceneId,
});
