// A classic worker without imports: the library comes as a script and looks for a window and a document.
import type { Background, FromWorker, ToWorker } from './background-messages.js';

interface Segmenter {
  setOptions(options: { modelSelection: number }): void;
  onResults(listener: (results: { segmentationMask: CanvasImageSource }) => void): void;
  initialize(): Promise<void>;
  send(input: { image: OffscreenCanvas }): Promise<void>;
}

interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
  importScripts(url: string): void;
  window?: unknown;
  document?: unknown;
  SelfieSegmentation?: new (options: { locateFile(name: string): string }) => Segmenter;
}

const scope = self as unknown as WorkerScope;

/** The model sees 256 by 144 pixels, whatever it is given. */
const SEEN = { width: 256, height: 144 };
/** Shares of the camera's height, so that every resolution looks the same. */
const BLUR_OF_HEIGHT = 1 / 45;
const SOFT_EDGE_OF_HEIGHT = 1 / 240;
/** The model for landscape video; 0 is the one for square video. */
const LANDSCAPE_MODEL = 1;

scope.onmessage = ({ data }) => {
  run(data).catch((error: unknown) =>
    scope.postMessage({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  );
};

async function run({ frames, painted, background, script, files }: ToWorker): Promise<void> {
  const painter = createPainter(background, await createSegmenter(script, files));
  const reader = frames.getReader();
  const writer = painted.getWriter();
  for (;;) {
    const { value: frame, done } = await reader.read();
    if (done) break;
    const beganMs = performance.now();
    const { timestamp } = frame;
    const canvas = await painter(frame).finally(() => frame.close());
    await writer.write(new VideoFrame(canvas, { timestamp }));
    scope.postMessage({ kind: 'painted', tookMs: performance.now() - beganMs });
  }
  await writer.close();
}

type Painter = (frame: VideoFrame) => Promise<OffscreenCanvas>;

function createPainter(background: Background, segmenter: Segmenter): Painter {
  let mask: CanvasImageSource | undefined;
  segmenter.onResults((results) => {
    mask = results.segmentationMask;
  });
  const seen = canvasOf(SEEN.width, SEEN.height);
  let whole = canvasOf(1, 1);
  return async (frame) => {
    const { displayWidth: width, displayHeight: height } = frame;
    if (whole.canvas.width !== width || whole.canvas.height !== height) whole = canvasOf(width, height);
    seen.drawImage(frame, 0, 0, SEEN.width, SEEN.height);
    await segmenter.send({ image: seen.canvas });
    if (mask === undefined) throw new Error('no mask');
    paint(whole, frame, mask, background);
    return whole.canvas;
  };
}

/** Cuts the person out of the frame and puts the background behind. */
function paint(
  to: OffscreenCanvasRenderingContext2D,
  frame: VideoFrame,
  mask: CanvasImageSource,
  background: Background,
): void {
  const { width, height } = to.canvas;
  to.globalCompositeOperation = 'copy';
  to.filter = `blur(${height * SOFT_EDGE_OF_HEIGHT}px)`;
  to.drawImage(mask, 0, 0, width, height);
  to.filter = 'none';
  to.globalCompositeOperation = 'source-in';
  to.drawImage(frame, 0, 0, width, height);
  to.globalCompositeOperation = 'destination-over';
  if (background.kind === 'blur') {
    to.filter = `blur(${height * BLUR_OF_HEIGHT}px)`;
    to.drawImage(frame, 0, 0, width, height);
    to.filter = 'none';
    return;
  }
  const { image } = background;
  const scale = Math.max(width / image.width, height / image.height);
  const [shownWidth, shownHeight] = [image.width * scale, image.height * scale];
  to.drawImage(image, (width - shownWidth) / 2, (height - shownHeight) / 2, shownWidth, shownHeight);
}

async function createSegmenter(script: string, files: Record<string, string>): Promise<Segmenter> {
  standInForPage();
  scope.importScripts(script);
  if (scope.SelfieSegmentation === undefined) throw new Error('the library did not load');
  const segmenter = new scope.SelfieSegmentation({ locateFile: (name) => files[name] ?? name });
  segmenter.setOptions({ modelSelection: LANDSCAPE_MODEL });
  await segmenter.initialize();
  return segmenter;
}

/**
 * The library's code for workers is broken: it loads the model as a script. Its code for pages works, and needs no more of
 * a window and a document than this.
 */
function standInForPage(): void {
  scope.window = scope;
  scope.document = {
    createElement: (name: string) => (name === 'canvas' ? new OffscreenCanvas(1, 1) : new ScriptElement()),
    addEventListener: () => undefined,
    body: { appendChild: (element: ScriptElement) => element.load() },
  };
}

class ScriptElement {
  readonly #listeners = new Map<string, () => void>();
  #source = '';

  setAttribute(name: string, value: string): void {
    if (name === 'src') this.#source = value;
  }

  addEventListener(name: string, listener: () => void): void {
    this.#listeners.set(name, listener);
  }

  load(): void {
    scope.importScripts(this.#source);
    this.#listeners.get('load')?.();
  }
}

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  return context;
}
